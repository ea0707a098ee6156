"""Tries to find in a table whom an onlooker saw: the rows that fit best, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from datasets.risk.case import FloatArray, IntArray
from datasets.risk.coverage import Cover, Placed
from datasets.risk.sightings import rows_of

NEARLY = 1 - 1e-9
MOST_FITTING = 3_000_000
"""So many classes are looked at in one attack; where more would be, fewer sightings are tried."""

FEWEST_TRIED = 100
SOME = 50

Fit = tuple[IntArray, FloatArray]
"""Classes, or rows, and how well each fits."""


@dataclass(frozen=True)
class Searched:
    """A table: whose each row is, its rows by class (alike in all quasi-identifiers), and a cover per
    quasi-identifier, all looked at by one onlooker."""

    entities: IntArray
    rows: Placed
    covers: Sequence[Cover]

    @cached_property
    def sizes(self) -> IntArray:
        return np.diff(self.rows.starts)

    def fitting(self, sighting: int, *, by: Sequence[Cover]) -> Fit:
        """The classes that can hold the one seen, and how well each fits; looked up by the sharpest of these columns,
        then narrowed by all others."""
        first = min(by, key=lambda cover: cover.count(sighting))
        classes = first.classes(sighting)
        weights = first.weights(sighting, classes=classes)
        for cover in self.covers:
            fits = weights > 0
            classes, weights = classes[fits], weights[fits]
            if cover is not first:
                weights = weights * cover.weights(sighting, classes=classes)
        fits = weights > 0
        return classes[fits], weights[fits]

    def sharpest(self, sightings: IntArray) -> list[Cover]:
        """The two columns that leave the fewest classes to look at."""
        some = sightings[:SOME]
        return sorted(self.covers, key=lambda cover: sum(cover.count(int(sighting)) for sighting in some))[:2]

    def looked_at(self, sightings: IntArray) -> float:
        """How many classes are looked at for one sighting, on average."""
        by, some = self.sharpest(sightings), sightings[:SOME]
        return float(np.mean([min(cover.count(int(sighting)) for cover in by) for sighting in some]))


def how_many(tables: Sequence[Searched], sightings: IntArray) -> int:
    """How many of the sightings can be tried within the time there is."""
    if not len(sightings):
        return 0
    looked_at = sum(table.looked_at(sightings) for table in tables)
    return min(len(sightings), max(FEWEST_TRIED, int(MOST_FITTING / max(1.0, looked_at))))


def link_each(table: Searched, sightings: IntArray, *, targets: IntArray) -> FloatArray:
    """For each sighting the chance that the attacker names its owner: he draws among the rows that fit best, so it is
    the share of them that are the target's."""
    found = np.zeros(len(sightings))
    by = table.sharpest(sightings)
    for place, (sighting, own) in enumerate(zip(sightings, rows_of(table.entities, targets), strict=True)):
        classes, weights = table.fitting(int(sighting), by=by)
        if len(classes):
            best = classes[weights >= NEARLY * weights.max()]
            found[place] = np.isin(table.rows.codes[own], best).sum() / table.sizes[best].sum()
    return found


def link_together(table: Searched, sightings: IntArray, *, targets: IntArray, groups: IntArray) -> FloatArray:
    """As `link_each` for several sightings of each target (a line of `sightings` each): rows with the same number in
    `groups` visibly belong together, so only a group in which every sighting has a fitting row can be the target's.
    The chance is that of naming the owner of a row that fits in the best group, meant over the sightings."""
    found = np.zeros(len(sightings))
    by = table.sharpest(sightings.ravel())
    scratch = np.zeros(int(groups.max()) + 1)
    for place, (seen, target) in enumerate(zip(sightings, targets, strict=True)):
        fits = [_rows(table, table.fitting(int(sighting), by=by)) for sighting in seen]
        best = _best_groups(fits, groups=groups, scratch=scratch)
        if len(best):
            scratch[best] = 1.0
            inside = [(rows[is_in], weights[is_in]) for rows, weights in fits for is_in in [scratch[groups[rows]] > 0]]
            scratch[best] = 0.0
            found[place] = np.mean([_share(table, rows, weights, target=target) for rows, weights in inside])
    return found


def _rows(table: Searched, fitting: Fit) -> Fit:
    classes, weights = fitting
    rows, place = table.rows.having(classes)
    return rows, weights[place]


def _best_groups(fits: Sequence[Fit], *, groups: IntArray, scratch: FloatArray) -> IntArray:
    """The groups in which all sightings fit, and fit best taken together. `scratch` is zeros, and is again."""
    candidates = np.unique(groups[min((rows for rows, _weights in fits), key=len)])
    scores = np.ones(len(candidates))
    for rows, weights in fits:
        np.maximum.at(scratch, groups[rows], weights)
        scores *= scratch[candidates]
        scratch[groups[rows]] = 0.0
    best = scores.max(initial=0.0)
    return candidates[scores >= NEARLY * best] if best > 0 else candidates[:0]


def _share(table: Searched, rows: IntArray, weights: FloatArray, *, target: int) -> float:
    best = rows[weights >= NEARLY * weights.max()]
    return float(np.mean(table.entities[best] == target))
