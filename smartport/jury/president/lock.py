"""The lock: the check list and the first signature, the second signature, and the file of the decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.gathering import sitting
from challenges.jury.locking import (
    digest_in_view,
    moved_since,
    require_signatory,
    sign_first,
    sign_second,
    withdraw_signature,
)
from challenges.jury.models import Round
from challenges.jury.moving import in_force
from challenges.jury.presiding import DELIBERATION_LENGTH, NAME_LENGTH
from challenges.jury.queries import decision_of
from challenges.pages.visit import reader
from challenges.panels.models import Panel, Stage
from challenges.wording import say
from smartport.jury.president.access import for_readers, for_signatories
from smartport.jury.president.checks import BAD, checks
from smartport.jury.president.results import frame


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def lock(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The check list; who presides signs here, and takes the signature back."""
    refusal = None
    if request.method == "POST":
        try:
            return _sign_or_withdraw(request, panel)
        except Refusal as refused:
            refusal = refused
            panel.refresh_from_db()
    decision = decision_of(panel)
    found = sitting(panel, Round.FINAL)
    looked = checks(found)
    context: dict[str, Any] = {
        **frame(request, panel, here="lock"),
        "decision": decision,
        "checks": looked,
        "is_blocked": any(check.state == BAD for check in looked),
        "is_sensitive": found.tally.is_sensitive,
        "force": in_force(found),
        "seen": digest_in_view(found) if decision is None else "",
        "has_moved": decision is not None and decision.locked_at is None and moved_since(decision, found),
        "typed": request.POST,
        "longest": {"name": NAME_LENGTH, "deliberation": DELIBERATION_LENGTH},
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "jury/president/lock.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signatories
def second(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The second signature, on the digest that the page shows; no score is on it."""
    refusal = None
    if request.method == "POST":
        given = {"name": request.POST.get("name", ""), "seen": request.POST.get("seen", "")}
        try:
            sign_second(panel, **given, by=reader(request), now=clock.now())
            messages.success(request, gettext("The decision is locked, for ever."))
            return redirect("jury-lock" if _may_read(request, panel) else "jury-second", panel.pk)
        except Refusal as refused:
            refusal = refused
            panel.refresh_from_db()
    decision = decision_of(panel)
    context = {
        "panel": panel,
        "edition": panel.edition,
        "decision": decision,
        "may_read": _may_read(request, panel),
        "is_own": decision is not None and decision.first_by_id == reader(request).pk,
        "may_sign": _may_sign(request, panel),
        "ballots": _ballots(panel) if panel.stage == Stage.DELIBERATION else None,
        "typed": request.POST.get("name", ""),
        "longest": NAME_LENGTH,
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "jury/president/second.html", context, status=refusal.status if refusal else 200)


@require_safe
@for_readers
def snapshot(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The file of a locked decision, as `smartport jury verify` reads it."""
    decision = decision_of(panel)
    if decision is None or decision.locked_at is None:
        raise Http404
    name = f"jury-{decision.sha256[:12]}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(decision.snapshot.encode(), content_type="application/json", headers=headers)


def _sign_or_withdraw(request: HttpRequest, panel: Panel) -> HttpResponse:
    if request.POST.get("deed") == "withdraw":
        withdraw_signature(panel, by=reader(request), now=clock.now())
        messages.success(request, gettext("Your signature is withdrawn: nothing is locked."))
    else:
        typed = {name: request.POST.get(name, "") for name in ("name", "deliberation", "seen")}
        sign_first(panel, **typed, by=reader(request), now=clock.now())
        messages.success(request, gettext("Signed. The second signature locks the decision."))
    return redirect("jury-lock", panel.pk)


def _ballots(panel: Panel) -> dict[str, int]:
    """How many were cast and how many are missing: what keepers see of a round."""
    found = sitting(panel, Round.FINAL)
    return {
        "projects": len(found.candidates),
        "cast": sum(found.tally.ballots.values()),
        "owed": sum(found.owed.values()),
        "recusals": len(found.tally.case.marks.recused),
    }


def _may_read(request: HttpRequest, panel: Panel) -> bool:
    return request.user.has_perm("challenges.read_jury_results", panel)


def _may_sign(request: HttpRequest, panel: Panel) -> bool:
    try:
        require_signatory(panel, reader(request))
    except Refusal:
        return False
    return True
