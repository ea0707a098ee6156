"""When a phase takes submissions, and which phase a visitor looks at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from challenges.errors import Refusal, gettext_noop


class PhaseNotOpen(Refusal):
    """Details: opens_at."""

    code = "phase_not_open"
    message = gettext_noop("This phase is not open yet: it opens on %(opens_at)s.")
    hint = gettext_noop("Come back then; until then you can prepare with the data and the rules.")
    status = 403


class PhaseClosed(Refusal):
    """Details: closed_at and, as a duration, ago."""

    code = "phase_closed"
    message = gettext_noop("This phase is closed since %(closed_at)s (%(ago)s ago).")
    hint = gettext_noop("What was received until then counts; nothing more can be handed in.")
    status = 403


class HasTimes(Protocol):
    """Anything that opens and closes, such as a Phase; both ends still belong to it."""

    @property
    def opens_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...


Timed = TypeVar("Timed", bound=HasTimes)


def is_open(opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    """True from the first instant to the last, both included."""
    return opens_at <= now <= closes_at


def require_open(times: HasTimes, *, now: datetime) -> None:
    """Raises PhaseNotOpen or PhaseClosed."""
    if now < times.opens_at:
        raise PhaseNotOpen(opens_at=times.opens_at)
    if now > times.closes_at:
        raise PhaseClosed(closed_at=times.closes_at, ago=now - times.closes_at)


def in_view(phases: Sequence[Timed], *, now: datetime) -> Timed | None:
    """The open phase (of several, the one that closes first), else the next to open, else the last to have closed."""
    running = [phase for phase in phases if is_open(phase.opens_at, phase.closes_at, now)]
    if running:
        return min(running, key=lambda phase: phase.closes_at)
    coming = [phase for phase in phases if phase.opens_at > now]
    if coming:
        return min(coming, key=lambda phase: phase.opens_at)
    return max(phases, key=lambda phase: phase.closes_at, default=None)
