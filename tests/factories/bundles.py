"""A tiny bundle whose score can be worked out by heart, and things to hand in for it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

DESCRIPTION = """\
format: smartport/1
slug: rade
title: {fr: Attente, ar: انتظار, en: Waiting}
summary: {fr: Attente, ar: انتظار, en: Waiting}
evaluation:
  kinds: [predictions, code]
  image: smartport-runtime:1
  predictions: {file: predictions.csv, id: id, columns: [value], ids: sample_submission.csv}
  solution: {cpu_seconds: 10, wall_seconds: 20, memory_mb: 256}
  scoring: {command: python score.py, cpu_seconds: 10, wall_seconds: 20, memory_mb: 256}
  scores:
    - {key: mae, title: {fr: EAM, ar: خطأ, en: MAE}, unit: h, better: lower, primary: true, decimals: 4}
    - {key: bias, title: {fr: Biais, ar: انحياز, en: Bias}, unit: h, better: neither, decimals: 4}
"""
SCORER = '''\
"""Mean absolute error and bias on each part of the hidden test."""

import csv
from pathlib import Path

from scorekit import PredictionsFormat, PredictionsRefused, read_predictions, refuse, write_scores

truth = list(csv.DictReader(Path("/app/input/ref/truth.csv").open()))
ids = [row["id"] for row in truth]
wanted = PredictionsFormat(file="predictions.csv", id="id", columns=("value",))
try:
    values = read_predictions(Path("/app/input/res/predictions.csv"), format=wanted, expected_ids=ids)["value"]
except PredictionsRefused as refused:
    refuse(refused.findings)
scores = {}
for part in ("public", "private"):
    errors = [value - float(row["value"]) for value, row in zip(values, truth, strict=True) if row["part"] == part]
    scores[f"{part}_mae"] = sum(map(abs, errors)) / len(errors)
    scores[f"{part}_bias"] = sum(errors) / len(errors)
write_scores(scores)
'''
BUNDLE: Mapping[str, str] = {
    "challenge.yaml": DESCRIPTION,
    "scorer/score.py": SCORER,
    "input/sample_submission.csv": "id,value\na,0\nb,0\nc,0\nd,0\n",
    "reference/truth.csv": "id,part,value\na,public,1\nb,public,2\nc,private,3\nd,private,4\n",
}


def bundle_folder(folder: Path, *, files: Mapping[str, str] = BUNDLE) -> Path:
    """Write the files of a bundle below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def predictions_csv(**values: float) -> bytes:
    """A right predictions file for BUNDLE; a value not given is 0."""
    rows = {name: values.get(name, 0.0) for name in "abcd"}
    return ("id,value\n" + "".join(f"{name},{value}\n" for name, value in rows.items())).encode()


def code_zip(main: str = "print('hello')\n", **others: str) -> bytes:
    """A zip with main.py at its root."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"main.py": main, **others}.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()
