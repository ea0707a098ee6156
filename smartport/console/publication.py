"""The publication of an edition's results: what will appear and to how many, then the deed; and what corrects it."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.pages.pictures import picture_answer
from challenges.pages.results import shown
from challenges.pages.visit import isolated, reader
from challenges.results.publication_rules import digest_of
from challenges.results.published import publication_of
from challenges.results.publishing import publish
from challenges.results.readiness import Reach, doubts, obstacles, reach_of
from challenges.results.results import pictures_of, preview_of, results_of
from challenges.results.waiting import Waiting, awards_of, waiting_of
from challenges.wording import localized, say
from smartport.console.access import edition_in_view, edition_or_404, for_the_stage
from smartport.console.confirming import Question, confirm


@require_safe
@for_the_stage
@never_cache
def publication(request: HttpRequest) -> HttpResponse:
    """How far it is; once it is published, what was corrected since."""
    edition = edition_in_view(request)
    made = publication_of(edition)
    context: dict[str, Any] = {
        "edition": edition,
        "editions": Edition.objects.order_by("-opens_at"),
        "publication": made,
        "errata": sorted(made.errata.all(), key=lambda one: one.at, reverse=True) if made else [],
    }
    if made is None:
        waiting = waiting_of(edition)
        context |= {
            "ceremony_at": waiting.ceremony.begins_at if waiting.ceremony else None,
            "lines": _lines(edition, reach_of(waiting)),
            **_in_the_way(waiting),
        }
    return render(request, "console/publication/publication.html", context)


@require_safe
@for_the_stage
@never_cache
def preview(request: HttpRequest, edition: str) -> HttpResponse:
    """The page as it will be, for those who prepare the evening; without the boards that are held."""
    found = edition_or_404(edition)
    if publication_of(found) is not None:
        raise Http404
    context = {"edition": found, "publication": None, "is_current": False, **shown(preview_of(waiting_of(found)), [])}
    return render(request, "console/publication/preview.html", context)


@require_safe
@for_the_stage
@never_cache
def preview_picture(request: HttpRequest, edition: str, picture_digest: str) -> HttpResponse:
    """A picture of the preview: no other than those that the results will show."""
    name = pictures_of(awards_of(edition_or_404(edition))).get(picture_digest)
    if name is None:
        raise Http404
    return picture_answer(request, name=name, digest=picture_digest, cache="private, no-store")


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_stage
@never_cache
def publish_results(request: HttpRequest, edition: str) -> HttpResponse:
    """Asks, then does it; what is published twice is published once."""
    found = edition_or_404(edition)
    if found.results_published_at is not None and request.method != "POST":
        raise Http404
    waiting = waiting_of(found)
    title = localized(found.title, (get_language() or "fr")[:2])
    asked = Question(
        question=gettext("Publish the results of “%(title)s”?") % {"title": isolated(title)},
        consequences=_lines(found, reach_of(waiting)),
        undo=gettext(
            "This cannot be undone: what is published stays as it is for ever. A mistake is corrected by an erratum, "
            "beside what it corrects."
        ),
        deed=gettext("Publish the results, for ever"),
        done=gettext("The results are published: everybody reads them now."),
        back=_back(found),
        above=title,
        is_final=True,
    )
    seen = request.POST.get("seen", "")
    do = partial(publish, found, seen=seen, by=reader(request), now=clock.now())
    also = {"edition": found, "seen": digest_of(results_of(waiting)), **_in_the_way(waiting)}
    return confirm(request, asked, do, zone=found.timezone, template="console/publication/publish.html", also=also)


def _in_the_way(waiting: Waiting) -> dict[str, list[Any]]:
    """What hinders the publication, and what is odd, in words."""
    return {
        "obstacles": [say(refusal, zone=waiting.edition.timezone) for refusal in obstacles(waiting)],
        "doubts": [gettext(doubt) for doubt in doubts(waiting)],
    }


def _back(edition: Edition) -> str:
    return f"{reverse('console-publication')}?edition={edition.slug}"


def _lines(edition: Edition, reach: Reach) -> list[str]:
    """What appears, and to how many."""
    laureates = ngettext("%(count)s laureate", "%(count)s laureates", reach.laureates) % {"count": reach.laureates}
    awards = ngettext("%(count)s award", "%(count)s awards", reach.awards) % {"count": reach.awards}
    boards = ngettext(
        "%(count)s final leaderboard, which was held until now: ranks and scores of the private part.",
        "%(count)s final leaderboards, which were held until now: ranks and scores of the private part.",
        reach.boards,
    )
    feedback = ngettext(
        "The jury’s letter goes to %(count)s team.", "The jury’s letters go to %(count)s teams.", reach.feedback
    )
    lines = [
        gettext("A public page with the results: %(awards)s, %(laureates)s, and how it was judged.")
        % {"awards": awards, "laureates": laureates},
        boards % {"count": reach.boards},
        feedback % {"count": reach.feedback},
        gettext("Certificates for everybody who has earned one."),
        ngettext(
            "%(count)s member of a laureate’s team is written to.",
            "%(count)s members of laureates’ teams are written to.",
            reach.readers.laureates,
        )
        % {"count": reach.readers.laureates},
        ngettext(
            "%(count)s other player is written to: whoever has a certificate, or wants announcements.",
            "%(count)s other players are written to: whoever has a certificate, or wants announcements.",
            reach.readers.others,
        )
        % {"count": reach.readers.others},
        gettext("Webhooks, the API and the exports tell the results from then on."),
    ]
    if not edition.is_published:
        lines.append(gettext("The edition is a draft: nobody sees the page before it is published too."))
    return lines
