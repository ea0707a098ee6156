"""Which of a team's own is best, by how much, and which would count."""

from datetime import timedelta
from uuid import UUID

import pytest

from challenges.evaluations.logbook import Logged
from challenges.leaderboards.comparing import by_merit, compare, would_count
from challenges.leaderboards.own_submissions import Asked, asked_of, narrowed
from tests.factories import NOW

LOWER = [
    {"key": "mae", "better": "lower", "primary": True, "decimals": 2},
    {"key": "bias", "better": "neither", "primary": False, "decimals": 2},
    {"key": "r2", "better": "higher", "primary": False, "decimals": 2},
]


def line(number: int, mae: float | None = None, **fields: object) -> Logged:
    given = {
        "id": UUID(int=number),
        "received_at": NOW + timedelta(minutes=number),
        "file_name": f"{number}.csv",
        "message": "",
        "tags": (),
        "state": "queued" if mae is None else "scored",
        "scores": {} if mae is None else {"mae": mae, "bias": mae / 10, "r2": 1 - mae},
        "is_chosen": False,
    }
    return Logged(**{**given, **fields})


def numbers(lines) -> list[int]:
    return [one.id.int for one in lines]


def test_best_is_first_and_the_earlier_of_equals():
    lines = [line(1, 0.5), line(2, 0.3), line(3), line(4, 0.3)]
    assert numbers(by_merit(lines, columns=LOWER)) == [2, 4, 1]
    higher = [{**LOWER[0], "better": "higher"}]
    assert numbers(by_merit(lines, columns=higher)) == [1, 2, 4]


def test_without_columns_nothing_is_best():
    assert by_merit([line(1, 0.5)], columns=[]) == []


def test_better_one_is_compared_with_the_next_best_by_each_columns_direction():
    found = compare(UUID(int=3), [line(1, 0.5), line(2, 0.4), line(3, 0.1)], columns=LOWER)
    assert (found.other.id.int, found.is_best) == (2, True)
    told = {one.column["key"]: (round(one.change, 6), one.is_better) for one in found.differences}
    assert told == {"mae": (-0.3, True), "bias": (-0.03, None), "r2": (0.3, True)}
    assert found.primary.column["key"] == "mae"


def test_worse_one_is_compared_with_the_best():
    found = compare(UUID(int=2), [line(1, 0.1), line(2, 0.4), line(3, 0.2)], columns=LOWER)
    assert (found.other.id.int, found.is_best, found.primary.is_better) == (1, False, False)


def test_difference_that_is_not_shown_is_none():
    found = compare(UUID(int=2), [line(1, 0.401), line(2, 0.4)], columns=LOWER)
    assert (found.is_best, found.primary.change, found.primary.is_better) == (True, 0.0, None)


@pytest.mark.parametrize("lines", [[line(1, 0.5)], [line(1), line(2, 0.5)], []])
def test_what_is_alone_is_compared_with_nothing(lines):
    assert compare(UUID(int=1), lines, columns=LOWER) is None


@pytest.mark.parametrize(
    ("chosen", "limit", "counted"),
    [
        ({}, 2, {2, 1}),
        ({3: "scored"}, 2, {3, 2}),
        ({4: "queued"}, 2, {4, 2}),
        ({5: "failed"}, 2, {2, 1}),
        ({1: "scored", 3: "scored"}, 2, {1, 3}),
        ({}, 0, set()),
    ],
)
def test_chosen_count_and_the_best_fill_up(chosen, limit, counted):
    lines = [line(1, 0.4), line(2, 0.3), line(3, 0.9), line(4), line(5, None, state="failed")]
    lines = [Logged(**{**vars(one), "is_chosen": one.id.int in chosen}) for one in lines]
    assert {key.int for key in would_count(lines, columns=LOWER, limit=limit)} == counted


LINES = [
    line(4, None, state="received"),
    line(3, None, state="failed", message="Réseau profond"),
    line(2, 0.2, tags=("أخير",)),
    line(1, 0.9, tags=("V1",), message="réseau"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"state": "scored"}, [2, 1]),
        ({"state": "queued"}, [4]),
        ({"state": "rubbish"}, [4, 3, 2, 1]),
        ({"tag": "اخير"}, [2]),
        ({"tag": "v1", "q": "RESEAU"}, [1]),
        ({"q": "reseau"}, [3, 1]),
        ({"q": "profond reseau"}, [3]),
        ({"q": "2.csv"}, [2]),
        ({"q": "\x00nothing"}, []),
        ({"sort": "oldest"}, [1, 2, 3, 4]),
        ({"sort": "best"}, [2, 1, 4, 3]),
        ({"sort": "worst"}, [1, 2, 4, 3]),
    ],
)
def test_submissions_are_found_and_sorted(query, found):
    assert numbers(narrowed(LINES, asked_of(query), columns=LOWER)) == found


def test_question_is_narrow_where_something_is_left_out():
    assert [Asked().is_narrow, Asked(order="best").is_narrow, Asked(tag="a").is_narrow] == [False, False, True]
    assert asked_of({"search": "x"}, text="search") == Asked(text="x")
