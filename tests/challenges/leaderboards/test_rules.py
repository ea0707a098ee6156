"""Who stands where: ties, baselines, both directions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.leaderboards.rules import (
    REASON_LENGTH,
    ColumnsUnusable,
    Entry,
    Place,
    ReasonMissing,
    moves,
    primary_column,
    rank,
    require_reason,
    sort_value,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def entry(team: str, value: float, *, at: int = 0, is_baseline: bool = False) -> Entry[str]:
    return Entry(team, value, NOW + timedelta(seconds=at), is_baseline)


def ranks(*entries: Entry[str]) -> list[tuple[str, int | None]]:
    return [(place.entry.team, place.rank) for place in rank(entries)]


def test_smallest_stands_first():
    assert ranks(entry("b", 2), entry("a", 1)) == [("a", 1), ("b", 2)]


def test_earliest_received_wins_a_tie():
    assert ranks(entry("late", 1, at=9), entry("early", 1, at=0)) == [("early", 1), ("late", 2)]


def test_equal_in_both_share_a_rank_and_the_next_is_skipped():
    assert ranks(entry("a", 1), entry("b", 2), entry("c", 2), entry("d", 3)) == [
        ("a", 1),
        ("b", 2),
        ("c", 2),
        ("d", 4),
    ]


def test_baseline_stands_in_its_place_and_takes_no_rank():
    found = rank([entry("a", 1), entry("base", 2, is_baseline=True), entry("b", 3)])
    assert [(place.entry.team, place.position, place.rank) for place in found] == [
        ("a", 1, 1),
        ("base", 2, None),
        ("b", 3, 2),
    ]


def test_baseline_between_two_equals_does_not_part_them():
    same = [entry("a", 1), entry("b", 1, is_baseline=True), entry("c", 1)]
    assert ranks(*same) == [("a", 1), ("b", None), ("c", 1)]


def test_nobody_is_no_place():
    assert rank([]) == []


@pytest.mark.parametrize(("value", "better", "expected"), [(0.5, "lower", 0.5), (0.5, "higher", -0.5)])
def test_sort_value_is_smaller_for_better(value, better, expected):
    assert sort_value(value, better=better) == expected


def test_sort_value_of_zero_is_one_zero():
    assert str(sort_value(0.0, better="higher")) == str(sort_value(-0.0, better="lower")) == "0.0"


def test_primary_column_ranks():
    columns = [{"key": "mae", "primary": False}, {"key": "pinball", "primary": True}]
    assert primary_column(columns)["key"] == "pinball"
    with pytest.raises(ColumnsUnusable):
        primary_column(columns[:1])


entries = st.lists(
    st.builds(
        lambda number, value, at, is_baseline: entry(f"t{number}", value, at=at, is_baseline=is_baseline),
        st.integers(),
        st.integers(0, 3),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda found: found.team,
)


@given(entries, st.randoms())
def test_order_of_arrival_in_the_list_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert rank(shuffled) == rank(found)


@given(entries)
def test_rank_is_one_more_than_the_teams_that_are_strictly_better(found):
    teams = [one for one in found if not one.is_baseline]
    for place in rank(found):
        key = (place.entry.sort_value, place.entry.received_at)
        better = sum((one.sort_value, one.received_at) < key for one in teams)
        assert place.rank == (None if place.entry.is_baseline else better + 1)


def places(*teams: str, baselines: tuple[str, ...] = ()) -> list[Place[str]]:
    return rank([Entry(team, float(value), NOW, is_baseline=team in baselines) for value, team in enumerate(teams)])


def test_moves_follow_the_new_order_and_who_leaves_stands_last():
    found = moves(places("a", "b", "c", "z", baselines=("z",)), places("z", "c", "d", "a", baselines=("z",)))
    assert [(move.team, move.gained) for move in found] == [
        ("z", None),
        ("c", 2),
        ("d", None),
        ("a", -2),
        ("b", None),
    ]
    assert [(move.old is None, move.new is None) for move in found][2:] == [
        (True, False),
        (False, False),
        (False, True),
    ]


@pytest.mark.parametrize("teams", [(), ("a",), ("a", "b", "c")])
def test_same_board_moves_nobody(teams):
    assert [move.gained for move in moves(places(*teams), places(*teams))] == [0] * len(teams)


def test_reason_is_one_printable_line_in_each_language_it_is_given_in():
    assert require_reason({"fr": " La\n\tréférence\u202e ", "ar": "", "en": "x"}) == {"fr": "La référence", "en": "x"}


@pytest.mark.parametrize("texts", [{}, {"fr": ""}, {"fr": "\u200f \n"}, {"fr": "ok", "en": "x" * (REASON_LENGTH + 1)}])
def test_reason_is_refused_where_nobody_could_read_it(texts):
    with pytest.raises(ReasonMissing):
        require_reason(texts)
