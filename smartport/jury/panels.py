"""The panels on which the reader sits, and what is left to do on each."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.jury.queries import ROUND_OF, closes_at, left_to_do
from challenges.pages.visit import reader
from challenges.panels.declaring import has_signed
from challenges.panels.models import Juror, Panel, Seat, Stage
from challenges.panels.queries import seats_of


@dataclass(frozen=True)
class OwnPanel:
    """One of them: `state` is sign, reserve, wait, judge, done or locked."""

    seat: Juror
    state: str
    left: int = 0
    closes_at: datetime | None = None

    @property
    def panel(self) -> Panel:
        return self.seat.panel


@require_safe
@never_cache
@login_required
def own_panels(request: HttpRequest) -> HttpResponse:
    """Those that wait for something first; there is no such page for who never sat on one."""
    found = [own_panel(seat) for seat in seats_of(reader(request))]
    if not found:
        raise Http404
    found.sort(key=lambda one: (one.state == "locked", one.state not in {"sign", "judge"}, one.seat.joined_at))
    return render(request, "jury/panels.html", {"panels": found, "now": clock.now()})


def own_panel(seat: Juror) -> OwnPanel:
    """What it asks of this juror now."""
    panel = seat.panel
    if panel.stage == Stage.LOCKED:
        return OwnPanel(seat, "locked")
    if not has_signed(seat):
        return OwnPanel(seat, "sign")
    if seat.seat == Seat.RESERVE:
        return OwnPanel(seat, "reserve")
    in_round = ROUND_OF.get(Stage(panel.stage))
    if in_round is None:
        return OwnPanel(seat, "wait")
    left = left_to_do(seat, in_round).count()
    return OwnPanel(seat, "judge" if left else "done", left, closes_at(panel, in_round))
