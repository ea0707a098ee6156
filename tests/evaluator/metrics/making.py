"""Challenges with built-in metrics, made in a folder and scored in this process as the container's program does."""

import csv
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from evaluator.metrics.program.measures.asked import VARIABLE, Task
from evaluator.metrics.program.measures.computing import Ready
from evaluator.scorekit import PredictionsFormat, read_predictions

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Case:
    """The truth's and the predictions' columns of one part, row by row."""

    truth: Columns
    predicted: Columns

    def __len__(self) -> int:
        return len(next(iter(self.truth.values())))


@dataclass(frozen=True)
class Made:
    """What came of a challenge: its scores, or the sentence for which it was refused."""

    scores: Mapping[str, float] = field(default_factory=dict)
    losses: Sequence[tuple[str, str, float]] = ()
    broken: str = ""


def challenge(
    folder: Path, items: Sequence[Mapping[str, Any]], *, public: Case, private: Case, **predictions: Any
) -> Path:
    """Write the folder; ids are p0, p1, … and s0, s1, …"""
    columns = list(public.predicted)
    asked = {
        "kinds": ["predictions"],
        "predictions": {"file": "predictions.csv", "id": "id", "columns": columns, "ids": "sample.csv", **predictions},
        "scores": [{"primary": at == 0, **item} for at, item in enumerate(items)],
    }
    for name in ("input", "reference"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    described = {"format": "smartport/1", "evaluation": asked}
    (folder / "challenge.yaml").write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    ids = [f"{letter}{row}" for letter, case in (("p", public), ("s", private)) for row in range(len(case))]
    parts = ["public"] * len(public) + ["private"] * len(private)
    truth = {name: [*public.truth[name], *private.truth[name]] for name in public.truth}
    handed_in = {name: [*public.predicted[name], *private.predicted[name]] for name in columns}
    write_csv(folder / "reference" / "truth.csv", {"id": ids, "part": parts, **truth})
    write_csv(folder / "input" / "sample.csv", {"id": ids})
    write_csv(folder / "predictions.csv", {"id": ids, **handed_in})
    return folder


def write_csv(path: Path, columns: Columns) -> None:
    """Floats to their last digit."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns)
        for row in zip(*columns.values(), strict=True):
            table.writerow([repr(cell) if isinstance(cell, float) else cell for cell in row])


def scored(folder: Path) -> Made:
    """As the host reads the challenge, and as the container's program computes what it is told by its environment."""
    try:
        bundle = Bundle.read(folder)
    except BundleBroken as broken:
        return Made(broken=str(broken))
    ready = Ready.read(Task.from_json(json.loads(bundle.scoring_environment[VARIABLE])), bundle.reference)
    wanted = PredictionsFormat.from_json(ready.task.predictions)
    found = read_predictions(folder / wanted.file, format=wanted, expected_ids=ready.truth.ids)
    return Made(ready.scores(found), list(ready.row_losses(found)))


def made(*items: Mapping[str, Any], public: Case, private: Case | None = None, **predictions: Any) -> Made:
    """One challenge, in a folder that is gone afterwards; the private part is like the public one if not given."""
    with tempfile.TemporaryDirectory(prefix="metric-") as folder:
        return scored(challenge(Path(folder), items, public=public, private=private or public, **predictions))
