"""Draws whom an onlooker saw, and when."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from datasets.risk.case import IntArray
from datasets.risk.coded import counts_of


@dataclass(frozen=True)
class Sightings:
    """`rows` of the table that were seen, `targets`: whose they are; `visits`: for each entity seen its places in
    `rows`, in random order; `entities`: how many there are in all."""

    rows: IntArray
    targets: IntArray
    visits: list[IntArray]
    entities: int

    @property
    def firsts(self) -> IntArray:
        """One sighting of each entity."""
        return np.array([places[0] for places in self.visits], dtype=np.int64)

    def several(self, number: int) -> IntArray:
        """So many sightings (columns) of each entity that was seen as often."""
        chosen = [places[:number] for places in self.visits if len(places) >= number]
        return np.array(chosen, dtype=np.int64).reshape(-1, number)


def draw_sightings(entities: IntArray, *, most: int, visits: int, rng: np.random.Generator) -> Sightings:
    """At most so many entities (codes from 0), each as likely as another, and at most so many rows of each."""
    present = np.flatnonzero(counts_of(entities))
    chosen = rng.permutation(present)[:most]
    owned = rows_of(entities, chosen)
    picked = [rng.permutation(own)[:visits] for own in owned]
    ends = np.cumsum([len(rows) for rows in picked])
    places = [np.arange(end - len(rows), end, dtype=np.int64) for end, rows in zip(ends, picked, strict=True)]
    seen = np.concatenate(picked) if picked else np.zeros(0, dtype=np.int64)
    return Sightings(seen, entities[seen], places, len(present))


def rows_of(entities: IntArray, chosen: IntArray) -> list[IntArray]:
    """The rows of each chosen entity, in the order of `chosen`; without sorting the rows of all others."""
    different, back = np.unique(chosen, return_inverse=True)
    place = np.full(max(int(entities.max(initial=-1)), int(different.max(initial=-1))) + 1, -1, dtype=np.int64)
    place[different] = np.arange(len(different))
    rows = np.flatnonzero(place[entities] >= 0)
    found = place[entities[rows]]
    order = np.argsort(found, kind="stable")
    ends = np.searchsorted(found[order], np.arange(len(different) + 1))
    owned = [rows[order[first:last]] for first, last in pairwise(ends)]
    return [owned[number] for number in back]
