"""`evaluate check CHALLENGE_FOLDER`: for organizers, before a challenge opens."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evaluator.bundle import IMAGE
from evaluator.checking.challenge import Challenge, read_challenge
from evaluator.checking.check import check
from evaluator.checking.findings import Checked
from evaluator.checking.screen import show_checked
from evaluator.errors import EvaluatorError
from evaluator.terminal import add_common_options, engine_at_hand, tell_breakdown, tell_json

WELL, TO_REPAIR, USAGE, NOT_CHECKED = range(4)
EPILOG = """\
It runs each baseline twice and holds it against the scores that challenge.yaml expects of it; asks the scorer about
right files and about wrong ones, and says what a careless scorer would have accepted; and looks at what the files and
the limits give away. ✓ is well, ! is for you to decide, ✗ is to be repaired.

examples:
  evaluate check bundle                         a bundle that has its baselines in it
  evaluate check FOLDER --pack packs/rade       what `manage.py data build packs/rade --to FOLDER` made

exit codes:
  0  all well
  1  something is to be repaired
  2  wrong usage: a folder that is not there
  3  not checked: the bundle cannot be read, or no engine or no image is there
"""


def main(arguments: Sequence[str]) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    for folder in filter(None, (given.folder, given.pack)):
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder")
    image = IMAGE
    try:
        challenge = read_challenge(given.folder, pack=given.pack)
        image = challenge.bundle.image
        checked = _checked(challenge, given.engine)
    except EvaluatorError as error:
        tell_breakdown(error, image=image, as_json=given.json, title="Not checked")
        return NOT_CHECKED
    if given.json:
        tell_json(checked.to_json())
    else:
        show_checked(checked, Console())
    return WELL if checked.is_well else TO_REPAIR


def _checked(challenge: Challenge, url: str | None) -> Checked:
    with engine_at_hand(url, challenge.bundle) as engine, Console(stderr=True).status("Checking") as status:
        checked = check(challenge, engine.sandbox, tell=status.update)
    return replace(checked, shortfalls=engine.shortfalls)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evaluate check",
        description="Try a challenge out before its teams do.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", type=Path, metavar="CHALLENGE_FOLDER", help="a bundle: challenge.yaml, scorer/, input/, reference/"
    )
    parser.add_argument(
        "--pack", type=Path, metavar="FOLDER", help="where challenge.yaml and baselines/ are (default: in the bundle)"
    )
    add_common_options(parser, printed="the findings")
    return parser
