"""Makes known columns coarser, row by row and no further than needed, until nobody is alone in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.anonymization.codes import BoolArray, Classes, IntArray, classes_of, coded
from datasets.anonymization.ladders import Ladder
from datasets.anonymization.lattice import Node, rungs_of
from datasets.anonymization.promise import Promise, Subjects
from datasets.anonymization.refusal import PromiseBroken, TooMuchDropped
from datasets.anonymization.walk import Walk

DROPPED = -1


@dataclass(frozen=True)
class Step:
    """A node of the lattice at which rows are published: the name of each column's level, and how many rows."""

    levels: Mapping[str, str]
    rows: int


@dataclass(frozen=True, eq=False)
class Recoding:
    """`kept`, `levels` (a column for each ladder) and `classes` have a line for each row; levels and classes of a row
    that was dropped are -1. `steps` go from the finest levels to the coarsest. `published` is what may be seen: the
    kept rows in their order, on a RangeIndex. Classes are those that can be told apart there."""

    kept: BoolArray
    levels: npt.NDArray[np.int8]
    classes: IntArray
    steps: tuple[Step, ...]
    published: pd.DataFrame

    @property
    def dropped(self) -> int:
        return len(self.kept) - int(np.count_nonzero(self.kept))


def recode(
    ladders: Sequence[Ladder],
    *,
    entities: IntArray | None,
    sensitive: Mapping[str, IntArray],
    k: int,
    l: int,  # noqa: E741 - the field's own name
    drop_at_most: float,
) -> Recoding:
    """Ladders in order of importance: the first keeps its detail longest (lattice.py says how much it weighs). A ladder
    of one level keeps its values apart: the promise holds for each by itself.
    `entities` are codes of whom each row is (None: each of somebody else), `sensitive` codes of what must not be
    learnt. All have the same rows, and there is at least one of them.

    **Promised**, of the published frame and checked on it at the end: rows alike in all known columns (empty cells and
    `*` are values) are at least k, of at least k entities, with at least l values of each sensitive column. Every
    published value is a true generalisation of the row's own.

    Each row is published once, so classes of different levels have no row in common: nothing is won by subtracting one
    from another.

    **Not promised.** It is k-anonymity by local recoding. Who knows the known columns of all raw rows can walk the
    lattice himself, the recipe being public. Where a finer class would have had its k and was not published, he
    concludes that it lacked l: with l = 2, that its rows have all the same sensitive value (the minimality attack: Wong
    et al., VLDB 2007). l is a number of values, however rare one of them is in the class; `measure` tells t. And nobody
    is promised to be hidden among k when several rows are known to be his: what links rows, such as a pseudonym, is
    the recipe's matter.

    Raises TooMuchDropped; PromiseBroken if the check at the end fails, which is a mistake of ours.
    """
    rows = _number_of_rows(ladders, entities=entities, sensitive=sensitive)
    promise = Promise(k=k, l=l)
    subjects = Subjects(
        entities=None if entities is None else coded(entities),
        sensitive=tuple(coded(values) for values in sensitive.values()),
    )
    walk = Walk([rungs_of(ladder) for ladder in ladders], subjects=subjects, promise=promise, rows=rows)
    walk.go()
    _require_enough(walk.class_of, promise=promise, drop_at_most=drop_at_most)
    recoding = _recoding(walk, ladders)
    _require_kept(recoding, subjects=subjects, promise=promise)
    return recoding


def _number_of_rows(ladders: Sequence[Ladder], *, entities: IntArray | None, sensitive: Mapping[str, IntArray]) -> int:
    told = [*(ladder.codes[0] for ladder in ladders), *sensitive.values(), *([] if entities is None else [entities])]
    if len({len(codes) for codes in told}) != 1:
        raise ValueError("ladders, entities and sensitive columns must have the same rows")
    return len(told[0])


def _require_enough(class_of: IntArray, *, promise: Promise, drop_at_most: float) -> None:
    dropped = float((class_of < 0).mean()) if len(class_of) else 0.0
    if dropped > drop_at_most:
        raise TooMuchDropped(
            f"With k = {promise.k} and l = {promise.l} {dropped:.1%} of the rows cannot be published, and the recipe "
            f"allows {drop_at_most:.1%}: take a smaller k or l, fewer sensitive columns, or more rows."
        )


def _recoding(walk: Walk, ladders: Sequence[Ladder]) -> Recoding:
    kept = walk.class_of >= 0
    rows = np.flatnonzero(kept)
    levels = np.full((len(kept), len(ladders)), DROPPED, dtype=np.int8)
    levels[rows] = walk.published.levels[walk.class_of[rows]]
    columns = {
        ladder.column: ladder.published(rows, levels=levels[rows, place]) for place, ladder in enumerate(ladders)
    }
    published = pd.DataFrame(columns, index=pd.RangeIndex(len(rows)))
    classes = np.full(len(kept), DROPPED, dtype=np.int64)
    classes[rows] = classes_of(published).of
    steps = tuple(Step(_names(node, ladders), rows) for node, rows in walk.published.rows_at.items())
    return Recoding(kept=kept, levels=levels, classes=classes, steps=steps, published=published)


def _names(node: Node, ladders: Sequence[Ladder]) -> dict[str, str]:
    return {ladder.column: ladder.names[level] for ladder, level in zip(ladders, node, strict=True)}


def _require_kept(recoding: Recoding, *, subjects: Subjects, promise: Promise) -> None:
    """Counts in the classes that were read from the published frame."""
    seen = recoding.classes[recoding.kept]
    classes = Classes(seen, np.arange(seen.max(initial=-1) + 1))
    if not subjects.take(recoding.kept).protected(classes, promise=promise).all():
        raise PromiseBroken("A class of the recoded rows does not hold k or l; nothing of it may be published.")
