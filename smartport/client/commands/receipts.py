"""What a team takes back: its receipts, checked without asking the site, and what it handed in."""

import sys
from argparse import Namespace
from pathlib import Path

from evaluator.receipt import MOST_BYTES, Receipt, ReceiptRefused
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.download import target_of, write_whole
from smartport.client.errors import Failure
from smartport.client.output import Output


def receipt(client: Client, asked: Namespace, out: Output) -> int:
    """Download it; what arrives damaged is not written."""
    content = client.receipt(asked.id)
    found = _read(content, name="What the site sent")
    if asked.output == "-":
        sys.stdout.write(content.decode())
        return 0
    path = Path(asked.output or f"receipt-{asked.id}.json")
    write_whole(path, content)
    out.say(f"Written to {path}. {told(found)}")
    return 0


def entry(client: Client, asked: Namespace, out: Output) -> int:
    """What was handed in, byte for byte, under the name it had."""
    if asked.output == "-":
        sys.stdout.buffer.write(client.file(asked.id))
        return 0
    path = Path(asked.output) if asked.output else target_of(client.submission(asked.id)["file_name"], folder=Path())
    if path.exists() and not asked.overwrite:
        raise Failure(f"{path} is there already.", "Name another by -o FILE, or write over it by --force.")
    content = client.file(asked.id)
    write_whole(path, content)
    out.say(f"Written to {path}: {shown.size(len(content))}.")
    return 0


def verify(client: Client, asked: Namespace, out: Output) -> int:
    """Say in one line what holds; the exit status is 1 when the file is not what it says it is."""
    path = Path(asked.file)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Failure(f"{path} cannot be read ({error.strerror}).") from error
    out.say(f"Whole. {told(_read(content, name=str(path)))}")
    return 0


def told(receipt: Receipt) -> str:
    """Its digest, which the page and the journal name too, what it is about, and whether the private part lies open."""
    report = receipt.report()
    about = receipt.issued.get("submission") or report.digests["submission"]
    public = _numbers(receipt.body["scores"])
    result = f"{report.outcome}, {public}" if public else str(report.outcome)
    if receipt.opening is None:
        private = "The private part is sealed"
    else:
        private = f"The private part is the one that was sealed: {_numbers(receipt.opening['scores']) or 'no scores'}"
    return f"Digest {receipt.sha256}. Submission {about}: {result}. {private}."


def _numbers(scores: dict[str, float]) -> str:
    return ", ".join(f"{key} {value!r}" for key, value in sorted(scores.items()))


def _read(content: bytes, *, name: str) -> Receipt:
    try:
        return Receipt.read(content)
    except ReceiptRefused as refused:
        raise Failure(f"{name} does not hold. {refused}") from refused
