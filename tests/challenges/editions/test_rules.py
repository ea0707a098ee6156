"""Open, not yet, no longer; and what a visitor looks at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from challenges.editions.rules import PhaseClosed, PhaseNotOpen, in_view, is_open, require_open

OPENS = datetime(2026, 11, 1, 8, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class PhaseTimes:
    opens_at: datetime
    closes_at: datetime


PHASE = PhaseTimes(OPENS, CLOSES)
NEXT = PhaseTimes(CLOSES + timedelta(days=1), CLOSES + timedelta(days=9))


@pytest.mark.parametrize(
    ("now", "expected"),
    [(OPENS - INSTANT, False), (OPENS, True), (CLOSES, True), (CLOSES + INSTANT, False)],
    ids=["just before", "first instant", "last instant", "just after"],
)
def test_is_open_includes_both_ends(now, expected):
    assert is_open(OPENS, CLOSES, now) is expected


def test_require_open_lets_the_last_instant_pass():
    require_open(PHASE, now=CLOSES)


def test_require_open_says_when_it_opens():
    with pytest.raises(PhaseNotOpen) as refusal:
        require_open(PHASE, now=OPENS - INSTANT)
    assert refusal.value.details == {"opens_at": OPENS}


def test_require_open_says_since_when_it_is_closed():
    with pytest.raises(PhaseClosed) as refusal:
        require_open(PHASE, now=CLOSES + timedelta(minutes=3))
    assert refusal.value.details == {"closed_at": CLOSES, "ago": timedelta(minutes=3)}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - INSTANT, PHASE),
        (OPENS, PHASE),
        (CLOSES + INSTANT, NEXT),
        (NEXT.opens_at, NEXT),
        (NEXT.closes_at + INSTANT, NEXT),
    ],
    ids=["before all", "first open", "between", "second open", "after all"],
)
def test_in_view_is_open_else_next_else_last(now, expected):
    assert in_view([NEXT, PHASE], now=now) == expected


def test_in_view_of_two_open_takes_the_one_that_closes_first():
    longer = PhaseTimes(OPENS, CLOSES + timedelta(days=1))
    assert in_view([longer, PHASE], now=OPENS) == PHASE


def test_in_view_of_none_is_none():
    assert in_view([], now=OPENS) is None
