"""How well a table hides those it is about: k, l and t of every class that can be told apart in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from datasets.anonymization.closeness import distances, is_ordered, ranked, spread
from datasets.anonymization.codes import FloatArray, IntArray, classes_of, coded, distinct_within

BANDS = ((1, 1), (2, 2), (3, 4), (5, 9), (10, 19), (20, 49), (50, None))


@dataclass(frozen=True, eq=False)
class Measures:
    """`classes` gives the class of each row. `rows`, `entities` (the k), `l` (values of each sensitive column) and `t`
    (how far these are from those of the whole table, 0 to 1) have a line for each class. `unique_entities` are in some
    class alone; of `all_entities`."""

    classes: IntArray
    rows: IntArray
    entities: IntArray
    l: Mapping[str, IntArray]  # noqa: E741 - the field's own name
    t: Mapping[str, FloatArray]
    unique_entities: int
    all_entities: int

    @property
    def k_min(self) -> int:
        """Of an empty table 0, as all least and largest here."""
        return _least(self.entities)

    @property
    def l_min(self) -> dict[str, int]:
        return {name: _least(values) for name, values in self.l.items()}

    @property
    def t_max(self) -> dict[str, float]:
        return {name: float(values.max(initial=0.0)) for name, values in self.t.items()}

    @property
    def unique_rows(self) -> int:
        """Rows like no other."""
        return int(np.count_nonzero(self.rows == 1))

    def summary(self, *, k: int = 5) -> dict[str, Any]:
        """JSON-able; shares are of all rows, or of all entities. Sizes are counted in entities, as k is."""
        rows = int(self.rows.sum())
        below = self.entities < k
        return {
            "rows": rows,
            "entities": self.all_entities,
            "classes": len(self.rows),
            "k_min": self.k_min,
            "l_min": self.l_min,
            "t_max": self.t_max,
            "sizes": [self._band(*band) for band in BANDS],
            "unique_rows": self.unique_rows,
            "unique_rows_share": self.unique_rows / max(rows, 1),
            "unique_entities": self.unique_entities,
            "unique_entities_share": self.unique_entities / max(self.all_entities, 1),
            "k": k,
            "rows_below_k": int(self.rows[below].sum()),
            "rows_below_k_share": int(self.rows[below].sum()) / max(rows, 1),
        }

    def _band(self, least: int, most: int | None) -> dict[str, Any]:
        inside = (self.entities >= least) & (self.entities <= (most or np.inf))
        return {"from": least, "to": most, "classes": int(inside.sum()), "rows": int(self.rows[inside].sum())}


def measure(known: pd.DataFrame, *, entities: IntArray | None, sensitive: Mapping[str, pd.Series]) -> Measures:
    """Classes are rows alike in all columns of `known`; null and `*` are values, on any index. `entities` are codes of
    whom each row is (None: each of somebody else); `sensitive` columns are taken by position, whatever their index.
    Numbers and times are compared by their order, null as if it were the largest; all else as categories."""
    classes = classes_of(known)
    subjects = coded(np.arange(len(known)) if entities is None else entities)
    of_class = distinct_within(classes.of, subjects, number=classes.number)
    spreads = {name: spread(classes, ranked(values)) for name, values in sensitive.items()}
    alone = of_class[classes.of] == 1
    return Measures(
        classes=classes.of,
        rows=classes.sizes,
        entities=of_class,
        l={name: found.distinct for name, found in spreads.items()},
        t={name: distances(found, is_ordered=is_ordered(sensitive[name])) for name, found in spreads.items()},
        unique_entities=len(np.unique(subjects.codes[alone])),
        all_entities=subjects.span,
    )


def _least(counts: IntArray) -> int:
    return int(counts.min()) if len(counts) else 0
