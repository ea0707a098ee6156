"""The progress of the first ten as a drawing: the best public score of each over time, better is up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from math import ceil, floor, log10
from statistics import median
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import get_language

from challenges.leaderboards.queries import Row
from challenges.leaderboards.rules import sort_value
from challenges.pages.sparks import Span, stepped
from challenges.wording import LOCALES

DRAWN = 10
BASELINES = 3
LABEL_APART = 1.35  # letters' heights between two names
LONGEST_NAME = 22
A_DAY = timedelta(days=1)
STRIDES = [timedelta(hours=hours) for hours in (1, 3, 6, 12, 24, 48, 168, 336, 672, 1344, 2688, 5376)]


@dataclass(frozen=True)
class Frame:
    """How large a drawing is, in the units of its letters; at its right the names, or only the ranks."""

    name: str
    width: float
    height: float
    letter: float
    left: float
    right: float
    ticks: int

    @property
    def top(self) -> float:
        return self.letter

    @property
    def foot(self) -> float:
        """The bottom edge of what is drawn; the hours stand below it."""
        return self.height - 2 * self.letter

    @property
    def end(self) -> float:
        """The right edge of what is drawn."""
        return self.width - self.right

    @property
    def inner_width(self) -> float:
        return self.end - self.left

    @property
    def inner_height(self) -> float:
        return self.foot - self.top


WIDE = Frame("wide", width=1120, height=380, letter=15, left=64, right=216, ticks=7)
NARROW = Frame("narrow", width=400, height=300, letter=15, left=54, right=34, ticks=4)
FRAMES = (WIDE, NARROW)


@dataclass(frozen=True)
class Reached:
    """A score, and when it was handed in."""

    score: float
    at: datetime


@dataclass(frozen=True)
class Track:
    """One team: its steps, where they end, and where its name stands."""

    row: Row
    number: int
    path: str
    end_y: float
    label_y: float
    is_own: bool

    @property
    def name(self) -> str:
        """As much of it as there is room for."""
        name = self.row.team_name
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"

    @property
    def first(self) -> Reached:
        return self._step(0)

    @property
    def best(self) -> Reached:
        return self._step(-1)

    @property
    def improved(self) -> int:
        return len(self.row.history) - 1

    def _step(self, place: int) -> Reached:
        seconds, score = self.row.history[place]
        return Reached(score, datetime.fromtimestamp(seconds, UTC))


@dataclass(frozen=True)
class Mark:
    """A line across the drawing, at `at`, with what it stands for."""

    at: float
    value: float
    name: str = ""


@dataclass(frozen=True)
class Drawing:
    """Everything in the units of its frame."""

    frame: Frame
    tracks: list[Track]
    baselines: list[Mark]
    hours: list[Mark]
    scores: list[Mark]
    rejudges: list[float]
    frozen: float | None
    decimals: int

    @property
    def frozen_width(self) -> float:
        return self.frame.end - (self.frozen or 0.0)

    @property
    def inside_x(self) -> float:
        """Where the name of a baseline begins."""
        return self.frame.left + 6

    @property
    def score_x(self) -> float:
        """Where the numbers of the scale end."""
        return self.frame.left - 8

    @property
    def hour_y(self) -> float:
        return self.frame.foot + 1.5 * self.frame.letter

    @property
    def lead_from(self) -> float:
        """From the end of a line a thin one leads to its name."""
        return self.frame.end + 4

    @property
    def lead_to(self) -> float:
        return self.frame.end + 14

    @property
    def name_x(self) -> float:
        """Where a rank begins."""
        return self.frame.end + 18

    @property
    def team_x(self) -> float:
        """Where the name after it begins."""
        return self.name_x + 1.8 * self.frame.letter


@dataclass(frozen=True)
class Told:
    """What a drawing is made of: the first rows of a board, the time that is shown, and what happened in it."""

    rows: Sequence[Row]
    better: str
    span: Span
    zone: tzinfo
    rejudges: Sequence[datetime] = ()
    frozen_at: datetime | None = None
    own: UUID | None = None

    @property
    def tracks(self) -> list[Row]:
        return [row for row in self.rows if not row.is_baseline and row.history][:DRAWN]

    @property
    def baselines(self) -> list[Row]:
        return [row for row in self.rows if row.is_baseline and row.history][:BASELINES]

    def last(self, row: Row) -> float:
        """Its public score, smaller for better."""
        return sort_value(row.history[-1][1], better=self.better)


def draw(told: Told, frame: Frame) -> Drawing | None:
    """None where nobody has a score yet."""
    if not told.tracks:
        return None
    low, high = _domain(told)

    def height(score: float) -> float:
        worth = sort_value(score, better=told.better)
        return frame.top + frame.inner_height * (worth - low) / (high - low)

    def place(seconds: float) -> float:
        return frame.left + frame.inner_width * told.span.share(seconds)

    ends = [height(row.history[-1][1]) for row in told.tracks]
    labels = _apart(ends, frame=frame)
    tracks = [
        Track(row, number, _path(row, height=height, place=place, frame=frame), end, label, row.team_id == told.own)
        for number, (row, end, label) in enumerate(zip(told.tracks, ends, labels, strict=True), start=1)
    ]
    hours = [Mark(place(hour.timestamp()), 0.0, said) for hour, said in _hours(told, most=frame.ticks)]
    step = _round_step(low, high)
    shown = [row for row in told.baselines if low <= told.last(row) <= high]
    return Drawing(
        frame=frame,
        tracks=tracks,
        baselines=[Mark(height(row.history[-1][1]), row.history[-1][1], row.team_name) for row in shown],
        hours=hours,
        scores=[Mark(height(score), score) for score in _round_scores(low, high, step, better=told.better)],
        rejudges=[place(moment.timestamp()) for moment in told.rejudges if told.span.start <= moment <= told.span.end],
        frozen=place(told.frozen_at.timestamp()) if told.frozen_at else None,
        decimals=max(0, -floor(log10(step) + 1e-9) + (step / 10 ** floor(log10(step) + 1e-9) == 2.5)),
    )


def _domain(told: Told) -> tuple[float, float]:
    """From the best to what half of all steps reach, and to where the last of the ten and near baselines stand: the
    first attempts, often far off, would press all that matters into one line."""
    ends = [told.last(row) for row in told.tracks]
    steps = [sort_value(score, better=told.better) for row in told.tracks for _, score in row.history]
    low, high = min(ends), max([*ends, median(steps)])
    reach = high + 0.6 * (high - low)
    high = max([high, *(value for row in told.baselines if (value := told.last(row)) <= reach)])
    low = min([low, *(told.last(row) for row in told.baselines if told.last(row) < low)])
    margin = 0.06 * (high - low) or 0.06 * abs(high) or 1.0
    return low - margin, high + margin


def _path(row: Row, *, height: Callable[[float], float], place: Callable[[float], float], frame: Frame) -> str:
    """What lies far below the drawing is cut off there."""
    heights = [min(height(score), 3 * frame.height) for _, score in row.history]
    return stepped([place(seconds) for seconds, _ in row.history], heights, until=frame.end)


def _apart(ends: Sequence[float], *, frame: Frame) -> list[float]:
    """Where names stand that shall not cover each other: as near to their lines as there is room."""
    gap = LABEL_APART * frame.letter
    order = sorted(range(len(ends)), key=lambda place: (ends[place], place))
    places = [ends[place] for place in order]
    for before, after in pairwise(range(len(places))):
        places[after] = max(places[after], places[before] + gap)
    beyond = places[-1] - (frame.foot + frame.letter) if places else 0.0
    if beyond > 0:
        places[-1] -= beyond
        for after, before in pairwise(reversed(range(len(places)))):
            places[before] = min(places[before], places[after] - gap)
    return [places[order.index(place)] for place in range(len(ends))]


def _hours(told: Told, *, most: int) -> list[tuple[datetime, str]]:
    """Whole hours or days by the edition's clock, at most so many, in words."""
    start, end = (moment.astimezone(told.zone) for moment in (told.span.start, told.span.end))
    stride = next((step for step in STRIDES if (end - start) / step <= most), STRIDES[-1])
    hour = start.replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[tuple[datetime, str]] = []
    while hour <= end and len(found) <= 2 * most:
        if hour >= start:
            found.append((hour, _said(hour, by_days=stride >= A_DAY)))
        hour += stride
    return found


def _said(hour: datetime, *, by_days: bool) -> str:
    locale = LOCALES[(get_language() or "fr")[:2]]
    return format_date(hour.date(), "d MMM", locale=locale) if by_days else f"{hour:%H:%M}"


def _round_step(low: float, high: float) -> float:
    """A number with few digits, about a fifth of the way."""
    raw = (high - low) / 5
    power = 10.0 ** floor(log10(raw))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= raw * 0.999)


def _round_scores(low: float, high: float, step: float, *, better: str) -> list[float]:
    places = range(ceil(low / step), floor(high / step) + 1)
    return [sort_value(round(place * step, 12), better=better) for place in places]
