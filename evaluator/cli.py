"""`evaluate BUNDLE SUBMISSION`: judges a folder on anybody's machine that has a container engine."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from evaluator.bundle import Bundle
from evaluator.errors import EvaluatorError
from evaluator.harness import evaluate
from evaluator.log import printable
from evaluator.report import Outcome, Report, canonical
from evaluator.sandbox.docker import DockerSandbox
from evaluator.screen import show_breakdown, show_report
from evaluator.submission import Submission

SCORED, FAILED, USAGE, BROKEN = range(4)
EPILOG = """\
exit codes:
  0  scored
  1  not scored, and the submission is at fault: the report says what to do
  2  wrong usage: a path that is not there, a kind of submission the challenge does not take
  3  not scored, and the submission is not at fault: broken bundle, failed scorer, no engine, no image
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    if not given.bundle.is_dir():
        parser.error(f"{given.bundle} is not a folder")
    if not given.submission.is_file():
        parser.error(f"{given.submission} is not a file")
    submission = Submission.at(given.submission)
    try:
        bundle = Bundle.read(given.bundle)
        if submission.kind not in bundle.kinds:
            parser.error(f"this challenge takes {' or '.join(bundle.kinds)}, not {submission.kind}")
        report = _evaluate(bundle, submission, given.engine)
    except EvaluatorError as error:
        _tell_breakdown(error, as_json=given.json)
        return BROKEN
    _tell(report, bundle, as_json=given.json)
    if given.keep_log:
        _keep_logs(report, submission.name)
    return SCORED if report.outcome is Outcome.SCORED else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evaluate",
        description="Run a submission in a sandbox, score it, and say how it ended.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "bundle", type=Path, metavar="BUNDLE", help="folder with challenge.yaml, scorer/, input/, reference/"
    )
    parser.add_argument(
        "submission", type=Path, metavar="SUBMISSION", help="a .zip with main.py, or a file of predictions"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one line of JSON")
    parser.add_argument(
        "--engine", metavar="URL", help="container engine (default: DOCKER_HOST, else the local socket)"
    )
    parser.add_argument(
        "--keep-log", action="store_true", help="write NAME.entry.log and NAME.scorer.log into this folder"
    )
    return parser


def _evaluate(bundle: Bundle, submission: Submission, engine: str | None) -> Report:
    with DockerSandbox(engine) as sandbox, Console(stderr=True).status(f"Evaluating {submission.name!a}"):
        return evaluate(bundle, submission, sandbox)


def _tell(report: Report, bundle: Bundle, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(canonical(report.to_json()) + "\n")
    else:
        show_report(report, bundle, Console())


def _tell_breakdown(error: EvaluatorError, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(canonical({"breakdown": {"code": error.code, "message": str(error)}}) + "\n")
    else:
        show_breakdown(error, Console(stderr=True))


def _keep_logs(report: Report, name: str) -> None:
    for whose, log in (("entry", report.entry_log), ("scorer", report.scorer_log)):
        Path(f"{name}.{whose}.log").write_text(printable(log), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
