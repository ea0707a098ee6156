"""The drawing of the first ten: who is on it, in which direction, and how it is kept legible."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from challenges.leaderboards.queries import Row
from challenges.pages.progress import LABEL_APART, NARROW, WIDE, Told, draw
from challenges.pages.sparks import Span

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def row(number: int, *scores: float, is_baseline: bool = False) -> Row:
    """A team that handed in once a day."""
    history = [(int((START + day * DAY).timestamp()), score) for day, score in enumerate(scores)]
    rank = None if is_baseline else number
    return Row(rank, UUID(int=number), f"Team {number}", is_baseline, {}, START, len(scores), history=history)


def told(*rows: Row, better: str = "lower", **more: object) -> Told:
    span = Span(START, START + 10 * DAY)
    return Told(rows=rows, better=better, span=span, zone=ZoneInfo("Africa/Casablanca"), **more)


def test_nobody_is_no_drawing():
    assert draw(told(), WIDE) is None
    assert draw(told(row(1), row(2, 1.0, is_baseline=True)), WIDE) is None


def test_first_ten_teams_are_drawn_and_baselines_across():
    rows = [row(number, 1.0 + number / 10) for number in range(1, 13)]
    drawing = draw(told(*rows, row(99, 1.5, is_baseline=True)), WIDE)
    assert [track.number for track in drawing.tracks] == list(range(1, 11))
    assert [mark.name for mark in drawing.baselines] == ["Team 99"]


@pytest.mark.parametrize(
    ("better", "scores"), [("lower", ((3.0, 1.0), (2.5, 2.0))), ("higher", ((1.0, 3.0), (1.5, 2.0)))]
)
def test_better_is_up_and_the_scale_says_so(better, scores):
    drawing = draw(told(row(1, *scores[0]), row(2, *scores[1]), better=better), WIDE)
    assert drawing.tracks[0].end_y < drawing.tracks[1].end_y
    marks = sorted(drawing.scores, key=lambda mark: mark.at)
    values = [mark.value for mark in marks]
    assert values == sorted(values, reverse=better == "higher")
    assert all(WIDE.top <= mark.at <= WIDE.foot for mark in marks)


def test_first_attempts_far_off_do_not_press_the_rest_together():
    drawing = draw(told(row(1, 1e6, 3.0, 2.0, 1.0), row(2, 1e6, 3.0, 2.5, 1.5)), WIDE)
    assert drawing.tracks[1].end_y - drawing.tracks[0].end_y > WIDE.height / 10
    assert float(drawing.tracks[0].path.split("H")[0].split()[1]) == 3 * WIDE.height  # cut off below


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_names_do_not_cover_each_other(frame):
    drawing = draw(told(*(row(number, 1.0 + number * 1e-4) for number in range(1, 11)), row(11, 5.0)), frame)
    places = sorted(track.label_y for track in drawing.tracks)
    assert min(after - before for before, after in pairwise(places)) >= LABEL_APART * frame.letter - 1e-6
    assert places[-1] <= frame.foot + frame.letter


@pytest.mark.parametrize("scores", [(5.0,), (0.0,), (-1e-9,), (1e12,), (1e-12,)])
def test_single_score_of_any_size_is_drawn(scores):
    drawing = draw(told(row(1, *scores)), WIDE)
    assert WIDE.top <= drawing.tracks[0].end_y <= WIDE.foot
    assert 2 <= len(drawing.scores) <= 9


@pytest.mark.parametrize("length", [timedelta(0), timedelta(minutes=5), timedelta(hours=7), DAY, 10 * DAY, 400 * DAY])
@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_hours_are_few_whatever_the_length(length, frame):
    asked = replace(told(row(1, 1.0)), span=Span(START, START + length))
    assert len(draw(asked, frame).hours) <= frame.ticks + 1


def test_frozen_hour_rejudges_and_the_own_team_are_marked():
    asked = told(
        row(1, 1.0), row(2, 2.0), rejudges=[START + 5 * DAY, START - DAY], frozen_at=START + 9 * DAY, own=UUID(int=2)
    )
    drawing = draw(asked, WIDE)
    assert drawing.rejudges == [WIDE.left + WIDE.inner_width / 2]
    assert drawing.frozen == WIDE.left + WIDE.inner_width * 0.9
    assert [track.is_own for track in drawing.tracks] == [False, True]


def test_table_tells_first_best_and_number_of_improvements():
    track = draw(told(row(1, 3.0, 2.0, 1.0)), WIDE).tracks[0]
    assert (track.first.score, track.best.score, track.improved) == (3.0, 1.0, 2)
    assert track.best.at == START + 2 * DAY


def test_long_name_is_cut():
    long = replace(row(1, 1.0), team_name="x" * 60)
    assert draw(told(long), WIDE).tracks[0].name == "x" * 21 + "…"
