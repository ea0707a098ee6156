"""What several tests of the site build on: the pack rade with its data, and a small port in a CSV."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from datasets.packs import PackBuilt
from tests.packs.building import built_once
from tests.smartport.port_calls import Rows, port_calls

WriteCsv = Callable[..., Path]


@pytest.fixture(scope="session")
def built_rade(tmp_path_factory: pytest.TempPathFactory) -> PackBuilt:
    """Once for all tests: nobody changes it."""
    return built_once("rade", tmp_path_factory)


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    def write(rows: Rows | None = None, *, separator: str = ";", encoding: str = "utf-8") -> Path:
        calls = port_calls() if rows is None else rows
        text = io.StringIO(newline="")
        table = csv.DictWriter(text, calls[0], delimiter=separator)
        table.writeheader()
        table.writerows(calls)
        path = tmp_path / "port.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write
