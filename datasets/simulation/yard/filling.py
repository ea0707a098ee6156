"""The yard, day by day: boxes leave later where it is full, where customs is busy and in slow weeks."""

from dataclasses import dataclass

import numpy as np

from datasets.simulation.workdays import SATURDAY, SUNDAY, is_holiday, weekdays

from .loads import DAY, Bools, Floats, Ints

USUAL_DAYS = 180  # what is usual is the mean of so many days before
FILLING_DAYS, WARM_UP_DAYS = 30, 60  # the yard begins empty: days that do not count, days without effect
FULL, BUSY, BUSY_GREEN = (
    0.5,
    0.5,
    0.15,
)  # ours: what a yard twice as full, or customs twice as busy, add to the logarithm
WEEK_SPREAD, WEEK_MEMORY = 0.14, 0.75  # ours: weeks in which all boxes leave more slowly
FREE_DAYS, HURRIED, HURRIED_SHARE = 7.0, 2.5, 0.35  # ours: who would leave soon after storage is charged leaves before
LONGEST_DAYS = 45  # ours: what nobody collects goes to the customs depot
MOVED_SHARE, MOVED_FIRST, MOVED_LAST = (
    0.13,
    1.0,
    12.0,
)  # ours: boxes moved to a depot outside the port, after so many days
OPEN_SATURDAYS, OPEN_SUNDAYS = 0.5, 0.06  # share of removals that would fall on such a day and do
FIRST_DAY_SHARE = 0.7  # who finds the gates closed comes on the first open day, or else on the second
HOURS = np.array([0, 0, 0, 0, 0, 1, 3, 6, 10, 12, 12, 11, 8, 7, 7, 6, 5, 3, 2, 1, 1, 0, 0, 0], dtype=float)  # UTC
DRAWS = 8
WEEK = 7


@dataclass(frozen=True, eq=False)
class Waiting:
    """Imported full boxes in order of discharge; `discharged` in minutes since 1970, `pace` the logarithm of the days
    each would stay in a usual port, `draws` uniform numbers by box."""

    discharged: Ints
    terminal: Ints
    pace: Floats
    is_checked: Bools
    draws: Floats


@dataclass(frozen=True, eq=False)
class Yard:
    """By day from `first` and by terminal: `fill`, boxes in the yard at midnight over the usual number; by day:
    `workload`, boxes discharged in the seven days before over the usual. `left` and `last_seen` by box in minutes since
    1970: where they differ the box was not seen to leave."""

    first: int
    fill: Floats
    workload: Floats
    left: Ints
    last_seen: Ints


def run_yard(waiting: Waiting, *, others: Ints, first: int, slow: Floats) -> Yard:
    """`others` is what all other boxes add to the yard by day (arrivals less departures) and terminal; `slow` what each
    day adds to the logarithm."""
    days = len(others)
    starts = np.searchsorted(waiting.discharged, (first + np.arange(days + 1)) * DAY)
    change, present = others.astype(np.int64).copy(), np.zeros((days + 1, others.shape[1]))
    fill, workload = np.ones_like(others, dtype=float), np.ones(days)
    left, seen = np.zeros_like(waiting.discharged), np.zeros_like(waiting.discharged)
    calendar = _Calendar(first, days + 400)
    for day in range(days):
        rows = slice(starts[day], starts[day + 1])
        past = slice(max(FILLING_DAYS, day - USUAL_DAYS), day)
        if day > WARM_UP_DAYS:
            fill[day] = present[day] / np.maximum(present[past].mean(axis=0), 1)
            usual = max(1.0, float(starts[day] - starts[past.start]) / (day - past.start))
            workload[day] = (starts[day] - starts[day - WEEK]) / WEEK / usual
        at, terminal = waiting.discharged[rows], waiting.terminal[rows]
        busy = np.where(waiting.is_checked[rows], BUSY, BUSY_GREEN) * (workload[day] - 1)
        pace = waiting.pace[rows] + FULL * (fill[day][terminal] - 1) + busy + slow[day]
        left[rows], seen[rows] = calendar.leave(at, np.exp(pace), waiting.draws[rows])
        np.add.at(change[day], terminal, 1)
        gone = seen[rows] // DAY - first
        within = gone < days
        np.add.at(change, (gone[within], terminal[within]), -1)
        present[day + 1] = present[day] + change[day]
    return Yard(first, fill, workload, left, seen)


def slow_weeks(days: int, *, rng: np.random.Generator) -> Floats:
    """By day, what slow weeks add to the logarithm of a stay: slow weeks follow slow weeks."""
    level, levels = 0.0, []
    for shock in rng.standard_normal(days // 7 + 2).tolist():
        level = WEEK_MEMORY * level + np.sqrt(1 - WEEK_MEMORY**2) * shock
        levels.append(level)
    return np.interp(np.arange(days) / 7, np.arange(len(levels)), WEEK_SPREAD * np.array(levels))


class _Calendar:
    """When the gates are open, and which minute of an open day a truck comes."""

    def __init__(self, first: int, days: int) -> None:
        every = first + np.arange(days)
        weekday = weekdays(every)
        self.first = first
        self.share = np.where(weekday == SUNDAY, OPEN_SUNDAYS, np.where(weekday == SATURDAY, OPEN_SATURDAYS, 1.0))
        self.share[is_holiday(every)] = OPEN_SUNDAYS
        opens = np.where(self.share == 1.0, np.arange(days), days)
        self.next_open = np.minimum.accumulate(opens[::-1])[::-1]
        self.hours = np.cumsum(HOURS) / HOURS.sum()

    def leave(self, at: Ints, stay: Floats, draws: Floats) -> tuple[Ints, Ints]:
        """The minute at which each box leaves, and the minute at which it is last seen in the port."""
        is_hurried = (stay > FREE_DAYS) & (stay < FREE_DAYS + HURRIED) & (draws[:, 0] < HURRIED_SHARE)
        stay = np.where(is_hurried, FREE_DAYS - 1.4 * draws[:, 1], stay)
        left = self.through_gate(at, np.minimum(stay, 2 * LONGEST_DAYS), draws[:, 2:5])
        moved = self.through_gate(at, MOVED_FIRST + (MOVED_LAST - MOVED_FIRST) * draws[:, 5], draws[:, 4:7])
        moved = np.where(draws[:, 7] < MOVED_SHARE, moved, at + LONGEST_DAYS * DAY)
        return left, np.minimum(left, moved)

    def through_gate(self, at: Ints, stay: Floats, draws: Floats) -> Ints:
        """The end of the stay or the first open days after it, at a truck's hour, three hours after `at` or later."""
        day = (at + (stay * DAY).astype(np.int64)) // DAY - self.first
        share = self.share[day]
        is_second = draws[:, 0] > share + (1 - share) * FIRST_DAY_SHARE
        opens = np.where(is_second, self.next_open[self.next_open[day] + 1], self.next_open[day])
        day = np.where(draws[:, 0] < share, day, opens)
        minute = (np.searchsorted(self.hours, draws[:, 1], side="right") * 60 + draws[:, 2] * 60).astype(np.int64)
        late = (day + self.first) * DAY + minute < at + 180
        day = np.where(late, self.next_open[day + 1], day)
        return np.asarray((day + self.first) * DAY + minute)
