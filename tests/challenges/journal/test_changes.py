"""From what to what."""

from datetime import UTC, datetime

from challenges.journal.changes import LONGEST, changes

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)


def test_only_what_differs_is_told():
    assert changes({"a": 1, "b": NOON}, {"a": 2, "b": NOON}) == {"a": [1, 2]}


def test_new_field_was_nothing_before():
    assert changes({}, {"closes_at": NOON}) == {"closes_at": [None, "2027-01-15T12:00:00Z"]}


def test_long_texts_are_cut_inside_languages_too():
    told = changes({"title": {"fr": "a"}}, {"title": {"fr": "b" * 2 * LONGEST}})
    assert told["title"][0] == {"fr": "a"}
    assert len(told["title"][1]["fr"]) == LONGEST


def test_texts_that_differ_only_where_they_are_cut_are_told_as_changed():
    long = "a" * LONGEST
    assert "rules" in changes({"rules": long + "b"}, {"rules": long + "c"})
