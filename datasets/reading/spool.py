"""Keeps the texts of a file between its two passes: they are counted while they are read, and typed afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyarrow as pa

from datasets.reading.batch import Batch
from datasets.reading.tally import Tally


@dataclass(frozen=True)
class Spool:
    """`rows` is how many there are; `tallies` are of the columns, in their order."""

    file: IO[bytes]
    rows: int
    tallies: list[Tally]

    def columns(self, on_progress: Callable[[float], None]) -> Iterator[list[pa.StringArray]]:
        """All columns, some rows at a time."""
        self.file.seek(0)
        read = 0
        with pa.ipc.open_stream(self.file) as stream:
            for batch in stream:
                yield batch.columns
                read += len(batch)
                on_progress(read / self.rows)


@contextmanager
def spooled(
    batches: Iterator[Batch], *, width: int, folder: Path, on_progress: Callable[[float], None]
) -> Iterator[Spool]:
    """In a file that has no name and is gone with the block, whatever happens."""
    schema = pa.schema([(str(place), pa.string()) for place in range(width)])
    tallies, rows = [Tally() for _ in range(width)], 0
    with TemporaryFile(dir=folder) as file:
        with pa.ipc.new_stream(file, schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as stream:
            for batch in batches:
                for tally, column in zip(tallies, batch.columns, strict=True):
                    tally.take(column, rows=batch.rows)
                stream.write_batch(pa.record_batch(batch.columns, schema=schema))
                rows += len(batch.rows)
                on_progress(batch.done)
        yield Spool(file, rows, tallies)
