"""The walk up the lattice: at each node rows are published that are alike with enough others, the rest goes on."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from datasets.anonymization.codes import Classes, IntArray, combine
from datasets.anonymization.lattice import Lattice, Node, Rungs
from datasets.anonymization.promise import Promise, Subjects
from datasets.anonymization.published import PublishedClasses

MOST_LOOKS = 50_000_000
"""So many rows and classes are looked at, node after node (a million rows fifty times), before the walk goes straight
up: lattices of many columns have more nodes than anyone can visit."""

MOST_NODES = 2_000

HOST_LOSES = 0.25
"""A published class comes along to a coarser node if its rows lose at most this share of what those lose that join it
there. Tried on truck visits and customs declarations: between 0.25 and 0.5 least is lost in all."""


class Walk:
    """Rows on their way up. After `go`, `class_of` says which of the `published` classes each row is in (-1: none).

    Nodes are visited by price. At each, classes among the rows that are left are published if the promise holds for
    them. One for which it does not may join a published class that comes along to this node, where both are alike: the
    promise holds for that class already, and it only grows. What is left at the top joins at any price, at the cheapest
    node where it can; so rows stay behind only if, all levels being the coarsest, no class like them is published.
    Nothing depends on the order of rows.
    """

    def __init__(self, rungs: Sequence[Rungs], *, subjects: Subjects, promise: Promise, rows: int) -> None:
        self.class_of = np.full(rows, -1, dtype=np.int64)
        self._rungs = rungs
        self._promise = promise
        self._lattice = Lattice(rungs)
        self.published = PublishedClasses(rungs, lattice=self._lattice)
        self._rows = np.arange(rows)
        self._atoms = [one.atoms for one in rungs]
        self._subjects = subjects
        self._looks = 0

    def go(self) -> None:
        for node in self._way():
            self._visit(node, host_loses=HOST_LOSES)
        for node in self.published.visited:
            self._visit(node, host_loses=None)

    def _way(self) -> Iterator[Node]:
        """For as long as there are rows to take along."""
        for count, node in enumerate(self._lattice.by_price()):
            if not len(self._rows) or self._looks > MOST_LOOKS or count == MOST_NODES:
                break
            yield node
        yield from self._lattice.straight_up()

    def _visit(self, node: Node, *, host_loses: float | None) -> None:
        if not len(self._rows):
            return
        hosts = self.published.fitting(node)
        classes, hosted = self._alike(node, hosts=hosts)
        target = self._publish(node, classes)
        waiting = np.where(target < 0, classes.sizes, 0)
        price = self.published.price(hosts, to=node)
        can = waiting[hosted] > 0
        if host_loses is not None:
            can &= price <= host_loses * self._lattice.price(node) * waiting[hosted]
        joining, host = _cheapest(hosted[can], hosts=hosts[can], price=price[can])
        self.published.bring(host, to=node, newcomers=waiting[joining])
        target[joining] = host
        self._leave(target[classes.of])

    def _alike(self, node: Node, *, hosts: IntArray) -> tuple[Classes, IntArray]:
        """The classes of the rows at a node, and which of them each host would be in."""
        told = [place for place, level in enumerate(node) if self._rungs[place].spans[level] > 1]
        atoms = [np.concatenate([self._atoms[place], self.published.atoms(hosts, place=place)]) for place in told]
        columns = [self._rungs[place].at(node[place], atoms=both) for place, both in zip(told, atoms, strict=True)]
        rows = len(self._rows)
        both = combine(columns, rows=rows + len(hosts))
        self._looks += len(both.of)
        return Classes(both.of[:rows], both.keys), both.of[rows:]

    def _publish(self, node: Node, classes: Classes) -> IntArray:
        """The number under which each class is published; -1 for those that are not."""
        protected = np.flatnonzero(self._subjects.protected(classes, promise=self._promise))
        protected = protected[np.argsort(classes.keys[protected])]
        target = np.full(classes.number, -1, dtype=np.int64)
        if len(protected):
            member = np.empty(classes.number, dtype=np.int64)
            member[classes.of] = np.arange(len(self._rows))
            atoms = [own[member[protected]] for own in self._atoms]
            target[protected] = self.published.add(node, atoms=atoms, sizes=classes.sizes[protected])
        return target

    def _leave(self, target: IntArray) -> None:
        """Rows with a class are done."""
        stays = target < 0
        self.class_of[self._rows] = target
        self._rows = self._rows[stays]
        self._atoms = [own[stays] for own in self._atoms]
        self._subjects = self._subjects.take(stays)


def _cheapest(hosted: IntArray, *, hosts: IntArray, price: npt.NDArray[np.float64]) -> tuple[IntArray, IntArray]:
    """For each class that a host is alike with, the host that loses least; of several the one published first."""
    order = np.lexsort((hosts, price, hosted))
    hosted, hosts = hosted[order], hosts[order]
    first = np.flatnonzero(np.diff(hosted, prepend=-1))
    return hosted[first], hosts[first]
