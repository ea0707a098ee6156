"""The distinct values of a column, each looked at once, with the number of rows that hold it."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from datasets.recipes.recipe import OTHER, SUPPRESSED

LOOKED_AT = 200_000
"""Distinct values of a column that are looked at, chosen at random where there are more."""

PROBED = 20_000
SEED = 20261120
SMALLEST_NUMBER, LARGEST_NUMBER = 10**6, 10**15

Texts: TypeAlias = pa.LargeStringArray
Floats = npt.NDArray[np.float64]

ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
UNSEEN = "\u0640\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
PLAIN = (
    {ord(digit): str(value) for digits in ARABIC_DIGITS for value, digit in enumerate(digits)}
    | dict.fromkeys(map(ord, UNSEEN))
    | {ord("\u00a0"): " ", ord("\u202f"): " "}
)
"""Western digits and plain spaces for others; without tatweel and the marks of direction."""


@dataclass(frozen=True)
class Values:
    """`texts` are distinct and trimmed, with Western digits; `rows` says how many rows hold each (a fraction where it
    was reckoned from a sample), `total` how many rows have any value. `is_number`: the column is numeric."""

    texts: Texts
    rows: Floats
    total: int
    is_number: bool


def distinct_values(column: pd.Series) -> Values | None:
    """None where no identifier can be: dates, truths, fractions, small numbers, no values."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_categories(column)
    if pd.api.types.is_bool_dtype(column.dtype):
        return None
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_complex_dtype(column.dtype):
        return _of_numbers(column)
    if isinstance(column.dtype, pd.StringDtype) or column.dtype == object:
        return _of_texts(column)
    return None


def _of_categories(column: pd.Series) -> Values | None:
    return distinct_values(column.dropna().astype(column.cat.categories.dtype))


def _of_numbers(column: pd.Series) -> Values | None:
    """Whole numbers large enough to be an identifier; floats that are whole are numbers with nulls among them."""
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    numbers = numbers[np.isfinite(numbers)]
    large = numbers[(numbers >= SMALLEST_NUMBER) & (numbers < LARGEST_NUMBER)]
    if not len(large) or (numbers != np.floor(numbers)).any():
        return None
    distinct, rows = np.unique(large, return_counts=True)
    texts = pa.array(distinct.astype(np.int64)).cast(pa.large_string())
    return _at_most(Values(texts, rows.astype(float), len(numbers), is_number=True))


def _of_texts(column: pd.Series) -> Values | None:
    texts = _as_texts(column)
    total = len(texts)
    if not total:
        return None
    drawn = _draw_rows(texts)
    counted = pc.value_counts(drawn)
    rows = counted.field("counts").to_numpy().astype(float) * (total / len(drawn))
    return _tidy(_at_most(Values(counted.field("values"), rows, total, is_number=False)))


def _as_texts(column: pd.Series) -> Texts:
    present = column.dropna()
    if present.dtype == object:
        return pa.array([_text(value) for value in present], type=pa.large_string())
    texts = pa.array(present, type=pa.large_string())
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def _text(value: object) -> str:
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)  # type: ignore[call-overload]


def _draw_rows(texts: Texts) -> Texts:
    """Counting a million texts that are nearly all distinct takes long and tells nothing: a sample of rows does."""
    if len(texts) <= 2 * LOOKED_AT:
        return texts
    rng = np.random.default_rng(SEED)
    probe = texts.take(pa.array(rng.integers(0, len(texts), PROBED)))
    if pc.count_distinct(probe).as_py() < PROBED / 2:
        return texts
    return texts.take(pa.array(np.sort(rng.integers(0, len(texts), LOOKED_AT))))


def _at_most(values: Values) -> Values:
    if len(values.texts) <= LOOKED_AT:
        return values
    rng = np.random.default_rng(SEED)
    chosen = np.sort(rng.choice(len(values.texts), LOOKED_AT, replace=False))
    rows = values.rows[chosen]
    return Values(
        values.texts.take(pa.array(chosen)), rows * values.rows.sum() / rows.sum(), values.total, values.is_number
    )


def _tidy(values: Values) -> Values | None:
    texts = values.texts
    if not pc.all(pc.string_is_ascii(texts)).as_py():
        texts = pa.array([text.translate(PLAIN) for text in texts.to_pylist()], type=pa.large_string())
    texts = pc.utf8_trim_whitespace(texts)
    says = pc.invert(pc.is_in(texts, value_set=pa.array(["", SUPPRESSED, OTHER], type=pa.large_string())))
    kept = says.to_numpy(zero_copy_only=False)
    if not kept.any():
        return None
    return Values(texts.filter(says), values.rows[kept], values.total, is_number=False)
