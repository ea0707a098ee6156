"""When the public votes, and how votes become ranks."""

from datetime import timedelta

import pytest

from challenges.popular.rules import (
    MOST_MOVES,
    MovedTooOften,
    Place,
    PollNotOpen,
    PollOver,
    VotesGiven,
    places,
    require_moves_left,
    require_no_votes,
    require_over,
    require_poll_open,
    shuffled,
)
from tests.factories import CLOSES_AT, NOW, OPENS_AT

TICK = timedelta(microseconds=1)


def test_poll_is_open_from_its_first_to_its_last_instant():
    require_poll_open(OPENS_AT, CLOSES_AT, now=OPENS_AT)
    require_poll_open(OPENS_AT, CLOSES_AT, now=CLOSES_AT)
    with pytest.raises(PollNotOpen):
        require_poll_open(OPENS_AT, CLOSES_AT, now=OPENS_AT - TICK)
    with pytest.raises(PollOver):
        require_poll_open(OPENS_AT, CLOSES_AT, now=CLOSES_AT + TICK)


def test_result_is_not_asked_before_the_close():
    require_over(NOW, now=NOW + TICK)
    with pytest.raises(ValueError, match="not over"):
        require_over(NOW, now=NOW)


def test_moves_are_bounded():
    require_moves_left(MOST_MOVES - 1)
    with pytest.raises(MovedTooOften):
        require_moves_left(MOST_MOVES)


def test_vote_with_votes_is_not_called_off():
    require_no_votes(0)
    with pytest.raises(VotesGiven):
        require_no_votes(1)


def test_as_many_votes_share_a_rank():
    assert places({"a": 5, "b": 7, "c": 5, "d": 0}) == {
        "a": Place(2, 5),
        "b": Place(1, 7),
        "c": Place(2, 5),
        "d": Place(4, 0),
    }
    assert places({}) == {}


def test_order_is_each_readers_own_and_stays():
    keys = list(range(50))
    assert shuffled(keys, seed="alice") == shuffled(keys, seed="alice") != shuffled(keys, seed="bob")
    assert sorted(shuffled(keys, seed="alice")) == keys
