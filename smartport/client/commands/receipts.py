"""What a team takes back: its receipts, checked without asking the site, and what it handed in."""

import sys
from argparse import Namespace
from pathlib import Path

from evaluator.receipt import MOST_BYTES, Receipt, ReceiptRefused
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.download import target_of, write_whole
from smartport.client.errors import Failure, unreadable
from smartport.client.output import Output
from smartport.client.tongue import gettext, gettext_noop

NOT_WHOLE = {
    "changed": gettext_noop("The receipt was changed: its digest is not that of its content."),
    "not_a_receipt": gettext_noop("The file is not a receipt."),
    "opening_differs": gettext_noop("The opening is not the one that was sealed into the receipt."),
}


def receipt(client: Client, asked: Namespace, out: Output) -> int:
    """Download it; what arrives damaged is not written."""
    content = client.receipt(asked.id)
    found = _read(content, name=gettext("What the site sent"))
    if asked.output == "-":
        sys.stdout.write(content.decode())
        return 0
    path = Path(asked.output or f"receipt-{asked.id}.json")
    write_whole(path, content)
    out.say(gettext("Written to %(path)s. %(told)s") % {"path": path, "told": told(found)})
    return 0


def entry(client: Client, asked: Namespace, out: Output) -> int:
    """What was handed in, byte for byte, under the name it had."""
    if asked.output == "-":
        sys.stdout.buffer.write(client.file(asked.id))
        return 0
    path = Path(asked.output) if asked.output else target_of(client.submission(asked.id)["file_name"], folder=Path())
    if path.exists() and not asked.overwrite:
        hint = gettext("Name another by -o FILE, or write over it by --force.")
        raise Failure(gettext("%(path)s is there already.") % {"path": path}, hint)
    content = client.file(asked.id)
    write_whole(path, content)
    out.say(gettext("Written to %(path)s: %(size)s.") % {"path": path, "size": shown.size(len(content))})
    return 0


def verify(client: Client, asked: Namespace, out: Output) -> int:
    """Say in one line what holds; the exit status is 1 when the file is not what it says it is."""
    path = Path(asked.file)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    out.say(gettext("Whole. %(told)s") % {"told": told(_read(content, name=str(path)))})
    return 0


def told(receipt: Receipt) -> str:
    """Its digest, which the page and the journal name too, what it is about, and whether the private part lies open."""
    report = receipt.report()
    result, public = shown.outcome(report.outcome), _numbers(receipt.body["scores"])
    about = {
        "digest": receipt.sha256,
        "submission": receipt.issued.get("submission") or report.digests["submission"],
        "result": f"{result}, {public}" if public else result,
    }
    whole = gettext("Digest %(digest)s. Submission %(submission)s: %(result)s.") % about
    if receipt.opening is None:
        return whole + " " + gettext("The private part is sealed.")
    scores = _numbers(receipt.opening["scores"]) or gettext("no scores")
    return whole + " " + gettext("The private part is the one that was sealed: %(scores)s.") % {"scores": scores}


def _numbers(scores: dict[str, float]) -> str:
    return ", ".join(f"{key} {value!r}" for key, value in sorted(scores.items()))


def _read(content: bytes, *, name: str) -> Receipt:
    try:
        return Receipt.read(content)
    except ReceiptRefused as refused:
        message = gettext("%(name)s does not hold. %(reason)s")
        raise Failure(message % {"name": name, "reason": gettext(NOT_WHOLE[refused.code])}) from refused
