"""Where organizers take the evening along as a file: asked first, noted in the journal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.ceremony.holding import tell
from challenges.ceremony.models import Ceremony
from challenges.ceremony.queries import ceremony_of
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.wording import say
from smartport.console.access import edition_in_view, for_the_stage
from smartport.stage.deck import deck_html
from smartport.stage.deck_pdf import deck_pdf

EVENING, REHEARSAL = "evening", "rehearsal"
KINDS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
Script = Sequence[Mapping[str, Any]]


class NothingToTake(Refusal):
    code = "no_deck_yet"
    message = gettext_noop("There is no such script to take along.")
    hint = gettext_noop("Arm the script, or run a rehearsal; then come back.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_stage
def deck(request: HttpRequest) -> HttpResponse:
    """What there is; POST gives it."""
    edition = edition_in_view(request)
    scripts = _scripts(ceremony_of(edition))
    refusal = None
    if request.method == "POST":
        of, form = request.POST.get("of", ""), request.POST.get("form", "")
        if scripts.get(of) and form in KINDS:
            return _given(request, ceremony_of(edition), script=scripts[of], of=of, form=form)
        refusal = NothingToTake()
    names = {EVENING: gettext("The evening"), REHEARSAL: gettext("The last rehearsal, with its watermark")}
    context = {
        "edition": edition,
        "parts": [{"of": of, "name": names[of], "is_there": bool(script)} for of, script in scripts.items()],
        "said": say(refusal, zone=edition.timezone) if refusal else None,
    }
    return render(request, "stage/deck.html", context, status=refusal.status if refusal else 200)


def _scripts(ceremony: Ceremony) -> dict[str, Script]:
    """The armed one, and that of the last rehearsal; empty where there is none."""
    last = None
    if ceremony.pk:
        last = ceremony.shows.filter(is_rehearsal=True).order_by("started_at").last()
    return {EVENING: ceremony.script if ceremony.armed_at else [], REHEARSAL: last.script if last else []}


def _given(request: HttpRequest, ceremony: Ceremony, *, script: Script, of: str, form: str) -> HttpResponse:
    now, title = clock.now(), ceremony.edition.title
    content = _made(script, title=title, is_rehearsal=of == REHEARSAL, form=form, now=now)
    with transaction.atomic():
        tell(ceremony, "ceremony.deck_taken", by=reader(request), now=now, form=form, script=of)
    answer = HttpResponse(content, content_type=KINDS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{ceremony.edition.slug}-{of}.{form}"'
    return answer


def _made(script: Script, *, title: Mapping[str, str], is_rehearsal: bool, form: str, now: datetime) -> bytes:
    if form == "pdf":
        return deck_pdf(script, title=title, is_rehearsal=is_rehearsal, at=now.date())
    return deck_html(script, title=title, is_rehearsal=is_rehearsal)
