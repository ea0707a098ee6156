"""The baselines: run twice as a team's entry would be, and held against the scores that challenge.yaml names."""

import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluator.bundle import Bundle, ScoreColumn
from evaluator.checking.asking import first_fault, last_line
from evaluator.checking.challenge import Baseline, submission_of
from evaluator.checking.findings import BaselineRun, Finding, Level
from evaluator.errors import ScorerFailed
from evaluator.harness import evaluate
from evaluator.log import printable
from evaluator.report import Outcome, Report
from evaluator.sandbox.base import Sandbox
from evaluator.scoring import PARTS

OTHER_PROCESSOR = 0.005  # within this part of itself a score may differ on another processor
HALF = 0.5 + 1e-6  # of the last decimal that is shown
LOG_LINES = 3


def run_baseline(baseline: Baseline, bundle: Bundle, sandbox: Sandbox) -> BaselineRun:
    """Raises EvaluatorError, but for a scorer that fails."""
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        submission = submission_of(baseline, bundle, into=Path(folder))
        try:
            first, second = (evaluate(bundle, submission, sandbox) for _ in range(2))
        except ScorerFailed as failed:
            return BaselineRun(baseline.name, None, baseline.expected, said=last_line(failed.log) or str(failed))
    return BaselineRun(
        name=baseline.name,
        outcome=first.outcome,
        scores=first.scores,
        again=second.scores,
        expected=baseline.expected,
        solution=first.solution,
        scoring=first.scoring,
        said="" if first.outcome is Outcome.SCORED else _why(first),
    )


def of_baseline(run: BaselineRun, columns: Sequence[ScoreColumn]) -> Iterator[Finding]:
    if run.outcome is None:
        yield _found("baseline_breaks_the_scorer", "repair", run, f"The scorer failed on it: {run.said}")
        return
    if run.outcome is not Outcome.SCORED:
        yield _found("baseline_failed", "repair", run, f"It was not scored ({run.outcome}). {run.said}")
        return
    decimals = {f"{part}_{column.key}": column.decimals for column in columns for part in PARTS}
    yield _of_repetition(run, decimals)
    yield _of_expected(run, decimals)


def missing_baseline(name: str) -> Finding:
    text = "challenge.yaml names it, and there is no folder or file of that name in baselines/."
    return Finding("baseline_missing", "repair", "baselines", name, text)


def block(runs: Sequence[BaselineRun], columns: Sequence[ScoreColumn]) -> str:
    """What belongs into challenge.yaml, for the baselines whose scores are not there or are others."""
    decimals = {f"{part}_{column.key}": column.decimals for part in PARTS for column in columns}
    lines: list[str] = []
    for run in runs:
        if run.scores and (not run.expected or _differing(run, decimals)):
            lines += [f"  {run.name}:", "    expected:"]
            lines += [f"      {name}: {_rounded(run.scores, name, decimals)}" for name in decimals]
    return "\n".join(["baselines:", *lines, ""]) if lines else ""


def _of_repetition(run: BaselineRun, decimals: Mapping[str, int]) -> Finding:
    if run.scores == run.again:
        return _found("baseline_repeats", "good", run, "Run twice, it scores the same to the last digit.")
    is_shown = any(_rounded(run.scores, name, decimals) != _rounded(run.again, name, decimals) for name in run.again)
    text = "Run twice, it scores otherwise: something in it draws at random without a seed."
    return _found("baseline_draws", "repair" if is_shown or not run.again else "look", run, text)


def _of_expected(run: BaselineRun, decimals: Mapping[str, int]) -> Finding:
    if not run.expected:
        text = "challenge.yaml does not say what it scores; the lines to paste are below."
        return _found("expected_missing", "look", run, text)
    unknown = sorted(run.expected.keys() - decimals.keys())
    if unknown:
        text = f"challenge.yaml expects {unknown[0]}, which is no score of this challenge."
        return _found("expected_unknown", "repair", run, text)
    differing = _differing(run, decimals)
    if not differing:
        return _found("expected_met", "good", run, "It scores what challenge.yaml says.")
    name = differing[0]
    text = f"challenge.yaml expects {name} {run.expected[name]:g}, and it scores {run.scores[name]:g}."
    if all(math.isclose(run.scores[one], run.expected[one], rel_tol=OTHER_PROCESSOR) for one in differing):
        return _found("expected_nearly_met", "look", run, f"{text} Another processor may explain so little.")
    return _found("expected_missed", "repair", run, f"{text} The lines to paste, if it is right, are below.")


def _differing(run: BaselineRun, decimals: Mapping[str, int]) -> list[str]:
    """By more than the decimals that are shown, however many are written."""
    known = (name for name in run.expected if name in decimals)
    return [name for name in known if abs(run.scores[name] - run.expected[name]) > HALF * 10.0 ** -decimals[name]]


def _rounded(scores: Mapping[str, float], name: str, decimals: Mapping[str, int]) -> str:
    return f"{scores[name]:.{decimals[name]}f}"


def _why(report: Report) -> str:
    lines = printable(report.entry_log).strip().splitlines()[-LOG_LINES:]
    return " ".join([first_fault(report), *lines])


def _found(code: str, level: Level, run: BaselineRun, text: str) -> Finding:
    return Finding(code, level, "baselines", run.name, text)
