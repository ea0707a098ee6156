"""Rows as lines of JSON that either database can take in: one array a row, packed with zstd in pieces."""

import io
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Model
from django.utils.duration import duration_string

from smartport.backup.refusal import Damaged, Unfit

PIECE = 4 << 20
"""So much text goes into one part, which is all of a table that is in memory at once."""
LONGEST_LINE = 256 << 20
LEVEL = 3
# What JSON has itself is the same in both databases.
AS_IT_IS = frozenset(
    {
        "AutoField",
        "BigAutoField",
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "EmailField",
        "FileField",
        "FloatField",
        "IntegerField",
        "PositiveBigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SlugField",
        "SmallIntegerField",
        "TextField",
    }
)

Row = Sequence[Any]
Convert = Callable[[Any], Any]


def columns_of(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns of its own table, in order."""
    return list(model._meta.local_concrete_fields)


def line_of(row: Row) -> bytes:
    """ASCII, with its end."""
    return json.dumps(row, default=_told, separators=(",", ":")).encode("ascii") + b"\n"


def pack(lines: bytes) -> bytes:
    """Compressed; a whole zstd frame, as the command zstd reads it."""
    packed: bytes = pa.Codec("zstd", compression_level=LEVEL).compress(lines, asbytes=True)
    return packed


def unpacked(content: bytes) -> Iterator[list[Any]]:
    """The rows of a piece, never more than one line of them in memory beside it. Raises Damaged, Unfit."""
    try:
        with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
            lines = io.BufferedReader(stream, buffer_size=1 << 16)
            while line := lines.readline(LONGEST_LINE):
                yield _row(line)
    except (OSError, pa.ArrowInvalid) as error:
        raise Damaged("A piece of the rows cannot be unpacked.") from error


def converters(fields: Sequence["Field[Any, Any]"], *, connection: BaseDatabaseWrapper) -> list[Convert | None]:
    """For each column what makes a value of JSON one that the database's driver takes; None where it takes it so."""
    return [_converter(field, connection) for field in fields]


def _converter(field: "Field[Any, Any]", connection: BaseDatabaseWrapper) -> Convert | None:
    target = field.target_field if isinstance(field, ForeignKey) else field
    if target.get_internal_type() in AS_IT_IS:
        return None
    return lambda value: target.get_db_prep_save(target.to_python(value), connection)


def _row(line: bytes) -> list[Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unfit("A row cannot be read.") from error
    if not isinstance(row, list) or not line.endswith(b"\n"):
        raise Unfit("A row cannot be read.")
    return row


def _told(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return duration_string(value)
    return b64encode(value).decode("ascii")
