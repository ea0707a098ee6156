"""Publishing an edition or a challenge, taking it from sight, setting the hour: each asks first."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from challenges import clock
from challenges.checks.queries import latest_of_each
from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from challenges.lifecycle.lacking import lacking, unchecked_bundle
from challenges.lifecycle.publishing import publish, schedule, unpublish, unschedule
from challenges.lifecycle.queries import reach_of
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say_moment
from smartport.console.confirming import Question, confirm
from smartport.console.lacks import told_lacks
from smartport.console.localized_fields import MomentField
from smartport.templatetags.figures import number


@dataclass(frozen=True)
class Deeds:
    """What is published, the edition whose clock counts, and the page it is done from."""

    thing: Any
    edition: Edition
    back: str

    @property
    def title(self) -> str:
        return localized(self.thing.title, (get_language() or "fr")[:2])


class HourForm(forms.Form):
    """One hour to come."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = MomentField(zone=edition.timezone, label=_("Publish at"))


def deed_page(request: HttpRequest, deeds: Deeds, deed: str) -> HttpResponse:
    """The page of one of the four."""
    now, by = clock.now(), reader(request)
    if deed == "schedule":
        return _schedule(request, deeds, now=now)
    asked = {"publish": _publish, "unpublish": _unpublish, "unschedule": _unschedule}[deed](deeds)
    act: Any = {"publish": publish, "unpublish": unpublish, "unschedule": unschedule}[deed]
    also = _missing(deeds, now=now) if deed == "publish" else {}
    known = {"unchecked": "unchecked" in request.POST} if deed == "publish" else {}
    do = partial(act, deeds.thing, by=by, now=now, **known)
    return confirm(request, asked, do, zone=deeds.edition.timezone, template="console/publish.html", also=also)


def _missing(deeds: Deeds, *, now: datetime) -> dict[str, Any]:
    """What has to be there first; and where that is all there, what scores it without a check that passed."""
    if deeds.thing.is_published:
        return {"lacks": []}
    lacks = told_lacks(lacking(deeds.thing, now=now), thing=deeds.thing)
    bundle = None if lacks else unchecked_bundle(deeds.thing, now=now)
    if bundle is None:
        return {"lacks": lacks}
    place = reverse("console-scoring", args=[deeds.edition.slug, deeds.thing.slug])
    return {"lacks": lacks, "unchecked": place, "check": latest_of_each([bundle]).get(bundle.pk)}


def _publish(deeds: Deeds) -> Question:
    return Question(
        question=gettext("Publish “%(title)s”?") % {"title": isolated(deeds.title)},
        consequences=_shown_lines(deeds),
        undo=gettext("This can be undone: it can be taken from sight again. What visitors have read, they have read."),
        deed=gettext("Publish"),
        done=gettext("Published: everybody sees it now."),
        back=deeds.back,
        above=deeds.title,
    )


def _shown_lines(deeds: Deeds) -> list[str]:
    if isinstance(deeds.thing, Edition):
        return [*_site_lines(deeds.thing), _challenges_line(deeds.thing)]
    lines = [
        gettext("Everybody sees its texts, its data page, its rules and its leaderboard."),
        gettext("No letter is sent. To tell people, write an announcement."),
    ]
    if not deeds.edition.is_published:
        lines.insert(
            0, gettext("Its edition is a draft: nobody sees the challenge before the edition is published too.")
        )
    return lines


def _site_lines(edition: Edition) -> list[str]:
    shown = current_edition()
    if shown and shown != edition and shown.opens_at < edition.opens_at:
        title = isolated(localized(shown.title, (get_language() or "fr")[:2]))
        said = gettext("The site then shows this edition instead of “%(title)s”, which opened earlier.")
        return [said % {"title": title}]
    if shown and shown != edition:
        title = isolated(localized(shown.title, (get_language() or "fr")[:2]))
        return [
            gettext("The site goes on showing “%(title)s”, which opens later than this edition.") % {"title": title}
        ]
    return [gettext("The site then shows this edition.")]


def _challenges_line(edition: Edition) -> str:
    count = edition.challenges.filter(is_published=True).count()
    said = ngettext(
        "%(count)s challenge is published and appears with it; drafts stay drafts.",
        "%(count)s challenges are published and appear with it; drafts stay drafts.",
        count,
    )
    return said % {"count": number(count)}


def _unpublish(deeds: Deeds) -> Question:
    return Question(
        question=gettext("Take “%(title)s” from sight?") % {"title": isolated(deeds.title)},
        consequences=_hidden_lines(deeds),
        undo=gettext("This can be undone: publish it again, and everything is as it was."),
        deed=gettext("Take from sight"),
        done=gettext("It is a draft again: nobody but organizers sees it."),
        back=deeds.back,
        above=deeds.title,
    )


def _hidden_lines(deeds: Deeds) -> list[str]:
    reach = reach_of(deeds.thing)
    teams = ngettext(
        "%(count)s team does not find it any more: every page of it is gone for teams, and nothing can be handed in.",
        "%(count)s teams do not find it any more: every page of it is gone for teams, and nothing can be handed in.",
        reach.teams,
    )
    kept = ngettext("%(count)s submission is kept.", "%(count)s submissions are kept.", reach.submissions)
    asked = ngettext(
        "%(count)s question waits for an answer that its team will not see.",
        "%(count)s questions wait for an answer that their teams will not see.",
        reach.questions,
    )
    return [
        teams % {"count": number(reach.teams)},
        kept % {"count": number(reach.submissions)},
        *([asked % {"count": number(reach.questions)}] if reach.questions else []),
        gettext("The hours of its phases go on, and its announcements are not shown."),
    ]


def _unschedule(deeds: Deeds) -> Question:
    hour = deeds.thing.publishes_at
    return Question(
        question=gettext("Do not publish “%(title)s” by itself?") % {"title": isolated(deeds.title)},
        consequences=[
            gettext("It stays a draft after %(hour)s.") % {"hour": say_moment(hour, zone=deeds.edition.timezone)}
            if hour
            else gettext("It stays a draft.")
        ],
        undo=gettext("This can be undone: set another hour."),
        deed=gettext("Take the hour away"),
        done=gettext("No hour is set any more."),
        back=deeds.back,
        above=deeds.title,
    )


def _schedule(request: HttpRequest, deeds: Deeds, *, now: datetime) -> HttpResponse:
    """The hour comes from the form."""
    form = HourForm(request.POST or None, edition=deeds.edition, initial={"at": deeds.thing.publishes_at})
    asked = Question(
        question=gettext("When is “%(title)s” to be published?") % {"title": isolated(deeds.title)},
        consequences=[*_shown_lines(deeds), gettext("The clock does it at that hour, without anybody here.")],
        undo=gettext("Until then the hour can be changed or taken away."),
        deed=gettext("Set the hour"),
        done=gettext("The hour is set."),
        back=deeds.back,
        above=deeds.title,
    )
    also = {"form": form, **_missing(deeds, now=now), "edition": deeds.edition}
    if request.method == "POST" and not form.is_valid():
        return render(request, "console/schedule.html", {**vars(asked), **also}, status=422)
    at: Any = form.cleaned_data["at"] if form.is_bound else None
    do = partial(schedule, deeds.thing, at=at, by=reader(request), now=now, unchecked="unchecked" in request.POST)
    return confirm(request, asked, do, zone=deeds.edition.timezone, template="console/schedule.html", also=also)
