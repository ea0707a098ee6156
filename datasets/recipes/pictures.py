"""How the values of a column lie before and after its treatment, as bars; nothing rare is named."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

BINS = 24
BARS = 8
NAMED_FROM = 5
"""Entities that share a value before it is named in a picture."""
ENDS = (0.005, 0.995)
"""Beyond these shares of the raw values, where single ones would show, everything is put into the last bar."""

Codes = npt.NDArray[np.int64]
Edges = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bar:
    """`share` of the rows; a bar without a label stands for all that is left."""

    label: str
    share: float


@dataclass(frozen=True)
class Side:
    """`empty` is the share of the rows without a value; `distinct` counts the values."""

    bars: tuple[Bar, ...]
    empty: float
    distinct: int


@dataclass(frozen=True)
class Picture:
    """Of numbers the bars of both sides stand over the same places, from `least` to `most`; of categories each side has
    its own commonest values."""

    column: str
    kind: Literal["numbers", "categories"]
    before: Side
    after: Side
    least: float = 0.0
    most: float = 0.0

    @property
    def tallest(self) -> float:
        """The greatest share of a bar, of both sides."""
        return max((bar.share for side in (self.before, self.after) for bar in side.bars), default=0.0) or 1.0


def picture(before: pd.Series, after: pd.Series, *, entities: Codes) -> Picture:
    """`entities` go along `before`; `after` has the rows that are kept, and may be of another kind."""
    column = str(before.name)
    if _is_time(before):
        before = before.dt.strftime("%Y-%m")
    if _is_number(before) and _is_number(after):
        edges = _edges(before)
        sides = (_numbers(before, edges), _numbers(after, edges))
        return Picture(column, "numbers", *sides, least=float(edges[0]), most=float(edges[-1]))
    return Picture(column, "categories", _named(before, entities=entities), _named(after, entities=None))


def _is_number(values: pd.Series) -> bool:
    return is_numeric_dtype(values) and not is_bool_dtype(values)


def _is_time(values: pd.Series) -> bool:
    return is_datetime64_any_dtype(values)


def _edges(values: pd.Series) -> Edges:
    found = values.dropna().to_numpy(dtype=float)
    if not len(found):
        return np.array([0.0, 1.0])
    least, most = np.quantile(found, ENDS)
    distinct = np.unique(found)
    if len(distinct) <= BINS and len(distinct) > 1:
        width = float(np.diff(distinct).min())
        bins = round((distinct[-1] - distinct[0]) / width) + 1
        if bins <= 2 * BINS:
            return np.asarray(distinct[0] - width / 2 + width * np.arange(bins + 1))
    return np.linspace(least, most if most > least else least + 1, BINS + 1)


def _numbers(values: pd.Series, edges: Edges) -> Side:
    found = values.dropna().to_numpy(dtype=float)
    counts, _ = np.histogram(np.clip(found, edges[0], edges[-1]), edges)
    bars = tuple(Bar(f"{edge:g}", count / max(len(values), 1)) for edge, count in zip(edges, counts, strict=False))
    return Side(bars, _empty(values), len(np.unique(found)))


def _named(values: pd.Series, *, entities: Codes | None) -> Side:
    """The commonest values; what fewer than five have, and all beyond eight, is one bar at the end."""
    found = values.dropna().astype(str)
    shares = found.value_counts() / max(len(values), 1)
    if entities is not None:
        alone = pd.Series(entities, index=values.index)[found.index].groupby(found).nunique()
        shares = shares[alone.reindex(shares.index) >= NAMED_FROM]
    top = shares.head(BARS)
    bars = [Bar(str(label), float(share)) for label, share in top.items()]
    rest = float(values.notna().mean()) - float(top.sum()) if len(values) else 0.0
    if rest > 1e-9:
        bars.append(Bar("", rest))
    return Side(tuple(bars), _empty(values), found.nunique())


def _empty(values: pd.Series) -> float:
    return float(values.isna().mean()) if len(values) else 0.0
