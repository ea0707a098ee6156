"""The integer programme of an assignment: what is chosen costs least and keeps every rule (scipy.optimize.milp)."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from challenges.errors import Refusal, gettext_noop
from challenges.jury.marks import Pair
from challenges.jury.wanted import Wanted

NOISE = 0.1
# Keeping what a juror was already told is worth more than any expertise.
KEPT = 10.0
SECONDS_AT_MOST = 20.0

Key = TypeVar("Key", bound=Hashable)
Row = tuple[Sequence[int], float, float]  # columns, of which at least and at most so many are chosen


class LoadsUneven(Refusal):
    """Details: floor, ceil, slack. `loads` are the most even ones that were found, by juror; with `slack` more to both
    sides there is an assignment."""

    code = "loads_uneven"
    message = gettext_noop("The load cannot be shared evenly, from %(floor)s to %(ceil)s ballots a juror.")
    hint = gettext_noop("Invite another juror for projects with many conflicts, or let loads differ by %(slack)s more.")

    def __init__(self, loads: Mapping[str, int], *, floor: int, ceil: int, slack: int) -> None:
        super().__init__(floor=floor, ceil=ceil, slack=slack)
        self.loads = dict(loads)


class Programme:
    """A column an open pair of what is wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        stream = random.Random(wanted.seed)  # noqa: S311 - reproducible, not secret
        assigned = set(wanted.assigned)
        costs = [
            stream.random() * NOISE - wanted.expertise.get(pair, 0.0) - KEPT * (pair in assigned)
            for pair in wanted.open
        ]
        self.costs = np.array(costs)
        self.already = loads(wanted, wanted.fixed)
        self.floor, self.ceil = _mean_loads(list(self.already.values()), more=sum(wanted.lacking.values()))

    def solved(self, cuts: Sequence[Sequence[int]] = (), *, slack: int = 0) -> frozenset[Pair] | None:
        """The best choice that takes at least one column of each cut; None where there is none. `slack` widens the
        loads to both sides."""
        rows = [*self._of_projects(), *self._of_jurors(slack), *self._of_institutions()]
        rows += [(cut, 1, np.inf) for cut in cuts]
        if any(low > len(columns) for columns, low, _ in rows):
            return None
        if not self.wanted.open:
            return frozenset()
        found = milp(
            self.costs,
            integrality=np.ones(len(self.costs)),
            bounds=Bounds(0, 1),
            constraints=_constraint(rows, len(self.costs)),
            options={"time_limit": SECONDS_AT_MOST, "mip_rel_gap": 1e-3},
        )
        if found.x is None:
            return None
        return frozenset(pair for pair, value in zip(self.wanted.open, found.x, strict=True) if value > 0.5)

    def unevenness(self) -> LoadsUneven:
        """How far loads have to lie apart, of a programme that has no solution even unconnected."""
        slack = 1
        while (chosen := self.solved(slack=self.wanted.slack + slack)) is None and slack < len(self.wanted.projects):
            slack += 1
        found = loads(self.wanted, self.wanted.fixed | (chosen or frozenset()))
        return LoadsUneven(found, floor=self.floor, ceil=self.ceil, slack=slack)

    def _of_projects(self) -> list[Row]:
        columns = self._grouped(lambda pair: pair[1])
        return [(columns.get(name, ()), count, count) for name, count in self.wanted.lacking.items()]

    def _of_jurors(self, slack: int) -> list[Row]:
        """Whoever has given more than the mean already takes none."""
        columns = self._grouped(lambda pair: pair[0])
        low, high = self.floor - slack, self.ceil + slack
        return [
            (columns.get(juror, ()), max(0, low - already), max(0, high - already))
            for juror, already in self.already.items()
        ]

    def _of_institutions(self) -> list[Row]:
        columns = self._grouped(lambda pair: (self.wanted.institution(pair[0]), pair[1]))
        return [(found, 0, 1) for (institution, _), found in columns.items() if institution and len(found) > 1]

    def _grouped(self, key: Callable[[Pair], Key]) -> dict[Key, list[int]]:
        groups: dict[Key, list[int]] = {}
        for column, pair in enumerate(self.wanted.open):
            groups.setdefault(key(pair), []).append(column)
        return groups


def loads(wanted: Wanted, pairs: Collection[Pair]) -> dict[str, int]:
    """How many ballots each present juror has."""
    counts = Counter(juror for juror, _ in pairs)
    return {juror: counts[juror] for juror in wanted.jurors}


def _mean_loads(already: Sequence[int], *, more: int) -> tuple[int, int]:
    """Floor and ceil of the mean load, of those who have not more than it already."""
    rest = sorted(already)
    while len(rest) > 1 and rest[-1] * len(rest) > sum(rest) + more:
        rest.pop()
    whole = sum(rest) + more
    return whole // len(rest), -(-whole // len(rest))


def _constraint(rows: Sequence[Row], count: int) -> LinearConstraint:
    places = [(row, column) for row, (columns, _, _) in enumerate(rows) for column in columns]
    at, columns = np.array(places, dtype=int).reshape(-1, 2).T
    table = coo_array((np.ones(len(at)), (at, columns)), shape=(len(rows), count)).tocsr()
    return LinearConstraint(table, [low for _, low, _ in rows], [high for _, _, high in rows])
