"""The two answers of a scoring program: scores, or a refusal with row and column."""

import json
import math
from collections.abc import Mapping
from numbers import Real
from pathlib import Path
from typing import NoReturn

from .faults import Findings
from .places import Places

OUTPUT = Places().output


def write_scores(scores: Mapping[str, float], *, folder: Path = OUTPUT) -> None:
    """Write scores.json. Raises ValueError when there is none, or when one is not a finite number."""
    if not scores:
        raise ValueError("there is no score to write")
    for key, score in scores.items():
        if isinstance(score, bool) or not isinstance(score, Real) or not math.isfinite(score):
            raise ValueError(f"the score {key} is not a finite number: {score!r}")
    _write(folder / "scores.json", {key: float(score) for key, score in scores.items()})


def refuse(findings: Findings, *, folder: Path = OUTPUT) -> NoReturn:
    """Write refused.json and end the program with 0: the predictions are at fault, not the scorer."""
    _write(folder / "refused.json", findings.to_json())
    raise SystemExit(0)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, allow_nan=False, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
