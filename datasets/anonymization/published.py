"""The classes published so far: where in the lattice each is, and which of them could come along to a coarser node."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from datasets.anonymization.codes import FloatArray, IntArray
from datasets.anonymization.lattice import Lattice, Node, Rungs

NONE: IntArray = np.zeros(0, dtype=np.int64)


class PublishedClasses:
    """They are numbered as they come. A class only ever grows, and only ever gets coarser."""

    def __init__(self, rungs: Sequence[Rungs], *, lattice: Lattice) -> None:
        self._rungs = rungs
        self._lattice = lattice
        self._places: dict[Node, int] = {}
        self._prices: list[float] = []
        self._place_of, self._sizes = NONE, NONE
        self._atoms = [NONE for _ in rungs]

    @property
    def visited(self) -> tuple[Node, ...]:
        """Every node that was asked for, in that order."""
        return tuple(self._places)

    @property
    def levels(self) -> npt.NDArray[np.int8]:
        """A line for each class, a column for each ladder."""
        return self._visited.astype(np.int8)[self._place_of]

    @property
    def rows_at(self) -> dict[Node, int]:
        """How many rows are published at each node that has some, the cheapest node first."""
        rows = np.bincount(self._place_of, weights=self._sizes, minlength=len(self._places))
        taken = [(self._prices[place], node) for node, place in self._places.items() if rows[place]]
        return {node: int(rows[self._places[node]]) for _, node in sorted(taken)}

    def fitting(self, node: Node) -> IntArray:
        """Classes of which each column lies within one value of the node."""
        self._place(node)
        fits = np.ones(len(self._places), dtype=np.bool_)
        for one, low, high in zip(self._rungs, self._visited.T, node, strict=True):
            fits &= one.fits[low, high]
        return np.flatnonzero(fits[self._place_of])

    def atoms(self, classes: IntArray, *, place: int) -> IntArray:
        """Of each class, an atom of one column: it tells the class's code at its own node, and at all that it fits."""
        return self._atoms[place][classes]

    def add(self, node: Node, *, atoms: Sequence[IntArray], sizes: IntArray) -> IntArray:
        """New classes at a node; their numbers."""
        numbers = np.arange(len(self._sizes), len(self._sizes) + len(sizes))
        self._place_of = np.append(self._place_of, np.full(len(sizes), self._place(node)))
        self._sizes = np.append(self._sizes, sizes)
        self._atoms = [np.append(old, new) for old, new in zip(self._atoms, atoms, strict=True)]
        return numbers

    def price(self, classes: IntArray, *, to: Node) -> FloatArray:
        """What all rows of each class together lose when it comes along."""
        prices = np.array(self._prices)
        lost: FloatArray = self._sizes[classes] * (prices[self._place(to)] - prices[self._place_of[classes]])
        return lost

    def bring(self, classes: IntArray, *, to: Node, newcomers: IntArray) -> None:
        """The classes come along, and so many rows join each."""
        self._place_of[classes] = self._place(to)
        self._sizes[classes] += newcomers

    @property
    def _visited(self) -> IntArray:
        return np.array(list(self._places), dtype=np.int64).reshape(len(self._places), len(self._rungs))

    def _place(self, node: Node) -> int:
        if node not in self._places:
            self._places[node] = len(self._places)
            self._prices.append(self._lattice.price(node))
        return self._places[node]
