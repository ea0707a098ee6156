"""How a key moves a show, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.ceremony.rules import (
    REASON_LENGTH,
    AbortReasonNeeded,
    AbortReasonTooLong,
    FirstStep,
    HoldNeeded,
    Key,
    KeyUnknown,
    LastStep,
    NotAtTheEnd,
    Position,
    pressed,
    require_abort_reason,
    require_at_the_end,
    require_key,
)

HOLDS = (False, False, True, False)


def at(cursor, display="step"):
    return Position(cursor, display)


def test_next_and_back_move_one_step():
    assert pressed(at(0), Key.NEXT, holds=HOLDS) == at(1)
    assert pressed(at(1), Key.BACK, holds=HOLDS) == at(0)


def test_a_winner_is_told_by_holding_the_key_each_time():
    with pytest.raises(HoldNeeded):
        pressed(at(1), Key.NEXT, holds=HOLDS)
    assert pressed(at(1), Key.NEXT, holds=HOLDS, is_held=True) == at(2)
    assert pressed(at(3), Key.BACK, holds=HOLDS) == at(2)


@pytest.mark.parametrize("key", [Key.BLACK, Key.LOGO])
def test_black_and_logo_put_the_step_away_and_bring_it_back(key):
    away = pressed(at(1), key, holds=HOLDS)
    assert away == at(1, key.value)
    assert pressed(away, key, holds=HOLDS) == at(1)


def test_black_goes_over_to_the_logo():
    assert pressed(at(1, "black"), Key.LOGO, holds=HOLDS) == at(1, "logo")


@pytest.mark.parametrize("key", [Key.NEXT, Key.BACK])
@pytest.mark.parametrize("display", ["black", "logo"])
def test_nothing_is_told_in_the_dark(key, display):
    assert pressed(at(1, display), key, holds=HOLDS) == at(1)


def test_the_ends_refuse():
    with pytest.raises(FirstStep):
        pressed(at(0), Key.BACK, holds=HOLDS)
    with pytest.raises(LastStep):
        pressed(at(3), Key.NEXT, holds=HOLDS)


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(0, 39))
def test_n_steps_forward_and_n_back_is_where_one_was(holds, wanted):
    count = min(wanted, len(holds) - 1)
    here = at(0)
    for _ in range(count):
        here = pressed(here, Key.NEXT, holds=holds, is_held=True)
    assert here == at(count)
    for _ in range(count):
        here = pressed(here, Key.BACK, holds=holds)
    assert here == at(0)


def test_a_key_that_there_is_not():
    assert require_key("black") == Key.BLACK
    with pytest.raises(KeyUnknown):
        require_key("winner")


def test_reason_is_a_sentence_of_a_bounded_length():
    assert require_abort_reason("  Power cut. ") == "Power cut."
    with pytest.raises(AbortReasonNeeded):
        require_abort_reason(" \n")
    with pytest.raises(AbortReasonTooLong):
        require_abort_reason("x" * (REASON_LENGTH + 1))


def test_the_end_is_the_last_step():
    require_at_the_end(3, count=4)
    with pytest.raises(NotAtTheEnd) as caught:
        require_at_the_end(1, count=4)
    assert caught.value.details == {"left": 2}
