"""Reads parquet: types are believed, texts may be times; what has no place in a table of cells is refused by name."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from datasets.reading.batch import require_few
from datasets.reading.guess import Guess, Type, guess
from datasets.reading.refusal import BrokenFile, GroupTooLarge, NamelessColumn, OtherType, WithoutRows
from datasets.reading.rows import SPACES, names_of
from datasets.reading.tally import Tally
from datasets.reading.typed import TYPES, typed

ROWS = 50_000
LARGEST_TEXTS = 256 << 20  # bytes of a column in so many rows
LARGEST_CHUNK = 1 << 30  # bytes of a column in a group of rows
NO_FRACTION = r"\.0+$"  # of an hour

TESTS: Sequence[tuple[Callable[[pa.DataType], bool], Type]] = (
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_floating, "number"),
    (pa.types.is_decimal, "number"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "time"),
    (pa.types.is_time, "text"),
    (pa.types.is_null, "text"),
    (pa.types.is_string, "text"),
    (pa.types.is_large_string, "text"),
    (pa.types.is_string_view, "text"),
)


@dataclass(frozen=True)
class Parquet:
    """`guesses` are what the file says of its columns; texts are looked at before they are believed."""

    path: Path
    name: str
    names: tuple[str, ...]
    guesses: tuple[Guess, ...]
    texts: frozenset[int]

    @property
    def how(self) -> dict[str, Any]:
        return {"format": "parquet"}

    def looked_at(self, on_progress: Callable[[float], None]) -> "Parquet":
        """With times where all texts of a column are. Raises BrokenFile, GroupTooLarge."""
        tallies = {place: Tally() for place in self.texts}
        for begin, batch, done in self._batches(sorted(self.texts)):
            for column, place in zip(batch.columns, sorted(self.texts), strict=True):
                texts = self._texts(column, begin=begin)
                tallies[place].take(texts, rows=np.arange(begin + 1, begin + 1 + len(texts)))
            on_progress(done)
        found = {place: guess(tally, name=self.names[place]) for place, tally in tallies.items()}
        return replace(
            self,
            guesses=tuple(
                found[place] if place in found and found[place].type == "time" else own
                for place, own in enumerate(self.guesses)
            ),
        )

    def columns(self, on_progress: Callable[[float], None]) -> Iterator[list[pa.Array]]:
        """All columns, each with the type of its guess, some rows at a time. Raises BrokenFile, GroupTooLarge,
        OtherType."""
        for begin, batch, done in self._batches(range(len(self.names))):
            yield [self._typed(column, place, begin=begin) for place, column in enumerate(batch.columns)]
            on_progress(done)

    def _typed(self, column: pa.Array, place: int, *, begin: int) -> pa.Array:
        own = self.guesses[place]
        if place in self.texts:
            return typed(self._texts(column, begin=begin), own)
        if isinstance(column, pa.DictionaryArray):
            column = column.dictionary_decode()
        options = pc.CastOptions(target_type=TYPES[own.type], allow_time_truncate=True)
        try:
            found = column.cast(options=options)
        except pa.ArrowInvalid as error:
            raise OtherType(name=self.name, column=self.names[place], type=f"{column.type}, {error}"[:200]) from error
        if own.type == "text":
            return pc.replace_substring_regex(found, NO_FRACTION, "")
        return pc.if_else(pc.is_nan(found), None, found) if own.type == "number" else found

    def _texts(self, column: pa.Array, *, begin: int) -> pa.StringArray:
        """Without spaces around them and nulls; a dictionary of long texts is not unfolded unseen."""
        if isinstance(column, pa.DictionaryArray):
            sizes = pc.take(pc.binary_length(column.dictionary), column.indices)
            if (pc.sum(sizes).as_py() or 0) > LARGEST_TEXTS:
                raise GroupTooLarge(name=self.name, row=begin + 1)
            column = column.dictionary_decode()
        return pc.utf8_trim(column.cast(pa.string()).fill_null(""), characters=SPACES)

    def _batches(self, places: Sequence[int]) -> Iterator[tuple[int, pa.RecordBatch, float]]:
        with _opened(self.path, name=self.name) as file:
            begin, total = 0, max(1, file.metadata.num_rows)
            stored = [file.schema_arrow.names[place] for place in places]
            for batch in file.iter_batches(ROWS, columns=stored):
                yield begin, batch, (begin + len(batch)) / total
                begin += len(batch)


def open_parquet(path: Path, *, name: str) -> Parquet:
    """Reads its footer only. Raises ReadingRefusal."""
    with _opened(path, name=name) as file:
        metadata, schema = file.metadata, file.schema_arrow
        require_few(schema.names, name=name)
        names = names_of(schema.names, row=1)
        if len(names) < len(schema.names):
            raise NamelessColumn(row=1, column=len(names) + 1)
        guesses = tuple(_guess(field, name=name) for field in schema)
        if metadata.num_rows == 0:
            raise WithoutRows(name=name)
        _require_small(metadata, name=name)
    texts = frozenset(place for place, field in enumerate(schema) if _is_text(_plain_type(field.type)))
    return Parquet(path, name, tuple(names), guesses, texts)


def _require_small(metadata: pq.FileMetaData, *, name: str) -> None:
    begin = 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        if any(group.column(at).total_uncompressed_size > LARGEST_CHUNK for at in range(group.num_columns)):
            raise GroupTooLarge(name=name, row=begin + 1)
        begin += group.num_rows


def _guess(field: pa.Field, *, name: str) -> Guess:
    kind = _plain_type(field.type)
    found = next((type_ for fits, type_ in TESTS if fits(kind)), None)
    if found is None:
        raise OtherType(name=name, column=field.name, type=str(kind)[:200])
    is_zoned = pa.types.is_timestamp(kind) and kind.tz
    return Guess(found, form=f"{kind.tz} → UTC" if is_zoned else "")


def _plain_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_text(kind: pa.DataType) -> bool:
    return any(is_one(kind) for is_one in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


@contextmanager
def _opened(path: Path, *, name: str) -> Iterator[pq.ParquetFile]:
    """Whatever Arrow raises in the block is a BrokenFile."""
    try:
        with path.open("rb") as stream:
            plain = pq.read_schema(stream)
            texts = [field.name for field in plain if _is_text(field.type)]
            with pq.ParquetFile(stream, read_dictionary=texts, buffer_size=1 << 20, pre_buffer=False) as file:
                yield file
    except (pa.ArrowException, OSError) as error:
        raise BrokenFile(name=name) from error
