"""What a published value may stand for, and which classes of rows fit what somebody saw."""

from copy import copy
from functools import cached_property
from typing import Protocol, Self

import numpy as np

from datasets.risk.case import FloatArray, IntArray
from datasets.risk.coded import counts_of


class Cover(Protocol):
    """A published column over the classes of a table, as one onlooker sees it; `sighting` is a line of what he saw."""

    def seen_through(self, view: FloatArray) -> Self:
        """The same column, looked at by another."""

    def count(self, sighting: int) -> int:
        """At most so many classes fit."""

    def classes(self, sighting: int) -> IntArray:
        """All classes that fit, and maybe some that do not."""

    def weights(self, sighting: int, *, classes: IntArray) -> FloatArray:
        """For each of these classes the probability that a raw value in it is what was seen; 0 where none can be."""


class Placed:
    """What has which code, from 0: rows by class, or classes by the code of a value."""

    def __init__(self, codes: IntArray) -> None:
        self.codes = codes
        self.starts = np.concatenate([[0], np.cumsum(counts_of(codes))]).astype(np.int64)

    @cached_property
    def order(self) -> IntArray:
        return np.argsort(self.codes, kind="stable")

    def __len__(self) -> int:
        """How many codes there are."""
        return len(self.starts) - 1

    def count(self, first: int, last: int) -> int:
        """How many have a code from `first` to before `last`."""
        return int(self.starts[last] - self.starts[first])

    def between(self, first: int, last: int) -> IntArray:
        """Those that have a code from `first` to before `last`."""
        return self.order[self.starts[first] : self.starts[last]]

    def having(self, codes: IntArray) -> tuple[IntArray, IntArray]:
        """All that have one of these codes, and for each the place of its code in `codes`."""
        sizes = self.starts[codes + 1] - self.starts[codes]
        place = np.repeat(np.arange(len(codes)), sizes)
        step = np.arange(len(place)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self.order[self.starts[codes][place] + step], place


class Spans:
    """Numbers and times: each published value stands for all from the lowest to the highest raw value behind it.

    Codes go up with the lowest value. Within a span all values are taken to be equally likely, `grain` apart.
    """

    def __init__(
        self, published: IntArray, *, first_rows: IntArray, raw: FloatArray, grain: float, view: FloatArray
    ) -> None:
        """`published` and `raw` go along the rows; `first_rows` has one row of each class."""
        count = int(published.max()) + 1
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        is_known = ~np.isnan(raw)
        np.minimum.at(low, published[is_known], raw[is_known])
        np.maximum.at(high, published[is_known], raw[is_known])
        order = np.argsort(low, kind="stable")
        rank = np.empty(count, dtype=np.int64)
        rank[order] = np.arange(count)
        self.placed = Placed(rank[published[first_rows]])
        self.low, self.high = low[order], high[order]
        self.reach = np.maximum.accumulate(self.high)
        self.grain = grain
        self._look(view)

    def seen_through(self, view: FloatArray) -> "Spans":
        other = copy(self)
        other._look(view)
        return other

    def count(self, sighting: int) -> int:
        first, last = self.between[sighting]
        return self.placed.count(first, last)

    def classes(self, sighting: int) -> IntArray:
        first, last = self.between[sighting]
        return self.placed.between(first, last)

    def weights(self, sighting: int, *, classes: IntArray) -> FloatArray:
        low, high = self.view[sighting]
        codes = self.placed.codes[classes]
        if np.isnan(low):
            return np.ones(len(codes))
        if len(codes) > len(self.low):
            return self._fits(low, high, self.low, self.high)[codes]
        return self._fits(low, high, self.low[codes], self.high[codes])

    def _fits(self, low: float, high: float, starts: FloatArray, ends: FloatArray) -> FloatArray:
        overlap = np.minimum(ends, high) - np.maximum(starts, low)
        with np.errstate(invalid="ignore"):  # a value that stands for nulls only: from +inf to -inf
            fits = np.where(overlap >= 0, (overlap + self.grain) / (ends - starts + self.grain), 0.0)
        return np.minimum(fits, 1.0)

    def _look(self, view: FloatArray) -> None:
        """Sets the codes, from and to before, that may fit each sighting."""
        is_blind = np.isnan(view[:, 0])
        first = np.searchsorted(self.reach, view[:, 0], side="left")
        last = np.maximum(first, np.searchsorted(self.low, view[:, 1], side="right"))
        first, last = np.where(is_blind, 0, first), np.where(is_blind, len(self.placed), last)
        self.between: list[tuple[int, int]] = list(zip(first.tolist(), last.tolist(), strict=True))
        self.view = view


class Kinds:
    """Names: each published value stands for the raw values behind it, as often as they are."""

    def __init__(self, published: IntArray, *, first_rows: IntArray, raw: FloatArray, view: FloatArray) -> None:
        """`published` and `raw` go along the rows; `first_rows` has one row of each class."""
        self.placed = Placed(published[first_rows])
        total = int(published.max()) + 1
        is_known = ~np.isnan(raw)
        pairs, counts = np.unique(raw[is_known].astype(np.int64) * total + published[is_known], return_counts=True)
        raw_of_pair, self.published_of_pair = np.divmod(pairs, total)
        names = int(raw_of_pair.max(initial=-1)) + 1
        self.pairs_of = np.searchsorted(raw_of_pair, np.arange(names + 1)).tolist()
        self.likely = counts / counts_of(published)[self.published_of_pair]
        self.view = view

    def seen_through(self, view: FloatArray) -> "Kinds":
        other = copy(self)
        other.view = view
        return other

    def count(self, sighting: int) -> int:
        name = self.view[sighting, 0]
        if np.isnan(name):
            return len(self.placed.codes)
        return sum(self.placed.count(code, code + 1) for code in self.published_of_pair[self._pairs_of(name)])

    def classes(self, sighting: int) -> IntArray:
        name = self.view[sighting, 0]
        if np.isnan(name):
            return np.arange(len(self.placed.codes), dtype=np.int64)
        return self.placed.having(self.published_of_pair[self._pairs_of(name)])[0]

    def weights(self, sighting: int, *, classes: IntArray) -> FloatArray:
        name = self.view[sighting, 0]
        if np.isnan(name):
            return np.ones(len(classes))
        here = self._pairs_of(name)
        likely = np.zeros(len(self.placed))
        likely[self.published_of_pair[here]] = self.likely[here]
        return likely[self.placed.codes[classes]]

    def _pairs_of(self, name: float) -> slice:
        number = int(name)
        return slice(*self.pairs_of[number : number + 2]) if number + 1 < len(self.pairs_of) else slice(0, 0)
