"""The whole story of one evaluation."""

from collections.abc import Mapping
from dataclasses import replace

from evaluator.bundle import Bundle
from evaluator.log import keep_ends
from evaluator.provenance import provenance_of
from evaluator.report import Outcome, Report
from evaluator.sandbox.base import Sandbox
from evaluator.scoring import run_scoring, scoring_plan
from evaluator.solution import Solution, run_solution
from evaluator.submission import Submission


def evaluate(bundle: Bundle, submission: Submission, sandbox: Sandbox) -> Report:
    """The entry runs on the inputs; the file of predictions that it leaves, and nothing else of it, goes on to the
    scorer, which alone sees the reference. Whatever is the entry's fault is an outcome; an EvaluatorError means that
    we failed.
    """
    with sandbox.open(bundle.image) as bench:
        digests = {"submission": submission.digest(), "bundle": bundle.digest, "image": bench.image_digest}
        outputs, results = bench.folder / "outputs", bench.folder / "results"
        outputs.mkdir()
        outputs.chmod(0o755)  # whatever the umask: the scorer's user reads it
        results.mkdir()
        scorer = bench.prepare(scoring_plan(bundle, outputs=outputs, into=results))

        solution = run_solution(bundle, submission, bench, outputs=outputs)
        report = replace(_report_of(solution, digests), provenance=provenance_of(bundle, submission))
        if solution.failure:
            return report

        scoring = run_scoring(bundle, scorer)
        return replace(
            report,
            outcome=Outcome.PREDICTIONS_REFUSED if scoring.faults else Outcome.SCORED,
            scores=scoring.scores,
            faults=scoring.faults,
            fault_count=scoring.fault_count,
            scoring=scoring.run.usage,
            scorer_log=keep_ends(scoring.run.log),
        )


def _report_of(solution: Solution, digests: Mapping[str, str]) -> Report:
    faults = (solution.fault,) if solution.fault else ()
    report = Report(solution.failure or Outcome.SCORED, digests=digests, faults=faults, fault_count=len(faults))
    if solution.run is None:
        return report
    return replace(
        report,
        exit_code=solution.run.exit_code,
        solution=solution.run.usage,
        entry_log=keep_ends(solution.run.log),
    )
