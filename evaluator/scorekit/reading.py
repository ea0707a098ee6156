"""Reads ids and predictions into memory for a scoring program."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .cells import Cell
from .faults import Fault, Findings
from .lines import MAX_BYTES
from .predictions import PredictionsFormat, check_predictions


class PredictionsRefused(Exception):
    """The predictions cannot be scored; `findings` says why."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(f"{findings.total} faults, the first: {findings.faults[0]}")
        self.findings = findings


def read_predictions(
    path: Path,
    *,
    format: PredictionsFormat,  # noqa: A002
    expected_ids: Sequence[str],
    max_bytes: int = MAX_BYTES,
) -> dict[str, list[Any]]:
    """The numbers, or labels, by column, each list in the order of `expected_ids`. Raises PredictionsRefused."""
    rows: dict[str, list[Cell]] = {}
    try:
        with path.open("rb") as stream:
            findings = check_predictions(
                stream,
                format=format,
                expected_ids=expected_ids,
                max_bytes=max_bytes,
                take=rows.__setitem__,
            )
    except FileNotFoundError:
        fault = Fault("empty_file", f"There is no file {path.name}; write one row for each expected id.")
        findings = Findings((fault,), 1)
    if not findings.is_clean:
        raise PredictionsRefused(findings)
    return {name: [rows[id_][at] for id_ in expected_ids] for at, name in enumerate(format.columns)}


def read_ids(path: Path, *, column: str) -> list[str]:
    """The ids that one of our own CSV files lists, in its order. Raises ValueError when it has no such column."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows, [])
        if column not in header:
            raise ValueError(f"{path.name} has no column {column}")
        at = header.index(column)
        return [row[at] for row in rows if row]
