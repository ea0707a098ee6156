"""Receipts: whole or refused, and sealed until the opening is shown."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from evaluator.receipt import MOST_BYTES, Receipt, ReceiptRefused, digest_of, make_receipt, new_salt
from evaluator.report import Outcome, Report, Usage, canonical
from tests.evaluator.test_report import PROVENANCE, USAGE

SALT = "5a" * 32
PRIVATE = {"private_mae": 81279.453125, "private_bias": -0.0}
SCORING = Usage(0.515625, 1.0, 77_777_777, 4096, 1, 9)
REPORT = Report(
    Outcome.SCORED,
    digests={"submission": "a" * 64, "bundle": "b" * 64, "image": "sha256:c"},
    scores={"public_mae": 1.5, "public_bias": 1e22, **PRIVATE},
    solution=USAGE,
    scoring=SCORING,
    provenance=PROVENANCE,
    entry_log=b"printed",
)


@pytest.fixture
def receipt() -> Receipt:
    return make_receipt(REPORT, salt=SALT, issued={"evaluation": "e1"})


def written(receipt: Receipt, **changes: Any) -> bytes:
    """The file, with changes by place."""
    document = json.loads(receipt.to_text())
    for place, value in changes.items():
        *above, last = place.split("__")
        inner = document
        for name in above:
            inner = inner[name]
        inner[last] = value
    return json.dumps(document).encode()


def test_open_receipt_tells_the_whole_report(receipt: Receipt) -> None:
    found = Receipt.read(receipt.to_text().encode())

    assert found == receipt
    assert found.report() == replace(REPORT, fault_count=0)
    assert found.issued == {"evaluation": "e1"}


def test_sealed_receipt_has_no_byte_of_what_is_private(receipt: Receipt) -> None:
    text = receipt.sealed().to_text()

    assert "private" not in text
    assert not re.search("81279|453125|0.515625|77777777", text)
    assert SALT not in text
    found = Receipt.read(text.encode())
    assert found.report().scores == {"public_mae": 1.5, "public_bias": 1e22}
    assert found.report().scoring is None


def test_digest_is_the_same_before_and_after_the_opening(receipt: Receipt) -> None:
    sealed, opened = (Receipt.read(given.to_text().encode()) for given in (receipt.sealed(), receipt))

    assert sealed.sha256 == opened.sha256 == receipt.sha256
    assert (sealed.opening, opened.opening) == (None, receipt.opening)


def test_a_guess_of_the_scores_is_nothing_without_the_salt(receipt: Receipt) -> None:
    """The seal moves with the salt alone, and is none of the hashes that a guesser could make."""
    told = REPORT.to_json()
    private = dict(sorted(PRIVATE.items()))
    guesses: list[Any] = [told, private, {"scores": private}, {"scores": private, "scoring": told["scoring"]}]
    hashes = {digest_of(guess) for guess in guesses} | {digest_of({**guess, "salt": ""}) for guess in guesses}
    seals = [make_receipt(REPORT, salt=new_salt()).body["sealed"] for _ in range(20)]

    assert not hashes & set(seals)
    assert len(set(seals)) == 20
    assert {len(bytes.fromhex(salt)) for salt in (new_salt(), SALT)} == {32}


def test_bare_key_is_sealed_too() -> None:
    """Whatever is not said to be public is private."""
    receipt = make_receipt(replace(REPORT, scores={"mae": 2.0, "public_mae": 1.0}), salt=SALT)

    assert receipt.body["scores"] == {"public_mae": 1.0}


def test_same_report_makes_the_same_bytes(receipt: Receipt) -> None:
    again = make_receipt(Report.from_json(json.loads(canonical(REPORT.to_json()))), salt=SALT, issued=receipt.issued)

    assert again.to_text() == receipt.to_text()


def test_order_and_blanks_of_the_file_do_not_matter(receipt: Receipt) -> None:
    assert Receipt.read(written(receipt)) == receipt


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_receipt(outcome: Outcome) -> None:
    report = replace(REPORT, outcome=outcome, scores={}, solution=None, scoring=None, exit_code=None, fault_count=3)
    receipt = make_receipt(report, salt=SALT)

    assert Receipt.read(receipt.sealed().to_text().encode()).report() == report


@pytest.mark.parametrize("salt", ["", "5a" * 31, "5A" * 32, "x" * 64])
def test_poor_salt_is_our_own_mistake(salt: str) -> None:
    with pytest.raises(ValueError, match="salt"):
        make_receipt(REPORT, salt=salt)


def test_report_without_provenance_has_no_receipt() -> None:
    with pytest.raises(ValueError, match="provenance"):
        make_receipt(replace(REPORT, provenance=None), salt=SALT)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"receipt__scores__public_mae": 1.4}, "changed"),
        ({"receipt__digests__submission": "d" * 64}, "changed"),
        ({"receipt__provenance__limits__solution__cpu_seconds": 3}, "changed"),
        ({"receipt__issued__evaluation": "e2"}, "changed"),
        ({"receipt__sealed": "0" * 64}, "changed"),
        ({"sha256": "0" * 64}, "changed"),
        ({"opening__scores__private_mae": 0.5}, "opening_differs"),
        ({"opening__scoring__log_bytes": 8}, "opening_differs"),
        ({"opening__salt": "5b" * 32}, "opening_differs"),
        ({"opening__scores__public_mae": 0.5}, "not_a_receipt"),
        ({"receipt__scores__private_mae": 0.5}, "not_a_receipt"),
        ({"receipt__format": "smartport-receipt/2"}, "not_a_receipt"),
        ({"receipt__provenance": None}, "not_a_receipt"),
        ({"receipt__digests": {}}, "not_a_receipt"),
        ({"receipt__digests": []}, "not_a_receipt"),
        ({"receipt__issued": ["e1"]}, "not_a_receipt"),
        ({"receipt__issued__evaluation": 1}, "not_a_receipt"),
        ({"receipt__scores": [1]}, "not_a_receipt"),
        ({"receipt__outcome": "won"}, "not_a_receipt"),
        ({"opening__salt": "short"}, "not_a_receipt"),
        ({"opening__salt": 5}, "not_a_receipt"),
        ({"opening__scores": [1]}, "not_a_receipt"),
        ({"opening": []}, "not_a_receipt"),
        ({"receipt__extra": 1}, "not_a_receipt"),
        ({"sha256": None}, "not_a_receipt"),
        ({"receipt__issued__evaluation": "\ud800"}, "not_a_receipt"),
    ],
)
def test_whatever_was_changed_is_seen(receipt: Receipt, change: dict[str, Any], code: str) -> None:
    with pytest.raises(ReceiptRefused) as refused:
        Receipt.read(written(receipt, **change))

    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"receipt": {}, "receipt": {}, "sha256": "", "opening": null}',
        b'{"receipt": NaN, "sha256": "", "opening": null}',
        b'{"receipt": 1e999, "sha256": "", "opening": null}',
        b"[" * 100_000,
        b"9" * 10_000,
        b" " * (MOST_BYTES + 1),
    ],
)
def test_rubbish_is_no_receipt(text: bytes) -> None:
    with pytest.raises(ReceiptRefused) as refused:
        Receipt.read(text)

    assert refused.value.code == "not_a_receipt"
    assert str(refused.value).isprintable()


def test_every_single_letter_counts(receipt: Receipt) -> None:
    """No byte of an open receipt's content can be changed unseen."""
    text = receipt.to_text().encode()
    places = [at for at, (_, letter) in enumerate(pairwise(text), start=1) if chr(letter).isalnum()]
    for at in places[::7]:
        other = b"7" if text[at : at + 1] != b"7" else b"8"
        with pytest.raises(ReceiptRefused):
            Receipt.read(text[:at] + other + text[at + 1 :])
