"""An erratum of published results: written, read once more with whom it reaches, then there for ever."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.results.errata import correct
from challenges.results.models import Publication
from challenges.results.publication_rules import (
    ERRATUM_LENGTH,
    OTHER,
    VALUE_LENGTH,
    WHAT_CHANGES,
    require_change,
    require_erratum,
)
from challenges.results.published import publication_of
from challenges.results.result_letters import concerned_by
from challenges.wording import localized, say
from smartport.console.access import edition_or_404, for_the_stage
from smartport.console.sheets import sent_key
from smartport.packs.pack import LANGUAGES
from smartport.templatetags.figures import number

SURE = "sure"  # the button under what is read once more


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_stage
def new_erratum(request: HttpRequest, edition: str) -> HttpResponse:
    """The form; then the question, to how many it goes; then the deed, once."""
    made = publication_of(edition_or_404(edition))
    if made is None:
        raise Http404
    given = _given(request)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            if SURE in request.POST:
                correct(made, key=sent_key(request), **given, by=reader(request), now=clock.now())
                messages.success(request, gettext("The erratum stands above the results."))
                return redirect(_back(made))
            return _ask(request, made, given)
        except Refusal as refused:
            refusal = refused
    context = {
        **_context(made, given),
        "key": request.POST.get("key") or uuid4(),
        "what_changes": [(key, gettext(text)) for key, text in WHAT_CHANGES.items()],
        "laureates": _laureates(made),
        "refusal": refusal,
        "said": say(refusal, zone=made.edition.timezone) if refusal else None,
    }
    status = refusal.status if refusal else 200
    return render(request, "console/publication/erratum.html", context, status=status)


def _ask(request: HttpRequest, made: Publication, given: Mapping[str, Any]) -> HttpResponse:
    """Raises what the form refuses."""
    text = require_erratum(given["text"])
    change = require_change(made.results, laureate=given["laureate"], what=given["what"], value=given["value"])
    readers = concerned_by([change] if change else []).count()
    letters = ngettext(
        "A letter goes to %(count)s person, a member of the team that it concerns.",
        "A letter goes to %(count)s people, the members of the team that it concerns.",
        readers,
    )
    lines = [gettext("It stands above the results of this edition for ever, for everybody, in three languages.")]
    if change:
        lines.append(_said(change))
    lines.append(letters % {"count": number(readers)} if given["tells"] and readers else gettext("No letter is sent."))
    lines.append(gettext("The original stays as it was published; the journal keeps who corrected it."))
    context = {
        **_context(made, {**given, "text": text}),
        "key": sent_key(request),
        "above": gettext("Publication of the results"),
        "question": gettext("Publish this erratum?"),
        "consequences": lines,
        "undo": gettext("This cannot be undone: an erratum is corrected by another one."),
        "is_final": True,
        "deed": gettext("Publish the erratum, for ever"),
    }
    return render(request, "console/publication/erratum_ask.html", context)


def _given(request: HttpRequest) -> dict[str, Any]:
    post = request.POST
    return {
        "text": {
            language: post.get(f"text_{language}", "").replace("\r\n", "\n").replace("\x00", "").strip()
            for language in LANGUAGES
        },
        "laureate": post.get("laureate", ""),
        "what": post.get("what", OTHER),
        "value": post.get("value", ""),
        "tells": "tells" in post,
    }


def _context(made: Publication, given: Mapping[str, Any]) -> dict[str, Any]:
    told = {"longest": ERRATUM_LENGTH, "longest_value": VALUE_LENGTH}
    return {"edition": made.edition, "publication": made, "given": given, "back": _back(made), **told}


def _laureates(made: Publication) -> list[tuple[str, str]]:
    language = (get_language() or "fr")[:2]
    return [
        (one["id"], f"{localized(award['title'], language)} · {one['team']}")
        for award in made.results["awards"]
        for one in award["laureates"]
    ]


def _said(change: Mapping[str, Any]) -> str:
    what = gettext(WHAT_CHANGES[change["what"]])
    who = f"\u2068{change['team']}\u2069"
    if not change["to"]:
        return f"{who} · {what}"
    return f"{who} · {what} · \u2068{change['from']}\u2069 → \u2068{change['to']}\u2069"


def _back(made: Publication) -> str:
    return f"{reverse('console-publication')}?edition={made.edition.slug}"
