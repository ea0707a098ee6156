"""`evaluate BUNDLE SUBMISSION`, and its two words `check` and `replay`: on any machine that has a container engine."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evaluator import replay_command
from evaluator.bundle import IMAGE, Bundle
from evaluator.checking import command as check_command
from evaluator.errors import EvaluatorError
from evaluator.harness import evaluate
from evaluator.log import printable
from evaluator.order import LOGS
from evaluator.receipt import make_receipt, new_salt
from evaluator.report import Outcome, Report
from evaluator.screen import show_report
from evaluator.submission import Submission
from evaluator.terminal import add_common_options, engine_at_hand, tell_breakdown, tell_json

SCORED, FAILED, USAGE, BROKEN = range(4)
COMMANDS = {"check": check_command.main, "replay": replay_command.main}
USAGES = """\
%(prog)s BUNDLE SUBMISSION [options]
       %(prog)s check CHALLENGE_FOLDER [--pack FOLDER] [options]
       %(prog)s replay RECEIPT (--bundle FOLDER --submission FILE | --from FOLDER) [options]"""
EPILOG = """\
examples:
  evaluate bundle predictions.csv         score a file of predictions
  evaluate bundle entry.zip               run a program in the sandbox, then score what it wrote
  evaluate check bundle                   try a challenge out: its baselines, its scorer under attack
  evaluate replay receipt.json --bundle bundle --submission entry.zip
                                          run a past evaluation again: is the score the same?
`evaluate check --help` and `evaluate replay --help` say more. A bundle that is called check is given as ./check.

exit codes:
  0  scored
  1  not scored, and the submission is at fault: the report says what to do
  2  wrong usage: a path that is not there, a kind of submission the challenge does not take
  3  not scored, and the submission is not at fault: broken bundle, failed scorer, no engine, no image
"""


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = COMMANDS.get(words[0]) if words else None
    return command(words[1:]) if command else _evaluate_one(words)


def _evaluate_one(words: Sequence[str]) -> int:
    parser = _parser()
    given = parser.parse_args(words)
    submission = _submission(given, parser)
    image = IMAGE
    try:
        bundle = Bundle.read(given.bundle)
        image = bundle.image
        if submission.kind not in bundle.kinds:
            parser.error(f"this challenge takes {' or '.join(bundle.kinds)}, not {submission.kind}")
        report = _evaluated(bundle, submission, given.engine)
    except EvaluatorError as error:
        tell_breakdown(error, image=image, as_json=given.json)
        return BROKEN
    if given.json:
        tell_json(report.to_json())
    else:
        show_report(report, bundle, Console())
    if given.keep_log:
        _keep_logs(report, submission.name)
    if given.receipt:
        given.receipt.write_text(make_receipt(report, salt=new_salt()).to_text(), encoding="utf-8")
    return SCORED if report.outcome is Outcome.SCORED else FAILED


def _submission(given: argparse.Namespace, parser: argparse.ArgumentParser) -> Submission:
    if not given.bundle.is_dir():
        parser.error(f"{given.bundle} is not a folder")
    if not given.submission.is_file():
        parser.error(f"{given.submission} is not a file")
    if given.receipt and not os.access(given.receipt.parent, os.W_OK | os.X_OK):
        parser.error(f"{given.receipt.parent} is not a folder that one may write into")
    return Submission.at(given.submission)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evaluate",
        usage=USAGES,
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
    add_common_options(parser, printed="the report")
    parser.add_argument(
        "--keep-log", action="store_true", help="write NAME.entry.log, NAME.scorer.log and the like into this folder"
    )
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="write a receipt, which `evaluate replay` takes")
    return parser


def _evaluated(bundle: Bundle, submission: Submission, url: str | None) -> Report:
    status = Console(stderr=True).status(f"Evaluating {submission.name!a}")
    with engine_at_hand(url, bundle) as engine, status:
        return replace(evaluate(bundle, submission, engine.sandbox), shortfalls=engine.shortfalls)


def _keep_logs(report: Report, name: str) -> None:
    """That of the entry and that of the scorer even where they are empty, the others where there are any."""
    for which, of_report in LOGS.items():
        log: bytes = getattr(report, of_report)
        if log or which in {"entry", "scorer"}:
            Path(f"{name}.{which}.log").write_text(printable(log), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
