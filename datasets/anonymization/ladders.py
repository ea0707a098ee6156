"""The ladder of a column: its values at every level, from the finest that may be published up to `*`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from datasets.anonymization.codes import IntArray, code
from datasets.anonymization.hierarchies import bins, given, hs, locode, times
from datasets.anonymization.hierarchies.level import Level
from datasets.anonymization.refusal import LadderUnfit
from datasets.anonymization.texts import texts_of
from datasets.recipes.recipe import SUPPRESSED, Column

Tree = Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Ladder:
    """`codes[level]` has a code for each row, `values[level][code]` is what is published for it: text, or numbers as
    float64. Levels go from the finest to the last, where every row is `*` (of a number: empty). Codes are numbered by
    value, null last, so that they do not depend on the order of rows."""

    column: str
    names: tuple[str, ...]
    codes: tuple[IntArray, ...]
    values: tuple[pd.Index, ...]

    def __len__(self) -> int:
        return len(self.names)

    def published(self, rows: IntArray, *, levels: npt.NDArray[np.int8]) -> pd.Series:
        """What these rows show, each at its level, on a RangeIndex."""
        starts = np.cumsum([0, *map(len, self.values)])
        places = np.empty(len(rows), dtype=np.int64)
        for level, codes in enumerate(self.codes):
            here = levels == level
            places[here] = starts[level] + codes[rows[here]]
        shown = self.values[0].append(list(self.values[1:]))
        return pd.Series(shown.take(places), name=self.column)


def ladder_of(column: Column, values: pd.Series, *, tree: Tree | None = None) -> Ladder:
    """The ladder that the recipe gives a column, over its (treated) values. A column without `coarsen` has two levels:
    the value, and `*`. `tree` gives the parents of a `given` ladder where the recipe does not.

    Categories are written as text at every level. Null is a value of its own at every level but the last. What a
    hierarchy does not know (OTHER, a misspelt code) stays as it is up to the last level. Raises LadderUnfit.
    """
    codes, distinct = code(values)
    levels = _levels(column, distinct, tree=tree)
    numbered = [pd.factorize(level.values, sort=True, use_na_sentinel=False) for level in levels]
    is_text = column.type == "category"
    last = pd.Index([SUPPRESSED], dtype="str") if is_text else pd.Index([np.nan], dtype=np.float64)
    return Ladder(
        column=column.name,
        names=(*(level.name for level in levels), SUPPRESSED),
        codes=(*(ranks.astype(np.int64, copy=False)[codes] for ranks, _ in numbered), np.zeros_like(codes)),
        values=(*(pd.Index(shown) for _, shown in numbered), last),
    )


def _levels(column: Column, distinct: pd.Index, *, tree: Tree | None) -> list[Level]:
    """What each distinct value is at every level but the last."""
    if column.type != "category":
        return _levels_of_number(column, distinct)
    if column.coarsen == "time":
        return times.levels(column, distinct)
    texts = texts_of(distinct)
    if column.coarsen == "hs":
        return hs.levels(column, texts)
    if column.coarsen == "locode":
        return locode.levels(texts)
    if column.coarsen == "given":
        return given.levels(column, texts, tree=tree)
    if column.coarsen == "bins":
        raise LadderUnfit(f"“{column.name}” is a category, and only numbers go into bins: change its type.")
    return [Level("value", texts)]


def _levels_of_number(column: Column, distinct: pd.Index) -> list[Level]:
    if not is_numeric_dtype(distinct) or is_bool_dtype(distinct):
        raise LadderUnfit(f"“{column.name}” holds no numbers: make it a category.")
    numbers = pd.Index(distinct.to_numpy(dtype=np.float64, na_value=np.nan))
    if column.coarsen == "bins":
        return bins.levels(column, numbers)
    if column.coarsen is not None:
        raise LadderUnfit(f"“{column.name}” is a number, which only bins make coarser: make it a category.")
    return [Level("value", numbers)]
