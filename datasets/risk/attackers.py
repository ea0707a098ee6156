"""How certain three attackers can be, and how many stand in how large a crowd.

The prosecutor knows that somebody is in the data, and sees a class of as many entities as are in it: 1 / entities. The
journalist does not know it, and would have to know how many of the whole population look alike: nobody told us, and he
cannot do better than the prosecutor. The marketer takes all rows and wants as many right as he can: classes / rows.
(El Emam and Dankar, 2008.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from datasets.risk.case import IntArray

Range = tuple[int, int | None]
"""From and to, both inside; None: and more."""


@dataclass(frozen=True)
class Classed:
    """A table by classes: `of_row` numbers the class of each row, `entities_in` counts the different entities of each
    class, `owner` is the entity of each row (a code from 0)."""

    of_row: IntArray
    entities_in: IntArray
    owner: IntArray

    @property
    def crowd(self) -> IntArray:
        """For each row the number of entities that look like its own."""
        return self.entities_in[self.of_row]


def attackers(table: Classed, *, k: int) -> dict[str, Any]:
    """The part `attackers` of a side of the report: probabilities of naming the right entity."""
    risk = 1.0 / table.crowd
    largest = float(risk.max(initial=0.0))
    return {
        "prosecutor": {
            "max": largest,
            "mean": float(risk.mean()) if len(risk) else 0.0,
            "over": share(table.crowd < k),
        },
        "journalist": {"is_known": False, "at_most": largest},
        "marketer": {"mean": len(table.entities_in) / len(risk) if len(risk) else 0.0},
    }


def ranges(limit: int) -> list[Range]:
    """Sizes of crowds in the ranges that are told: one alone, too few (below the limit), and four that are enough."""
    limit = max(2, limit)
    starts = [1, 2, limit, 2 * limit, 5 * limit, 20 * limit]
    ends = [*(start - 1 for start in starts[1:]), None]
    return [(low, high) for low, high in zip(starts, ends, strict=True) if high is None or high >= low]


def crowds(sizes: IntArray, *, limit: int) -> list[dict[str, Any]]:
    """How many of `sizes` are in each range."""
    found = []
    for low, high in ranges(limit):
        number = int(((sizes >= low) & (sizes <= (high or sizes.max(initial=low)))).sum())
        found.append({"from": low, "to": high, "number": number, "share": number / len(sizes) if len(sizes) else 0.0})
    return found


def of_k(table: Classed, *, limit: int) -> dict[str, Any]:
    """The part `k`: rows by the number of entities they cannot be told from, their own counted."""
    crowd = table.crowd
    return {
        "min": int(crowd.min()) if len(crowd) else 0,
        "median": float(np.median(crowd)) if len(crowd) else 0.0,
        "classes": len(table.entities_in),
        "crowds": crowds(crowd, limit=limit),
    }


def of_entities(table: Classed, *, limit: int) -> dict[str, Any]:
    """The part `entities`: of each entity its smallest crowd, and how many of its rows stand alone."""
    total = int(table.owner.max(initial=-1)) + 1
    smallest = np.full(total, np.iinfo(np.int64).max)
    np.minimum.at(smallest, table.owner, table.crowd)
    rows = np.bincount(table.owner, minlength=total)
    alone = np.bincount(table.owner, weights=table.crowd == 1, minlength=total)[rows > 0]
    return {
        "number": len(alone),
        "alone": int((alone > 0).sum()),
        "alone_share": share(alone > 0),
        "rows_mean": float(alone.mean()) if len(alone) else 0.0,
        "rows_max": int(alone.max(initial=0)),
        "crowds": crowds(smallest[rows > 0], limit=limit),
    }


def share(statement: Sequence[bool] | np.ndarray) -> float:
    """How many of them are true; 0 of none."""
    return float(np.mean(statement)) if len(statement) else 0.0
