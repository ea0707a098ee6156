"""The packs as they stand, each built once for all tests and all their processes, and what is done with them."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from datasets.packs import PackBuilt, build_pack
from evaluator.bundle import Bundle
from evaluator.metrics.program.measures.computing import Ready
from evaluator.scorekit import read_predictions
from tests.datasets.day import TODAY

PACKS = Path(__file__).parents[2] / "packs"
SLUGS = ("rade", "accostage", "camions", "documents", "sejour", "air")
BASELINES = ("naive", "decent")

RunProgram = Callable[..., subprocess.CompletedProcess[str]]
Scores = dict[str, float]


def built_once(slug: str, factory: pytest.TempPathFactory) -> PackBuilt:
    """Nobody changes it."""
    folder = once(slug, factory, make=lambda folder: build_pack(PACKS / slug, to=folder, on=TODAY))
    return PackBuilt(folder)


def played_once(slug: str, name: str, factory: pytest.TempPathFactory, *, run: RunProgram) -> Path:
    """A baseline run as a program, and scored: predictions in res/, scores.json beside it. Nobody changes them."""
    bundle = built_once(slug, factory).bundle

    def play(folder: Path) -> None:
        (folder / "res").mkdir(parents=True)
        entry = PACKS / slug / "baselines" / name / "main.py"
        ran = run(entry, INPUT_DIR=str(bundle / "input"), OUTPUT_DIR=str(folder / "res"))
        assert (ran.returncode, ran.stderr) == (0, "")
        scores = score(bundle, folder / "res", folder / "out", run=run)
        (folder / "scores.json").write_text(json.dumps(scores))

    return once(f"{slug}-{name}", factory, make=play)


def once(name: str, factory: pytest.TempPathFactory, *, make: Callable[[Path], object]) -> Path:
    """A folder under this name. Processes that run side by side share it: whoever comes first makes it, others wait."""
    root = factory.getbasetemp()
    shared = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "packs"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, done = shared / name, shared / f"{name}.done"
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def run_program(program: Path, *arguments: Path, library: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As its container would, with scorekit in the library."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error", str(program), *map(str, arguments)],
        cwd=program.parent,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def score(folder: Path, results: Path, output: Path, *, run: RunProgram) -> Scores:
    """Of the predictions in `results`, under the bundle in `folder`: its own scorer, or the built-in metrics."""
    bundle = Bundle.read(folder)
    if bundle.metrics:
        ready = Ready.read(bundle.task, bundle.reference)
        path, wanted = results / bundle.predictions.file, bundle.predictions
        return dict(ready.scores(read_predictions(path, format=wanted, expected_ids=ready.truth.ids)))
    output.mkdir(exist_ok=True)
    ran = run(bundle.scorer / "score.py", bundle.reference, results, output)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not (output / "refused.json").exists(), (output / "refused.json").read_text()[:2000]
    scores: Scores = json.loads((output / "scores.json").read_text())
    return scores


def primary_of(folder: Path) -> tuple[str, int]:
    """The key that ranks, and 1 where more of it is better, -1 where less is."""
    column = next(column for column in Bundle.read(folder).scores if column.primary)
    return column.key, 1 if column.better == "higher" else -1
