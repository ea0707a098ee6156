"""The line of a team: time to the right, better is up."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.pages.sparks import HEIGHT, MARGIN, WIDTH, Span, spark

START = datetime(2026, 11, 20, tzinfo=UTC)
SPAN = Span(START, START + timedelta(seconds=100))


def at(seconds: float) -> int:
    return int(START.timestamp() + seconds)


@pytest.mark.parametrize(("better", "scores"), [("lower", (3.0, 1.0)), ("higher", (1.0, 3.0))])
def test_better_is_up_whatever_the_direction(better, scores):
    drawn = spark([(at(0), scores[0]), (at(50), scores[1])], better=better, span=SPAN)
    assert drawn.path == f"M{MARGIN} {HEIGHT - MARGIN}H{WIDTH / 2}V{MARGIN}H{WIDTH - MARGIN}"
    assert (drawn.x, drawn.y) == (WIDTH / 2, MARGIN)


def test_single_score_is_a_level_line_in_the_middle():
    assert spark([(at(100), 2.0)], better="lower", span=SPAN).y == HEIGHT / 2


def test_nothing_is_drawn_of_nothing():
    assert spark([], better="lower", span=SPAN) is None


def test_what_lies_outside_lies_at_the_edge():
    assert [SPAN.share(at(seconds)) for seconds in (-9, 0, 25, 100, 999)] == [0.0, 0.0, 0.25, 1.0, 1.0]
    assert Span(START, START).share(at(5)) == 1.0


@pytest.mark.parametrize(
    ("passed", "shown"), [(0, 0), (10, 10), (64, 64), (65, 65), (128, 128), (129, 130), (1000, 1000), (1001, 1008)]
)
def test_span_goes_forward_by_strides(passed, shown):
    span = Span.until(START + timedelta(seconds=passed), start=START, close=START + timedelta(days=1))
    assert span == Span(START, START + timedelta(seconds=shown))


def test_span_ends_with_the_close():
    close = START + timedelta(seconds=1001)
    assert Span.until(START + timedelta(days=9), start=START, close=close) == Span(START, close)
    assert Span.until(START - timedelta(days=9), start=START, close=close) == Span(START, START)
