"""The script as it would be told, step by step, and the two signatures under it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.ceremony.arming import agree_to_script, disarm, propose_script
from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.lacking import is_blocked, script_lacks
from challenges.ceremony.models import Ceremony, State
from challenges.ceremony.queries import ceremony_of, script_now
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.wording import say
from smartport.console.access import edition_or_404, for_the_stage
from smartport.console.ceremony.lacks import told_script_lacks
from smartport.console.ceremony.overview import address_of, shown
from smartport.console.confirming import Question, confirm
from smartport.stage.telling import told_step

METHODS = ["GET", "HEAD", "POST"]
SIGNS = {"propose": propose_script, "agree": agree_to_script}


@require_http_methods(METHODS)
@for_the_stage
def script(request: HttpRequest, edition: str) -> HttpResponse:
    """Read wholly, then signed: what is signed is the digest of the page that was read."""
    found = edition_or_404(edition)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _sign(request, found)
            return redirect(address_of(found))
        except Refusal as refused:
            refusal = refused
    context = _page(request, _ceremony(found))
    context |= {"refusal": refusal, "said": say(refusal, zone=found.timezone) if refusal else None}
    return render(request, "console/ceremony/script.html", context, status=refusal.status if refusal else 200)


@require_http_methods(METHODS)
@for_the_stage
def take_back(request: HttpRequest, edition: str) -> HttpResponse:
    """One signature or two are taken back, after a question."""
    found = edition_or_404(edition)
    evening = _ceremony(found)
    is_armed = evening.state == State.ARMED
    if evening.state == State.DRAFT and evening.first_armed_at is None and request.method != "POST":
        return redirect(address_of(found))
    asked = Question(
        question=gettext("Disarm the script?") if is_armed else gettext("Take the first signature back?"),
        consequences=[
            gettext("Awards, laureates and the running order can be changed again."),
            gettext("The evening cannot begin until two people have read and signed its script anew."),
        ],
        undo=gettext("Nothing is lost: the same script can be signed again."),
        deed=gettext("Disarm") if is_armed else gettext("Take it back"),
        done=gettext("The script is a draft again."),
        back=address_of(found),
        above=gettext("Award ceremony"),
    )
    return confirm(request, asked, partial(disarm, found, by=reader(request), now=clock.now()), zone=found.timezone)


def _sign(request: HttpRequest, edition: Edition) -> None:
    sign = SIGNS.get(request.POST.get("deed", ""), propose_script)
    armed = sign(edition, seen=request.POST.get("seen", ""), by=reader(request), now=clock.now())
    if armed.state == State.ARMED:
        messages.success(request, gettext("The script is armed. The evening can begin."))
    else:
        messages.success(request, gettext("Signed. Now a second person reads the script and signs it too."))


def _page(request: HttpRequest, evening: Ceremony) -> dict[str, Any]:
    """The frozen script once it is armed; before that as it would be now."""
    is_draft = evening.state == State.DRAFT
    steps = script_now(evening) if is_draft else evening.script
    digest = digest_of_script(steps)
    lacks = script_lacks(evening) if is_draft else []
    is_proposed = is_draft and evening.first_armed_by_id is not None
    return {
        **shown(evening),
        "steps": [told_step(step) for step in steps],
        "digest": digest,
        "is_draft": is_draft,
        "is_proposed": is_proposed and evening.script_sha256 == digest,
        "has_moved": is_proposed and evening.script_sha256 != digest,
        "is_own": evening.first_armed_by_id == reader(request).pk,
        "lacks": told_script_lacks(lacks, edition=evening.edition),
        "is_blocked": is_blocked(lacks),
    }


def _ceremony(edition: Edition) -> Ceremony:
    found = Ceremony.objects.select_related("first_armed_by", "armed_by").filter(edition=edition).first()
    found = found or ceremony_of(edition)
    found.edition = edition
    return found
