"""A small challenge, and a sandbox that is none: it runs the programs of these tests in this process, so quickly."""

import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch

from evaluator import scorekit
from evaluator.sandbox.base import Run
from evaluator.sandbox.stub import Asked, StubSandbox
from tests.evaluator.scripts import USAGE

ROWS = 60
ANSWERS = {f"k{(number * 37) % 101:03}": ((number * 53) % 97) / 4 + 0.1 for number in range(ROWS)}

DESCRIPTION = """\
format: smartport/1
slug: small
title: {fr: Petit, ar: صغير, en: Small}
evaluation:
  kinds: [predictions, code]
  predictions: {file: predictions.csv, id: id, columns: [value], ids: sample_submission.csv}
  solution: {cpu_seconds: 2, wall_seconds: 4, memory_mb: 256}
  scoring: {command: python score.py, cpu_seconds: 5, wall_seconds: 10, memory_mb: 256}
  scores:
    - {key: mae, title: {fr: EAM, ar: خطأ, en: MAE}, better: lower, primary: true, decimals: 3}
"""
SCORER = """\
import csv, json, math, os, random, sys
from pathlib import Path
from scorekit import Fault, Findings, PredictionsFormat, PredictionsRefused, read_predictions, refuse, write_scores

APP = Path(os.environ.get("APP", "/app"))
OUT, FILE = APP / "output", APP / "input/res/predictions.csv"
TRUTH = list(csv.DictReader((APP / "input/ref/truth.csv").read_text().splitlines()))
FORMAT = PredictionsFormat("predictions.csv", "id", ("value",))

def mean(errors): return math.fsum(errors) / len(errors)

def score(pairs):
    pairs = list(pairs)
    parts = {part: [abs(value - float(row["value"])) for row, value in pairs if row["part"] == part]
             for part in ("public", "private")}
    write_scores({f"{part}_mae": mean(errors) for part, errors in parts.items()}, folder=OUT)

def careful():
    try:
        return read_predictions(FILE, format=FORMAT, expected_ids=[row["id"] for row in TRUTH])["value"]
    except PredictionsRefused as refused:
        refuse(refused.findings, folder=OUT)

def lines(): return FILE.read_text().splitlines()
def rows(): return list(csv.DictReader(lines()))
def required(rows):
    if sorted(row["id"] for row in rows) != sorted(row["id"] for row in TRUTH):
        careful()
    return rows
"""
CAREFUL = "score(zip(TRUTH, careful()))"
ENTRY = """\
import csv, os
from pathlib import Path
rows = list(csv.DictReader(Path(os.environ["INPUT_DIR"], "test.csv").read_text().splitlines()))
lines = ["id,value", *(f"{row['id']},{float(row['about']) + 1}" for row in rows)]
Path(os.environ["OUTPUT_DIR"], "predictions.csv").write_text("\\n".join(lines) + "\\n")
"""


def write_challenge(folder: Path, *, scorer: str = CAREFUL, **files: str | None) -> Path:
    """A bundle with a naive baseline; `files` replace files, `/` written as `__`, None leaves one out."""
    ids = list(ANSWERS)
    made: dict[str, str | None] = {
        "challenge.yaml": DESCRIPTION + "baselines:\n  naive: {expected: {public_mae: 1.0, private_mae: 1.0}}\n",
        "scorer/score.py": SCORER + scorer + "\n",
        "input/sample_submission.csv": "id,value\n" + "".join(f"{id_},3\n" for id_ in ids),
        "input/test.csv": "id,about\n" + "".join(f"{id_},{ANSWERS[id_] + at % 3 - 1}\n" for at, id_ in enumerate(ids)),
        "reference/truth.csv": truth(ids),
        "baselines/naive/main.py": ENTRY,
    }
    for name, text in (made | {name.replace("__", "/"): text for name, text in files.items()}).items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    return folder


def truth(ids: list[str], *, private_every: int = 2) -> str:
    parts = ["private" if at % private_every else "public" for at in range(len(ids))]
    rows = zip(ids, parts, strict=True)
    return "id,value,part\n" + "".join(f"{id_},{ANSWERS[id_]},{part}\n" for id_, part in rows)


class PlainPrograms(StubSandbox):
    """Programs run in this very process: for programs of these tests alone."""

    def __init__(self) -> None:
        super().__init__({"entry": _run, "scorer": _run})


def _run(asked: Asked) -> Run:
    plan = asked.plan
    app = asked.into.parent / f"{plan.name}-app"
    (app / "output").mkdir(parents=True)
    (app / "input").mkdir()
    sources = {plan.given: asked.given} | {mount.target: mount.source for mount in plan.mounts}
    for target in ("input/ref", "input/res", "input_data"):
        if f"/app/{target}" in sources:
            (app / target).symlink_to(sources[f"/app/{target}"])
    places = {"APP": str(app), "INPUT_DIR": str(app / "input_data"), "OUTPUT_DIR": str(app / "output")}
    printed = io.StringIO()
    with patch.dict(os.environ, places), patch.dict(sys.modules, scorekit=scorekit), redirect_stdout(printed):
        exit_code = _ended(sources["/app/program"] / plan.command[-1])
    written = {name: app / "output" / name for name in plan.keep}
    kept = {name: path.rename(asked.into / name) for name, path in written.items() if path.exists()}
    return Run(exit_code=exit_code, usage=USAGE, log=printed.getvalue().encode(), kept=kept)


def _ended(program: Path) -> int:
    """The exit code, as Python itself would end."""
    try:
        exec(compile(program.read_text(), program.name, "exec"), {"__name__": "__main__"})  # noqa: S102 - our own
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code)
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
        return 1
    return 0
