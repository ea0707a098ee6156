"""What could be known on a day of the boxes that had left the yard before it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .loads import Floats, Ints

SPAN = 100_000  # more days since 1970 than there are


@dataclass(frozen=True, eq=False)
class Departures:
    """Boxes seen to leave: `group` of each (from 0), `day` of leaving, `stay` in days."""

    group: Ints
    day: Ints
    stay: Floats

    def recent_median(self, groups: Ints, days: Ints, *, within: int, fewest: int) -> Floats:
        """For each group and day the median stay of the group's boxes that left in so many days before that day; NaN
        where they are fewer than `fewest`."""
        keys, back = np.unique(groups * SPAN + days, return_inverse=True)
        asked, day = np.divmod(keys, SPAN)
        first, last = self._before(asked, day - within), self._before(asked, day)
        pairs = zip(first.tolist(), last.tolist(), strict=True)
        medians = [_median(self._stays[begin:end]) if end - begin >= fewest else np.nan for begin, end in pairs]
        return np.array(medians, dtype=float)[back]

    def _before(self, groups: Ints, days: Ints) -> Ints:
        """The place, in order of group and day, of the group's first box that did not leave before the day."""
        return np.searchsorted(self._keys, groups * SPAN + days)

    @cached_property
    def _order(self) -> Ints:
        """By group and day; numbers of 16 bits are sorted by counting."""
        by_day = np.argsort((self.day - self.day.min(initial=SPAN)).astype(np.uint16), kind="stable")
        return by_day[np.argsort(self.group[by_day].astype(np.uint16), kind="stable")]

    @cached_property
    def _keys(self) -> Ints:
        return (self.group * SPAN + self.day)[self._order]

    @cached_property
    def _stays(self) -> Floats:
        return self.stay[self._order]


def _median(stays: Floats) -> float:
    """Of an even number the upper of the middle two."""
    middle = len(stays) // 2
    return float(np.partition(stays, middle)[middle])
