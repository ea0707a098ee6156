"""Tables as files have them: every cell a text, nothing where there is no value; and from there into a CSV."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow

ROWS_AT_ONCE = 50_000
BOM = "\ufeff".encode()
SIGNS = '",\r\n'  # a cell that has one is quoted
TO_QUOTE = f"[{SIGNS}]"
NOTHING = pa.scalar("", pa.large_string())  # null would leave the text in Arrow's memory, where its writer finds it
SECONDS_A_DAY = 86_400

Bytes = npt.NDArray[np.uint8]


def written(table: pd.DataFrame) -> pd.DataFrame:
    """The same table in texts: times in UTC as 2024-12-31T08:30Z, with seconds in columns that have any, and as
    2024-12-31 in columns of whole days; numbers as Python prints them, True and False."""
    return pd.DataFrame({name: pd.Series(_texts(table[name]).to_pandas()) for name in table.columns}, dtype="str")


def write_csv(
    texts: pd.DataFrame, path: Path, *, has_bom: bool = False, on_rows: Callable[[int], None] | None = None
) -> None:
    """UTF-8, commas, LF; quotes where a cell needs them. `on_rows` hears how many rows more are written."""
    columns = pa.table({name: pa.array(texts[name]) for name in texts.columns})
    risky = [name for name in columns.column_names if _has_sign(columns[name])]
    with path.open("wb") as file:
        file.write(BOM * has_bom + _by_python(texts.columns.tolist()))
        for begin in range(0, len(texts), ROWS_AT_ONCE):
            rows = columns.slice(begin, ROWS_AT_ONCE)
            file.write(_lines(rows, risky=risky))
            if on_rows:
                on_rows(len(rows))


def _texts(column: pd.Series) -> pa.Array:
    kind = column.dtype.kind
    if kind == "M":
        return _times(column.to_numpy().astype("datetime64[s]"))
    if kind == "f":
        return _numbers(column.to_numpy())
    if kind == "b":
        return pc.if_else(pa.array(column), "True", "False").cast(pa.large_string())
    return pa.array(column).cast(pa.large_string())


def _numbers(values: npt.NDArray[np.float64]) -> pa.Array:
    different, places = np.unique(values, return_inverse=True)
    texts = [None if np.isnan(value) else repr(value) for value in different.tolist()]
    return pa.array(texts, pa.large_string()).take(pa.array(places))


def _times(values: npt.NDArray[np.datetime64]) -> pa.Array:
    is_known = ~np.isnat(values)
    if not is_known.any():
        return pa.nulls(len(values), pa.large_string())
    day, second = np.divmod(np.where(is_known, values, values[is_known][0]).astype(np.int64), SECONDS_A_DAY)
    if not second.any():
        texts = _days(day)
    elif (second % 60).any():
        texts = np.hstack([_days(day), _CLOCK_SECONDS[second]])
    else:
        texts = np.hstack([_days(day), _CLOCK_MINUTES[second // 60]])
    found = _of_one_width(texts)
    return found if is_known.all() else pc.if_else(pa.array(is_known), found, None)


def _days(days: npt.NDArray[np.int64]) -> Bytes:
    """A row of signs for each; years have four digits."""
    first = days.min()
    every = np.arange(first, days.max() + 1).astype("datetime64[D]").astype(str)
    return np.asarray(_signs(every.tolist())[days - first])


def _signs(texts: list[str]) -> Bytes:
    """A row of signs for each of these texts, which are of one length."""
    return np.frombuffer("".join(texts).encode(), np.uint8).reshape(len(texts), -1)


def _of_one_width(signs: Bytes) -> pa.Array:
    number, width = signs.shape
    ends = np.arange(number + 1, dtype=np.int64) * width
    return pa.LargeStringArray.from_buffers(number, pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(signs)))


_CLOCK_MINUTES = _signs([f"T{minute // 60:02d}:{minute % 60:02d}Z" for minute in range(SECONDS_A_DAY // 60)])
_CLOCK_SECONDS = _signs(
    [f"T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z" for second in range(SECONDS_A_DAY)]
)


def _has_sign(column: pa.ChunkedArray) -> bool:
    """Whether a sign that must be quoted stands anywhere in the column's memory: quick, and may err on that side."""
    memory = [chunk.buffers()[2] for chunk in column.chunks]
    return any(sign in part.to_pybytes() for part in memory if part for sign in map(str.encode, SIGNS))


def _lines(rows: pa.Table, *, risky: list[str]) -> bytes:
    """Rows with a sign that must be quoted by Python, which is slow; the others by Arrow, which quotes all or none."""
    is_quoted = np.zeros(len(rows), dtype=bool)
    for name in risky:
        is_quoted |= pc.match_substring_regex(rows[name], TO_QUOTE).fill_null(False).to_numpy()
    text = BytesIO()
    plain = [pc.if_else(pa.array(is_quoted), NOTHING, column) for column in rows.columns] if risky else rows.columns
    options = arrow.WriteOptions(include_header=False, quoting_style="none")
    arrow.write_csv(pa.table(plain, names=rows.column_names), text, options)
    if not is_quoted.any():
        return text.getvalue()
    lines = text.getvalue().splitlines(keepends=True)
    quoted = np.flatnonzero(is_quoted)
    for place, row in zip(quoted.tolist(), rows.take(pa.array(quoted)).to_pylist(), strict=True):
        lines[place] = _by_python(list(row.values()))
    return b"".join(lines)


def _by_python(cells: Sequence[str | None]) -> bytes:
    return (",".join(map(_cell, cells)) + "\n").encode()


def _cell(text: str | None) -> str:
    if text is None:
        return ""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in SIGNS) else text
