"""The receipt of an evaluation: made once with its result, kept letter for letter, read back as it was made."""

import json
from datetime import UTC, datetime

from challenges.evaluations.models import Evaluation
from evaluator.receipt import Receipt, make_receipt, new_salt
from evaluator.report import Report, canonical


def issue(evaluation: Evaluation, report: Report, *, now: datetime) -> Receipt | None:
    """With a salt of its own; None for the report of a machine that does not yet say how it was made."""
    if report.provenance is None:
        return None
    submission = evaluation.submission
    issued = {
        "challenge": submission.phase.challenge.slug,
        "phase": submission.phase.slug,
        "submission": str(submission.pk),
        "evaluation": str(evaluation.pk),
        "received_at": _instant(submission.received_at),
        "finished_at": _instant(now),
        "bundle_file": evaluation.bundle.sha256,
    }
    return make_receipt(report, salt=new_salt(), issued=issued)


def kept_fields(receipt: Receipt | None) -> dict[str, str]:
    """As text: what a database does to JSON numbers would break the digest."""
    if receipt is None or receipt.opening is None:
        return {}
    return {"receipt": canonical(receipt.body), "receipt_opening": canonical(receipt.opening)}


def kept_receipt(evaluation: Evaluation) -> Receipt | None:
    """With its opening: whoever gives it away looks first who asks."""
    if not evaluation.receipt:
        return None
    return Receipt(json.loads(evaluation.receipt), json.loads(evaluation.receipt_opening))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
