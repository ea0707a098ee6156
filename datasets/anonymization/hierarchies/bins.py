"""Numbers in bins of equal width, each published as the middle of its bin."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from datasets.anonymization.codes import FloatArray
from datasets.anonymization.hierarchies.level import Level
from datasets.anonymization.refusal import LadderUnfit
from datasets.recipes.recipe import Column

SLACK = 9
"""Decimals to which a number is counted in widths: 0.3 is in the bin that begins at 3 x 0.1."""


def levels(column: Column, numbers: pd.Index) -> list[Level]:
    """A level for each width that the recipe lists, the narrowest first. Bins are counted from 0, or from the least
    value that the recipe publishes (`at_least`: the months of a quarter, from 1). Raises LadderUnfit."""
    first = column.at_least or 0.0
    values = numbers.to_numpy(dtype=np.float64) - first
    levels = [_level(column, values, width=width) for width in tuple(column.levels)]
    return [Level(level.name, pd.Index(np.round(level.values + first, SLACK))) for level in levels]


def _level(column: Column, values: FloatArray, *, width: Any) -> Level:
    if column.type != "integer":
        return Level(str(width), pd.Index(middles(values, width=width)))
    if width != int(width):
        raise LadderUnfit(f"“{column.name}” is whole, and {width} is not: give its bins whole widths.")
    return Level(str(width), pd.Index(whole_middles(values, width=int(width))))


def middles(values: FloatArray, *, width: float) -> FloatArray:
    """The middle of [n x width, (n + 1) x width) that holds the value; it has one decimal more than the width."""
    places = max(0, -int(Decimal(str(width)).as_tuple().exponent))
    return np.round((_places(values, width=width) + 0.5) * width, places + 1)


def whole_middles(values: FloatArray, *, width: int) -> FloatArray:
    """The middle whole number of the bin, of the two the larger: a bin of width 1 is its only number."""
    return _places(values, width=width) * width + width // 2


def _places(values: FloatArray, *, width: float) -> FloatArray:
    """Which bin it is, counted from 0."""
    counted: FloatArray = np.floor(np.round(values / width, SLACK))
    return counted
