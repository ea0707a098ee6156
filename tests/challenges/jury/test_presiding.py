"""The small rules of presiding, without a database."""

import pytest

from challenges.jury.presiding import (
    NameNeeded,
    TextTooLong,
    Vote,
    distribution,
    is_carried,
    moved_projects,
    require_name,
    require_text,
    with_one_moved,
)

F, A, N = Vote.FOR, Vote.AGAINST, Vote.ABSTAINED


@pytest.mark.parametrize(
    ("given", "carried"),
    [((F,), True), ((F, A), False), ((F, N, N), True), ((N, N), False), ((F, F, A), True), ((), False)],
)
def test_majority_of_the_votes_cast_carries(given, carried):
    assert is_carried(dict(enumerate(given))) is carried


@pytest.mark.parametrize(
    ("project", "by", "order"), [("B", -1, "BAC"), ("B", 1, "ACB"), ("A", -1, "ABC"), ("C", 1, "ABC"), ("X", 1, "ABC")]
)
def test_one_project_moves_by_one(project, by, order):
    assert "".join(with_one_moved("ABC", project, by=by)) == order


def test_moved_are_those_at_another_place():
    assert moved_projects("ABCD", "ACBD") == {"B", "C"}
    assert moved_projects("AB", "ABC") == {"C"}


def test_distribution_of_few_is_none():
    assert distribution([1.0, 2.0, 3.0, 4.0]) is None
    found = distribution([50.0, 10.0, 20.0, 30.0, 40.0])
    assert (found.lower, found.middle, found.upper) == (20.0, 30.0, 40.0)


@pytest.mark.parametrize("name", ["", "ab", "a\u202eb c"])
def test_name_is_typed_out(name):
    with pytest.raises(NameNeeded):
        require_name(name)
    assert require_name("  Petra   President ") == "Petra President"


def test_text_has_its_length():
    assert require_text(" a ", longest=1, field="reason") == "a"
    with pytest.raises(TextTooLong):
        require_text("ab", longest=1, field="reason")
