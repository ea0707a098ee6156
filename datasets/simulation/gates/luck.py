"""What chance does to each visit of a truck: when it comes, if it does, and how long it takes at each stage."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .lanes import ANY, CHANNELS, DIRECTIONS, INSPECTED, PAPERS, PAPERS_MINUTES, SCANNED, STAGES, SURPRISES, Stage

EARLY_MINUTES, ARRIVAL_SPREAD = 5.0, 25.0  # of the moment in the slot that the driver aims at
NO_SHOWS, LATE = 0.03, 0.03  # ours: how the six in a hundred are shared
LATE_MINUTES = (60.0, 180.0)
SKIPPED = -1

Seconds = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Luck:
    """One line per visit: whether the truck comes, how many seconds after its slot begins (before: less than 0), and
    the seconds at each stage; `SKIPPED` where it does not pass."""

    comes: Mask
    after: Seconds
    seconds: dict[str, Seconds]


def draw_luck(directions: Seconds, channels: Seconds, *, rng: np.random.Generator) -> Luck:
    """Directions and channels are places in the tables of lanes."""
    number = len(directions)
    fate, moment = rng.random(number), rng.uniform(0, 60, number)
    minutes = moment - EARLY_MINUTES + ARRIVAL_SPREAD * rng.standard_normal(number)
    minutes += np.where((fate >= NO_SHOWS) & (fate < NO_SHOWS + LATE), rng.uniform(*LATE_MINUTES, number), 0)
    seconds = {name: _seconds(stage, directions, rng) for name, stage in STAGES.items()}
    trouble = rng.exponential(PAPERS_MINUTES, number) * (rng.random(number) < PAPERS)
    seconds["document"] += _whole(trouble)
    is_scanned = _is_of(channels, SCANNED) | (rng.random(number) < SURPRISES)
    seconds["scanner"][~is_scanned] = SKIPPED
    seconds["inspection"][~_is_of(channels, INSPECTED)] = SKIPPED
    return Luck(fate >= NO_SHOWS, _whole(minutes), seconds)


def _seconds(stage: Stage, directions: Seconds, rng: np.random.Generator) -> Seconds:
    """The mean of a lognormal is above its median by half the square of the spread."""
    drawn = rng.standard_normal(len(directions))
    seconds = _whole(stage.minutes * np.exp(stage.spread * drawn - stage.spread**2 / 2))
    if stage.direction == ANY:
        return seconds
    return np.where(directions == list(DIRECTIONS).index(stage.direction), seconds, SKIPPED)


def _is_of(channels: Seconds, names: tuple[str, ...]) -> Mask:
    return np.isin(channels, [list(CHANNELS).index(name) for name in names])


def _whole(minutes: npt.NDArray[np.float64]) -> Seconds:
    return np.rint(60 * minutes).astype(np.int64)
