"""What the scorer makes of a file of predictions, in the sandbox as on the platform."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from evaluator.bundle import Bundle
from evaluator.errors import ScorerFailed
from evaluator.harness import evaluate
from evaluator.log import printable
from evaluator.report import Fault, Outcome, Report, Usage
from evaluator.sandbox.base import Sandbox
from evaluator.submission import Submission

SAID_LENGTH = 300


@dataclass(frozen=True)
class Answer:
    """`said` is why it did not score, in one line; `log` is what the scorer printed, `shown` what teams would see."""

    end: Literal["scored", "refused", "failed"]
    scores: Mapping[str, float] = field(default_factory=dict)
    said: str = ""
    log: bytes = b""
    shown: bytes = b""
    scoring: Usage | None = None


def ask(bundle: Bundle, content: bytes, sandbox: Sandbox) -> Answer:
    """A failing scorer is an answer too. Raises the other EvaluatorErrors."""
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        path = Path(folder) / bundle.predictions.file
        path.write_bytes(content)
        try:
            report = evaluate(bundle, Submission("predictions", path, path.name), sandbox)
        except ScorerFailed as failed:
            return Answer("failed", said=last_line(failed.log) or str(failed), log=failed.log)
    shown = "\n".join(f"{fault.message} {fault.value or ''}" for fault in report.faults).encode()
    shown += report.public_log  # what a scorer says to teams on purpose
    if report.outcome is Outcome.SCORED:
        return Answer("scored", report.scores, log=report.scorer_log, shown=shown, scoring=report.scoring)
    return Answer("refused", said=first_fault(report), log=report.scorer_log, shown=shown, scoring=report.scoring)


def first_fault(report: Report) -> str:
    return next(map(_placed, report.faults), str(report.outcome))


def _placed(fault: Fault) -> str:
    row = f"row {fault.row}" if fault.row is not None else ""
    place = ", ".join(filter(None, [row, fault.column]))
    return f"{place}: {fault.message}" if place else fault.message


def last_line(log: bytes) -> str:
    lines = printable(log).strip().splitlines()
    return lines[-1][:SAID_LENGTH] if lines else ""
