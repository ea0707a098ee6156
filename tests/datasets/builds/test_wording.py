"""What a build says to a person."""

import pytest
from django.utils import translation

from datasets.builds import wording
from datasets.builds.rules import LEDGER, PROMISES, VERSIONS

FINDINGS = [
    {
        "of": "gates",
        "code": "foretells",
        "severity": "blocks",
        "column": "porte",
        "number": 0.97,
        "limit": 0.95,
        "values": {},
    },
    {
        "of": PROMISES,
        "code": "k_broken",
        "severity": "blocks",
        "values": {"k": 1, "promised": 5, "rows": 3, "classes": 2},
    },
    {
        "of": VERSIONS,
        "code": "version_too_small",
        "severity": "blocks",
        "values": {"version": "1.0.1", "right": "2.0.0", "since": "1.0.0"},
    },
    {"of": LEDGER, "code": "rows_released_before", "severity": "blocks", "values": {"message": "12 of these rows."}},
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_each_finding_says_what_was_found_and_where():
    found = wording.in_words(FINDINGS)
    assert [one.column for one in found] == ["porte", "", "", ""]
    assert "0.97" in found[0].text
    assert "k is 1 in the published files" in found[1].text
    assert found[2].text.startswith("1.0.1 is too small a version for what changed since 1.0.0: write 2.0.0")
    assert found[3].text == "12 of these rows."


def test_failure_is_the_sentence_of_the_refusal_or_of_its_code():
    assert wording.failure({"code": "build_gave_up", "message": ""}).startswith("Three workers died")
    assert wording.failure({"code": "wrong_kind", "message": "“x” holds no times."}) == "“x” holds no times."


def test_steps_are_done_one_after_the_other():
    told = wording.steps("risk")
    assert [(step.is_done, step.is_now) for step in told] == [(True, False)] * 3 + [(False, True)] + [
        (False, False)
    ] * 3
    assert not any(step.is_done for step in wording.steps(""))


def test_changes_are_told_in_the_language_of_the_reader():
    changes = {"changes": [{"texts": {"fr": "Colonne `x`.", "ar": "العمود", "en": "Column `x`."}}]}
    assert wording.changes_in_words(changes) == ["Column x."]
    with translation.override("ar"):
        assert wording.changes_in_words(changes) == ["العمود"]
    assert wording.changes_in_words({}) == []


def test_what_is_kept_beside_a_signature_fits_its_place():
    tests = [{"code": "least_l", "column": "c" * 200, "value": 2, "limit": 2, "must_be": "at_least", "holds": True}] * 9
    told = wording.tested({"question": "inference", "tests": tests})
    assert {key: len(text) <= limit for (key, text), limit in zip(told.items(), (300, 60, 60), strict=True)} == {
        "test": True,
        "value": True,
        "limit": True,
    }
    assert all(wording.tested({"question": "linkability", "tests": []}).values())
