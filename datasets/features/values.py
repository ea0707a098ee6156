"""Takes raw columns for what a feature needs them to be, and says which one will not do."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from datasets.rules import DataRefusal

Values = npt.NDArray[Any]

HOUR = np.timedelta64(1, "h")


class MissingColumn(DataRefusal):
    """The recipe names a column or a table that the extract does not have."""

    code = "missing_column"


class WrongKind(DataRefusal):
    """A column is no time, or no number, where one is needed."""

    code = "wrong_kind"


def column(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame.columns:
        known = ", ".join(map(str, frame.columns))
        raise MissingColumn(f"The recipe asks for the column “{name}”; the extract has: {known[:600]}.")
    found: pd.Series = frame[name]
    return found


def times(frame: pd.DataFrame, name: str) -> Values:
    """As datetime64[ns]; empty ones are NaT."""
    found = column(frame, name)
    if not is_datetime64_any_dtype(found):
        raise WrongKind(f"“{name}” holds no times, and the recipe needs them there.")
    return found.to_numpy(dtype="datetime64[ns]")


def numbers(frame: pd.DataFrame, name: str) -> Values:
    """As float64; empty ones are NaN."""
    found = column(frame, name)
    if not is_numeric_dtype(found):
        raise WrongKind(f"“{name}” holds no numbers, and the recipe needs them there.")
    return found.to_numpy(dtype=float, na_value=np.nan)
