"""Motions: an order that is moved up and down, a reason, and who voted how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.gathering import sitting
from challenges.jury.models import Motion, Round
from challenges.jury.motions import REASON_LENGTH
from challenges.jury.moving import in_force, record_motion, voters_on
from challenges.jury.presiding import Vote, moved_projects, with_one_moved
from challenges.pages.visit import reader
from challenges.panels.models import Panel, Stage
from challenges.wording import say
from smartport.jury.president.access import for_readers, is_presiding
from smartport.jury.president.results import frame
from smartport.jury.president.words import name_of


@dataclass(frozen=True)
class Recorded:
    """A motion with the names of who voted; `counts` tells whether it made the order that there is."""

    motion: Motion
    groups: list[tuple[str, list[str]]]
    counts: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def motions(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Those that were recorded and, for who presides, a new one. A button moves one project by one place and shows the
    page again; another records."""
    refusal = None
    found = sitting(panel, Round.FINAL)
    force = in_force(found)
    present = list(force.order)
    is_open = panel.stage == Stage.DELIBERATION and is_presiding(request, panel) and bool(present)
    order = _typed_order(request, present)
    if request.method == "POST" and "record" in request.POST:
        try:
            return _record(request, panel, order=order)
        except Refusal as refused:
            refusal = refused
    moved = moved_projects(present, order)
    voters = voters_on(panel, old=present, new=order)
    context = {
        **frame(request, panel, here="motions"),
        "recorded": recorded(panel, counting=force.carried),
        "is_open": is_open,
        "present": present,
        "order": [(code, code in moved, present.index(code) + 1) for code in order] if is_open else [],
        "voters": [(juror, request.POST.get(f"vote-{juror.pk}", "")) for juror in voters.may_vote],
        "recused": voters.recused,
        "reason": request.POST.get("reason", ""),
        "longest": REASON_LENGTH,
        "touched": request.POST.get("up") or request.POST.get("down") or "",
        "went": "up" if "up" in request.POST else "down",
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "jury/president/motions.html", context, status=refusal.status if refusal else 200)


def recorded(panel: Panel, *, counting: Sequence[Motion]) -> list[Recorded]:
    """All of them, the latest first."""
    names = {juror.pk: name_of(juror) for juror in panel.jurors.select_related("user")}
    keys = {motion.pk for motion in counting}
    rows = panel.motions.order_by("-at", "-pk").select_related("moved_by__user")
    return [Recorded(motion, _groups(motion, names), motion.pk in keys) for motion in rows]


def _groups(motion: Motion, names: Mapping[int, str]) -> list[tuple[str, list[str]]]:
    groups = (
        (gettext("for"), motion.votes_for),
        (gettext("against"), motion.votes_against),
        (gettext("abstained"), motion.abstained),
        (gettext("recused"), motion.recused),
    )
    return [(title, [names[key] for key in keys if key in names]) for title, keys in groups if keys]


def _record(request: HttpRequest, panel: Panel, *, order: list[str]) -> HttpResponse:
    old = request.POST.get("old", "").split(",")
    given: dict[str, Any] = {
        "old": old,
        "new": order,
        "reason": request.POST.get("reason", ""),
        "votes": _votes(request, panel),
    }
    made = record_motion(panel, **given, by=reader(request), now=clock.now())
    said = (
        gettext("Recorded: the motion was carried.") if made.is_carried else gettext("Recorded: the motion was lost.")
    )
    messages.success(request, said)
    return redirect("jury-motions", panel.pk)


def _votes(request: HttpRequest, panel: Panel) -> dict[int, Vote]:
    keys = panel.jurors.values_list("pk", flat=True)
    typed = {key: request.POST.get(f"vote-{key}", "") for key in keys}
    return {key: Vote(value) for key, value in typed.items() if value in set(Vote)}


def _typed_order(request: HttpRequest, present: list[str]) -> list[str]:
    """As it was sent and then moved; the present one where what was sent is none of these projects'."""
    sent = request.POST.get("order", "").split(",")
    order = sent if sorted(sent) == sorted(present) else list(present)
    order = with_one_moved(order, request.POST.get("up", ""), by=-1)
    return with_one_moved(order, request.POST.get("down", ""), by=1)
