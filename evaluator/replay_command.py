"""`evaluate replay RECEIPT`: the contents are given or found by their digests, and the answer is same or different."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evaluator.bundle import Bundle
from evaluator.contents import find_submission, found_bundle
from evaluator.errors import EvaluatorError
from evaluator.receipt import MOST_BYTES, Receipt, ReceiptRefused
from evaluator.replay import Replayed, replay
from evaluator.screen import show_replayed
from evaluator.submission import Kind, Submission
from evaluator.terminal import add_common_options, engine_at_hand, tell_breakdown, tell_json

SAME, DIFFERENT, USAGE, NOT_REPLAYED = range(4)
EPILOG = """\
The bundle and the submission must be those of the receipt: their digests are compared first. A receipt from before the
close has its private scores sealed: they are computed again but cannot be compared.

examples:
  evaluate replay receipt.json --bundle bundle --submission entry.zip
  evaluate replay receipt.json --from var        the site's data folder, where contents lie by their digests

exit codes:
  0  same: the outcome and every score, to the last digit
  1  different
  2  wrong usage: a path that is not there, a file that is no receipt or was changed
  3  not replayed: another bundle, submission, image or program than the receipt's, or no engine
"""


def main(arguments: Sequence[str]) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    receipt = _receipt(given, parser)
    image = str(receipt.body["digests"]["image"])
    try:
        with _bundle(given, receipt, parser) as bundle:
            submission = _submission(given, receipt, parser)
            image = bundle.image
            replayed = _replayed(given, receipt, bundle, submission)
    except EvaluatorError as error:
        tell_breakdown(error, image=image, as_json=given.json, title="Not replayed")
        return NOT_REPLAYED
    if given.json:
        tell_json({"receipt": receipt.sha256, **replayed.to_json()})
    else:
        show_replayed(replayed, Console())
    return {"same": SAME, "different": DIFFERENT, "not_replayed": NOT_REPLAYED}[replayed.verdict]


def _replayed(given: argparse.Namespace, receipt: Receipt, bundle: Bundle, submission: Submission) -> Replayed:
    status = Console(stderr=True).status("Running it again")
    with engine_at_hand(given.engine, bundle) as engine, status:
        replayed = replay(receipt, bundle, submission, engine.sandbox, anyway=given.anyway)
    if replayed.report is None:
        return replayed
    return replace(replayed, report=replace(replayed.report, shortfalls=engine.shortfalls))


def _receipt(given: argparse.Namespace, parser: argparse.ArgumentParser) -> Receipt:
    try:
        with given.receipt.open("rb") as file:
            return Receipt.read(file.read(MOST_BYTES + 1))
    except (OSError, ReceiptRefused) as error:
        parser.error(f"{given.receipt}: {error}")


@contextmanager
def _bundle(given: argparse.Namespace, receipt: Receipt, parser: argparse.ArgumentParser) -> Iterator[Bundle]:
    digest, file_sha256 = str(receipt.body["digests"]["bundle"]), receipt.issued.get("bundle_file")
    if given.bundle:
        if not given.bundle.is_dir():
            parser.error(f"{given.bundle} is not a folder")
        yield Bundle.read(given.bundle)
        return
    with found_bundle(_searched(given, parser), digest=digest, file_sha256=file_sha256) as bundle:
        if bundle is None:
            parser.error(f"no bundle with the digest {digest} is in {given.searched}")
        yield bundle


def _submission(given: argparse.Namespace, receipt: Receipt, parser: argparse.ArgumentParser) -> Submission:
    digest = str(receipt.body["digests"]["submission"])
    path = given.submission or find_submission(_searched(given, parser), sha256=digest)
    if path is None:
        parser.error(f"no file with the digest {digest} is in {given.searched}")
    if not path.is_file():
        parser.error(f"{path} is not a file")
    kind: Kind = "code" if receipt.body["provenance"]["kind"] == "code" else "predictions"
    return Submission(kind, path, path.name)


def _searched(given: argparse.Namespace, parser: argparse.ArgumentParser) -> Path:
    if given.searched is None:
        parser.error("give --bundle and --submission, or --from")
    folder: Path = given.searched
    if not folder.is_dir():
        parser.error(f"{folder} is not a folder")
    return folder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evaluate replay",
        description="Run a past evaluation again from its receipt, and say whether the result is the same.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "receipt", type=Path, metavar="RECEIPT", help="the file that a team downloads, or --receipt made"
    )
    parser.add_argument("--bundle", type=Path, metavar="FOLDER", help="the bundle's folder")
    parser.add_argument("--submission", type=Path, metavar="FILE", help="what was handed in")
    parser.add_argument(
        "--from", type=Path, metavar="FOLDER", dest="searched", help="find by digest, in this folder, what is not given"
    )
    parser.add_argument(
        "--anyway", action="store_true", help="run also where the image or the program is not the receipt's"
    )
    add_common_options(parser, printed="the comparison")
    return parser
