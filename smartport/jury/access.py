"""Who stands before a page of the jury: whoever has a seat there and, but for the declaration itself, has signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from challenges import clock
from challenges.editions.models import Edition
from challenges.jury.models import Round
from challenges.jury.queries import ROUND_OF
from challenges.pages.visit import reader
from challenges.panels.declaring import has_signed
from challenges.panels.models import Juror, Panel, Seat, Stage
from challenges.panels.queries import seats_of

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Sitting:
    """A juror at their desk, now."""

    juror: Juror
    now: datetime

    @property
    def panel(self) -> Panel:
        return self.juror.panel

    @property
    def edition(self) -> Edition:
        return self.panel.edition

    @property
    def in_round(self) -> Round | None:
        """The round in which ballots are cast now."""
        return ROUND_OF.get(Stage(self.panel.stage))

    @property
    def is_reserve(self) -> bool:
        return self.juror.seat == Seat.RESERVE


def for_seated(view: View) -> View:
    """Whoever has a seat on the panel; for everybody else there is no such page. The view is given the sitting in place
    of the panel's id."""

    @wraps(view)
    def guarded(request: HttpRequest, panel_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        seat = seats_of(reader(request)).filter(panel=panel_id).first()
        if seat is None:
            raise Http404
        return view(request, Sitting(seat, clock.now()), *args, **kwargs)

    return guarded


def for_signed(view: View) -> View:
    """The same, led to the declaration where it is not signed as it is worded now: nothing is shown before."""

    @wraps(view)
    def guarded(request: HttpRequest, sitting: Sitting, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_signed(sitting.juror):
            return redirect("jury-declaration", sitting.panel.pk)
        return view(request, sitting, *args, **kwargs)

    return for_seated(guarded)


def for_judges(view: View) -> View:
    """The same of who scores: a reserve is shown no project."""

    @wraps(view)
    def guarded(request: HttpRequest, sitting: Sitting, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sitting.is_reserve or sitting.panel.stage == Stage.DRAFT:
            raise Http404
        return view(request, sitting, *args, **kwargs)

    return for_signed(guarded)
