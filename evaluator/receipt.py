"""A receipt: what was evaluated, how and with what result, in one canonical body that anybody can check later.

What is private until the close is not in the body. The body holds the sha256 of the opening: a salt of 32 random bytes,
the private scores and what the scorer used. Before the close a receipt is sealed, its opening kept back; afterwards the
opening lies beside the very same body, so the receipt's own digest never changes. Without the salt nothing can be tried
against the seal.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.report import Report, canonical

FORMAT = "smartport-receipt/1"
MOST_BYTES = 1 << 20
PUBLIC = "public_"
SALT = re.compile(r"[0-9a-f]{64}")

OF_THE_REPORT = ("digests", "exit_code", "fault_count", "outcome", "provenance", "shortfalls", "solution")
BODY = frozenset({"format", "issued", "scores", "sealed", *OF_THE_REPORT})
OPENING = frozenset({"salt", "scores", "scoring"})
DOCUMENT = frozenset({"receipt", "sha256", "opening"})


class ReceiptRefused(Exception):
    """The file is no receipt, or not as it was made. `code` is not_a_receipt, changed or opening_differs; the message
    may be shown.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Receipt:
    """`body` is what the digest covers; `opening` is None while the receipt is sealed."""

    body: Mapping[str, Any]
    opening: Mapping[str, Any] | None = None

    @property
    def sha256(self) -> str:
        return digest_of(self.body)

    @property
    def issued(self) -> Mapping[str, str]:
        """What whoever made it wrote on it: which evaluation, received when; nothing on a laptop."""
        issued: Mapping[str, str] = self.body["issued"]
        return issued

    def report(self) -> Report:
        """As far as the receipt tells it: without the faults, and while sealed without private scores."""
        told = {name: self.body[name] for name in OF_THE_REPORT}
        opening = self.opening or {"scores": {}, "scoring": None}
        scores = {**self.body["scores"], **opening["scores"]}
        return Report.from_json({**told, "scores": scores, "scoring": opening["scoring"], "faults": []})

    def sealed(self) -> "Receipt":
        """The same without its opening."""
        return Receipt(self.body)

    def to_text(self) -> str:
        """The file that is given away."""
        document = {"receipt": self.body, "sha256": self.sha256, "opening": self.opening}
        return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def read(cls, text: bytes) -> "Receipt":
        """Takes nothing on trust. Raises ReceiptRefused unless the digest is that of the body and the opening, where
        there is one, that of the seal.
        """
        document = _document(text)
        receipt = cls(document["receipt"], document["opening"])
        if receipt.sha256 != document["sha256"]:
            raise ReceiptRefused("changed", "The receipt was changed: its digest is not that of its content.")
        if receipt.opening is not None and digest_of(receipt.opening) != receipt.body["sealed"]:
            raise ReceiptRefused("opening_differs", "The opening is not the one that was sealed into the receipt.")
        return receipt


def make_receipt(report: Report, *, salt: str, issued: Mapping[str, str] | None = None) -> Receipt:
    """Of a report that tells its provenance. `salt` comes from `new_salt` and is told to nobody before the close."""
    if report.provenance is None or not SALT.fullmatch(salt):
        raise ValueError("a receipt needs the report's provenance and a salt of 32 bytes")
    told = report.to_json()
    scores: Mapping[str, float] = told["scores"]
    private = {key: score for key, score in scores.items() if not key.startswith(PUBLIC)}
    opening = {"salt": salt, "scores": private, "scoring": told["scoring"]}
    body = {name: told[name] for name in OF_THE_REPORT}
    public = {key: score for key, score in scores.items() if key.startswith(PUBLIC)}
    body |= {"format": FORMAT, "issued": dict(issued or {}), "scores": public, "sealed": digest_of(opening)}
    return Receipt(body, opening)


def new_salt() -> str:
    return secrets.token_hex(32)


def digest_of(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _document(text: bytes) -> dict[str, Any]:
    if len(text) > MOST_BYTES:
        raise ReceiptRefused("not_a_receipt", "The file is too large to be a receipt.")
    try:
        document = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
        return _shaped(document)
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        raise ReceiptRefused("not_a_receipt", f"The file is not a receipt: {str(error)[:200]!a}") from error


def _shaped(document: Any) -> dict[str, Any]:
    """The document once every part of it has the shape it should have. Raises ValueError, TypeError or KeyError."""
    found = _exactly(document, DOCUMENT, "the file")
    body = _exactly(found["receipt"], BODY, "receipt")
    if body["format"] != FORMAT:
        raise ValueError(f"its format is not {FORMAT}")
    if not all(isinstance(text, str) for text in (found["sha256"], body["sealed"], *body["issued"].values())):
        raise ValueError("a digest, or what is issued, is not a text")
    if found["opening"] is not None:
        opening = _exactly(found["opening"], OPENING, "opening")
        if not SALT.fullmatch(opening["salt"]) or any(key.startswith(PUBLIC) for key in opening["scores"]):
            raise ValueError("the opening has no salt, or public scores")
    if not all(key.startswith(PUBLIC) for key in body["scores"]):
        raise ValueError("the receipt shows a private score")
    report = Receipt(body, found["opening"]).report()
    if report.provenance is None or report.digests.keys() != {"submission", "bundle", "image"}:
        raise ValueError("it does not say what was evaluated")
    canonical(found).encode()  # refuses what UTF-8 cannot say
    return found


def _exactly(value: Any, keys: frozenset[str], name: str) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(f"{name} must have exactly {', '.join(sorted(keys))}")
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")
