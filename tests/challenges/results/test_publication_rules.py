"""What is told of an award and of a board, and what an erratum must say."""

from types import SimpleNamespace

import pytest

from challenges.results.publication_rules import (
    ERRATUM_LENGTH,
    ChangeUnfit,
    ErratumEmpty,
    ErratumTooLong,
    digest_of,
    require_change,
    require_erratum,
    shown_rows,
    told_places,
)

RESULTS = {
    "awards": [
        {
            "title": {"fr": "Grand prix"},
            "laureates": [{"id": "l1", "team": "Swift", "team_id": "t1", "project": "Quay"}],
        }
    ]
}
TEXT = {"fr": "Une faute", "ar": "خطأ", "en": "A slip"}


@pytest.mark.parametrize(
    ("ranks", "told", "shown"),
    [
        ([1, 2, 3], 1, [1]),
        ([1, 1, 3], 1, [1, 1]),
        ([3, 2, 1], 2, [1, 2]),
        ([1, 2], 0, [1]),
        (list(range(1, 15)), 14, list(range(1, 11))),
        ([], 3, []),
    ],
)
def test_places_that_are_told_and_no_others(ranks, told, shown):
    laureates = [SimpleNamespace(rank=rank) for rank in ranks]
    assert [one.rank for one in told_places(laureates, told=told)] == shown


@pytest.mark.parametrize(("ranked", "rows"), [(0, 3), (3, 3), (7, 3), (8, 4), (20, 10), (500, 10)])
def test_last_places_of_a_board_stand_nowhere(ranked, rows):
    assert shown_rows(ranked) == rows


def test_digest_is_of_the_values_and_not_of_their_order():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1}) != digest_of({"a": 1, "b": 3})


@pytest.mark.parametrize("missing", ["fr", "ar", "en"])
def test_erratum_is_in_three_languages(missing):
    assert require_erratum({**TEXT, "fr": " Une faute "}) == TEXT
    with pytest.raises(ErratumEmpty):
        require_erratum({**TEXT, missing: "  "})
    with pytest.raises(ErratumTooLong):
        require_erratum({**TEXT, missing: "x" * (ERRATUM_LENGTH + 1)})


def test_change_says_from_what_to_what():
    told = require_change(RESULTS, laureate="l1", what="name", value=" Swift\n ships ")
    assert (told["from"], told["to"], told["team_id"], told["award"]) == (
        "Swift",
        "Swift ships",
        "t1",
        {"fr": "Grand prix"},
    )
    assert require_change(RESULTS, laureate="l1", what="project", value="Quays")["from"] == "Quay"
    assert require_change(RESULTS, laureate="l1", what="withdrawn", value="")["to"] == ""
    assert require_change(RESULTS, laureate="", what="other", value="") is None


@pytest.mark.parametrize(
    ("laureate", "what", "value"),
    [
        ("l1", "name", ""),
        ("l1", "name", "Swift"),
        ("l1", "project", "x" * 201),
        ("l2", "name", "Other"),
        ("", "withdrawn", ""),
        ("l2", "other", ""),
        ("l1", "everything", "x"),
    ],
)
def test_change_that_changes_nothing_known_is_refused(laureate, what, value):
    with pytest.raises(ChangeUnfit):
        require_change(RESULTS, laureate=laureate, what=what, value=value)
