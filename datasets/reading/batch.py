"""What every kind of file is read as: some rows at a time, all cells as texts, with the line of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datasets.reading.refusal import TooManyColumns
from datasets.reading.rows import SPACES

MAX_COLUMNS = 1000


@dataclass(frozen=True)
class Batch:
    """`columns` hold texts without spaces around them and no nulls; an empty text is an empty cell. No row is empty
    throughout. `rows` are lines of the file; `done` is the share of it that has been read."""

    columns: list[pa.StringArray]
    rows: npt.NDArray[np.int64]
    done: float


def batch_of(columns: Sequence[pa.StringArray], rows: npt.NDArray[np.int64], *, done: float) -> Batch:
    trimmed = [pc.utf8_trim(column, characters=SPACES) for column in columns]
    is_filled = np.zeros(len(rows), np.bool_)
    for column in trimmed:
        if is_filled.all():
            break
        is_filled |= pc.binary_length(column).to_numpy() > 0
    if not is_filled.all():
        trimmed = [column.filter(pa.array(is_filled)) for column in trimmed]
    return Batch(trimmed, rows[is_filled], done)


def require_few(cells: Sequence[str], *, name: str) -> None:
    """Of the header. Raises TooManyColumns."""
    if len(cells) > MAX_COLUMNS:
        raise TooManyColumns(name=name, columns=len(cells), limit=MAX_COLUMNS)
