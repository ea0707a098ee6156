"""What counts at the close, how a team came to its best, and from when on a board stands still."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from challenges.leaderboards.rules import HISTORY_LENGTH, Result, finalists, frozen_from, improvements

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def result(score: float, *, at: int = 0, key: int = 0) -> Result:
    """Handed in `at` seconds after NOW; smaller is better."""
    return Result(UUID(int=100 + key), UUID(int=key), score, NOW + at * SECOND)


def test_improvements_are_those_better_than_all_received_before():
    found = [result(3.0, at=5, key=1), result(4.0, at=0, key=2), result(3.0, at=7, key=3), result(1.5, at=9, key=4)]
    start = int(NOW.timestamp())
    assert improvements(found, better="lower") == [(start, 4.0), (start + 5, 3.0), (start + 9, 1.5)]
    assert improvements(found, better="higher") == [(start, -4.0), (start + 5, -3.0), (start + 9, -1.5)]


def test_improvements_are_few_and_keep_the_first_and_the_last():
    found = improvements([result(1000.0 - at, at=at, key=at) for at in range(500)], better="lower")
    assert (len(found), found[0][1], found[-1][1]) == (HISTORY_LENGTH, 1000.0, 501.0)
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("chosen", "limit", "counted"),
    [
        ([], 1, [2]),  # the best
        ([], 2, [2, 3]),  # at equal scores the earliest first
        ([1], 1, [1]),  # what was chosen, though it is worse
        ([1], 2, [1, 2]),  # filled up with the best
        ([1, 4], 3, [4, 1, 2]),
        ([1, 4], 1, [4]),  # more than may be: the best of them
        ([99], 1, [2]),  # what was chosen has no score
        ([1], 0, [1]),
    ],
)
def test_finalists_are_the_chosen_filled_up_with_the_best(chosen, limit, counted):
    found = [result(9.0, key=1), result(1.0, at=1, key=2), result(1.0, at=2, key=3), result(5.0, key=4)]
    finals = finalists(found, chosen={UUID(int=key) for key in chosen}, limit=limit)
    assert [final.submission.int for final in finals] == counted


@pytest.mark.parametrize(
    ("hour", "stood_since", "frozen"),
    [
        (None, None, None),
        (None, NOW, None),  # taken away
        (NOW, None, NOW),  # the very instant
        (NOW + SECOND, None, None),
        (NOW + SECOND, NOW + SECOND, NOW + SECOND),  # another clock was ahead
        (NOW + SECOND, NOW - SECOND, None),  # put off
        (NOW - SECOND, NOW - 9 * SECOND, NOW - SECOND),
    ],
)
def test_board_is_frozen_from_its_hour(hour, stood_since, frozen):
    assert frozen_from(hour, frozen_at=stood_since, now=NOW) == frozen
