"""Files as offices write them, and their reading."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from datasets.reading.read import Reading, load, read_file

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str | bytes, *, encoding: str = "utf-8", name: str = "raw") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


@pytest.fixture
def read(write: Write, tmp_path: Path) -> Callable[..., tuple[Reading, pd.DataFrame]]:
    """The reading of a CSV that is called visits.csv, and the table it became."""

    def reading(content: str | bytes, *, encoding: str = "utf-8") -> tuple[Reading, pd.DataFrame]:
        to = tmp_path / "table.parquet"
        found = read_file(write(content, encoding=encoding), name="visits.csv", to=to)
        return found, load(to)

    return reading
