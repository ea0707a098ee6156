"""The whole story of one evaluation."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

from evaluator.bundle import Bundle
from evaluator.limits import Limits
from evaluator.log import LogPolicy, keep_ends
from evaluator.provenance import provenance_of
from evaluator.report import Outcome, Report, Usage
from evaluator.sandbox.base import OnLog, Sandbox
from evaluator.scoring import run_scoring, scoring_plan
from evaluator.solution import Solution, prepare_solution, run_solution
from evaluator.submission import Submission


def evaluate(
    bundle: Bundle,
    submission: Submission,
    sandbox: Sandbox,
    *,
    logs: LogPolicy = "full",
    on_log: OnLog | None = None,
) -> Report:
    """The entry runs on the inputs; the file of predictions that it leaves, and nothing else of it, goes on to the
    scorer, which alone sees the reference. Whatever is the entry's fault is an outcome; an EvaluatorError means that
    we failed. `logs` says what of the entry's log its team may see, and `on_log` is told that while it grows.
    """
    with sandbox.open(bundle.image) as bench:
        digests = {"submission": submission.digest(), "bundle": bundle.digest, "image": bench.image_digest}
        entry = prepare_solution(bundle, submission, bench, logs=logs)
        scorer = bench.prepare(scoring_plan(bundle))
        solution = run_solution(bundle, submission, entry, at=bench.folder, outputs=scorer.folder, on_log=on_log)
        report = replace(_report_of(solution, digests, bundle, logs=logs), provenance=provenance_of(bundle, submission))
        if solution.failure:
            return report

        results = bench.folder / "results"
        results.mkdir()
        scoring = run_scoring(bundle, scorer, into=results)
        return replace(
            report,
            outcome=Outcome.PREDICTIONS_REFUSED if scoring.faults else Outcome.SCORED,
            scores=scoring.scores,
            faults=scoring.faults,
            fault_count=scoring.fault_count,
            scoring=scoring.run.usage,
            public_log=scoring.public_log,
            scorer_log=keep_ends(scoring.run.log),
            row_losses=scoring.row_losses,
        )


def _in_tenths(usage: Usage, limits: Limits) -> Usage:
    """Where the log is withheld, no number that an entry chooses to the last digit is told: it could be a message."""
    chosen = {
        "output_bytes": limits.output_bytes,
        "output_files": limits.output_files,
        "log_bytes": limits.log_bytes,
        "processes": limits.processes,
    }
    tenths = {name: min(most, ceil(10 * getattr(usage, name) / most) * most // 10) for name, most in chosen.items()}
    return replace(usage, **tenths)


def _report_of(solution: Solution, digests: Mapping[str, str], bundle: Bundle, *, logs: LogPolicy) -> Report:
    faults = (solution.fault,) if solution.fault else ()
    report = Report(solution.failure or Outcome.SCORED, digests=digests, faults=faults, fault_count=len(faults))
    if solution.run is None:
        return report
    return replace(
        report,
        exit_code=solution.run.exit_code,
        solution=solution.run.usage if logs == "full" else _in_tenths(solution.run.usage, bundle.solution),
        entry_log=keep_ends(solution.shown_log),
        hidden_log=keep_ends(solution.hidden_log),
    )
