"""Hours beside one another, and outside an edition."""

from datetime import timedelta

import pytest

from challenges.agenda.rules import Span, is_outside, overlapping, overlaps, state_of
from tests.factories import CLOSES_AT, NOW, OPENS_AT

HOUR = timedelta(hours=1)
ONE = Span(NOW, NOW + HOUR)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Span(NOW + HOUR, NOW + 2 * HOUR), False),
        (Span(NOW - HOUR, NOW), False),
        (Span(NOW + HOUR / 2, NOW + 2 * HOUR), True),
        (Span(NOW + HOUR / 2), True),
        (Span(NOW), True),
        (Span(NOW + HOUR), False),
        (Span(NOW - HOUR, NOW + 3 * HOUR), True),
    ],
)
def test_overlap_needs_an_instant_in_common(other, told):
    assert overlaps(ONE, other) is told
    assert overlaps(other, ONE) is told


def test_overlapping_names_them():
    assert overlapping(ONE, [("a", Span(NOW)), ("b", Span(NOW + 2 * HOUR))]) == ["a"]


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (ONE, False),
        (Span(OPENS_AT), False),
        (Span(CLOSES_AT), False),
        (Span(OPENS_AT - HOUR), True),
        (Span(CLOSES_AT - HOUR, CLOSES_AT + HOUR), True),
        (Span(NOW.replace(year=2025)), True),
    ],
)
def test_outside_is_before_or_after(span, told):
    assert is_outside(span, opens_at=OPENS_AT, closes_at=CLOSES_AT) is told


@pytest.mark.parametrize(
    ("span", "state"),
    [
        (ONE, "now"),
        (Span(NOW - HOUR, NOW), "past"),
        (Span(NOW), "past"),
        (Span(NOW + HOUR), "coming"),
    ],
)
def test_state_is_past_now_or_coming(span, state):
    assert state_of(span, now=NOW) == state
