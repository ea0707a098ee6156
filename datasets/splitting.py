"""Places rows in the parts of a challenge: train, gap, test; inside the test public and private, by whole groups."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.features.values import column, times
from datasets.recipes.recipe import Split

TRAIN, PUBLIC, PRIVATE, OUT = "train", "public", "private", ""

Parts = npt.NDArray[np.str_]
Mask = npt.NDArray[np.bool_]
PERIODS: Mapping[str, Callable[[pd.DatetimeIndex], pd.Index]] = {
    "day": lambda at: at.floor("D"),
    "week": lambda at: at.to_period("W").start_time,
}


def place(rows: pd.DataFrame, *, split: Split, rng: np.random.Generator) -> Parts:
    """One of the four parts for each row; rows between the periods, and rows whose group is elsewhere, are out.

    With a time and groups, a share of the groups is drawn for the test: then the test is their later rows, and the
    training the earlier rows of the others.
    """
    every = np.ones(len(rows), dtype=bool)
    is_train, is_test = _by_time(rows, split) if split.time else (every, every)
    if split.group or not split.time:
        drawn = _drawn(_groups(rows, split.group), share=split.test_share, rng=rng)
        is_train, is_test = is_train & ~drawn, is_test & drawn
    parts = np.where(is_train, TRAIN, np.where(is_test, PRIVATE, OUT))
    tested = np.flatnonzero(parts == PRIVATE)
    whole = _public_groups(rows.iloc[tested], split)
    parts[tested[_drawn(whole, share=split.public_share, rng=rng)]] = PUBLIC
    return parts


def _by_time(rows: pd.DataFrame, split: Split) -> tuple[Mask, Mask]:
    at = times(rows, str(split.time))
    told = (split.train_from, split.train_to, split.test_from, split.test_to)
    days = [np.datetime64(day, "ns") for day in told if day is not None]
    return (at >= days[0]) & (at < days[1]), (at >= days[2]) & (at < days[3])


def _groups(rows: pd.DataFrame, name: str | None) -> npt.NDArray[np.int64]:
    """Codes of whole groups; each row is one where none is named. Rows without a value are one group."""
    if name is None:
        return np.arange(len(rows))
    codes, _ = pd.factorize(column(rows, name), use_na_sentinel=False)
    return np.asarray(codes, dtype=np.int64)


def _public_groups(rows: pd.DataFrame, split: Split) -> npt.NDArray[np.int64]:
    if split.public_by in PERIODS:
        starts = PERIODS[split.public_by](pd.DatetimeIndex(times(rows, str(split.time))))
        return np.asarray(pd.factorize(starts, use_na_sentinel=False)[0], dtype=np.int64)
    return _groups(rows, split.group if split.public_by == "row" else split.public_by)


def _drawn(groups: npt.NDArray[np.int64], *, share: float, rng: np.random.Generator) -> Mask:
    """Whole groups, in random order, until the share of the rows is reached."""
    sizes = np.bincount(groups) if len(groups) else np.zeros(0, dtype=np.int64)
    order = rng.permutation(len(sizes))
    reached = np.cumsum(sizes[order]) <= share * len(groups)
    taken = np.zeros(len(sizes), dtype=bool)
    taken[order[reached]] = True
    return np.asarray(taken[groups])
