"""Numbers and nouns in words."""

import pytest
from django.utils import translation

from datasets.risk import wording


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (0.0004, "less than 0.1%"),
        (0.0234, "2.3%"),
        (0.0996, "10%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.9999, "more than 99%"),
        (1, "100%"),
    ],
)
def test_share_is_none_or_all_only_where_it_is(share, said):
    assert wording.percent(share) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "1\u202f234,5 12\u00a0%"), ("ar", "1.234,5 12%"), ("en", "1,234.5 12%")],
)
def test_numbers_are_written_as_the_language_does_with_western_digits(language, said):
    with translation.override(language):
        assert f"{wording.number(1234.5, 1)} {wording.percent(0.12)}" == said


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("truck", "5 trucks"),
        ("plate_number", "5 trucks"),
        ("IMO", "5 ships"),
        ("importer.id", "5 firms"),
        ("container_no", "5 containers"),
        ("price", "5 data subjects"),
        (None, "5 data subjects"),
    ],
)
def test_noun_is_known_by_the_name_of_the_column(column, said):
    assert wording.subjects(5, column) == said


@pytest.mark.parametrize(("low", "high", "said"), [(1, 1, "1"), (2, 4, "2–4"), (100, None, "100+")])
def test_crowd_is_a_range(low, high, said):
    assert wording.crowd(low, high) == said


def test_every_code_of_a_test_has_its_words():
    for code in wording.TESTS:
        column = "wait" if code in {"least_l", "largest_t"} else None
        test = {"code": code, "column": column, "value": 0.5, "limit": 0.2, "must_be": "at_most"}
        assert "%(" not in wording.test_text(test) + wording.test_value(test) + wording.test_limit(test)


def test_decision_is_signed_with_test_value_and_limit():
    tests = [
        {"code": "linked_once", "column": None, "value": 0.054, "limit": 0.2, "must_be": "at_most"},
        {"code": "linked_several", "column": None, "value": 0.5, "limit": 0.2, "must_be": "at_most"},
        {"code": "largest_t", "column": "firm", "value": 0.3, "limit": None, "must_be": "at_most"},
    ]

    test, value, limit = wording.decision_texts({"tests": tests})

    assert test.endswith("; Subjects found by an onlooker with several sightings (upper bound, 95 %)")
    assert (value, limit) == ("5.4%; 50%", "at most 20%; at most 20%")
    assert wording.decision_texts({"tests": tests[2:]})[1:] == ("0.30", "–")
    assert wording.decision_texts({"tests": []})[1:] == ("–", "–")


def test_decision_about_many_columns_fits_into_its_row():
    tests = [
        {"code": "least_l", "column": f"column_{place}", "value": 3, "limit": 2, "must_be": "at_least"}
        for place in range(40)
    ]

    test, value, limit = wording.decision_texts({"tests": tests})

    assert [len(test), len(value), len(limit)] == [300, 60, 60]
    assert test.endswith("…")
