"""How often one may ask."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.teams.asking_rules import (
    LETTERS_A_DAY,
    LETTERS_AN_ADDRESS,
    WAIT,
    AskedLately,
    TeamsTooLarge,
    TooManyInvitations,
    TooManyLetters,
    require_few,
    require_fitting,
    require_letters_left,
    require_waited,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_require_few_lets_the_last_one_pass():
    require_few(19, limit=20, refusal=TooManyInvitations)
    with pytest.raises(TooManyInvitations) as refusal:
        require_few(20, limit=20, refusal=TooManyInvitations)
    assert refusal.value.details == {"limit": 20}


@pytest.mark.parametrize(
    ("of_person", "to_address", "is_refused"),
    [
        (LETTERS_A_DAY - 1, LETTERS_AN_ADDRESS - 1, False),
        (LETTERS_A_DAY, 0, True),
        (0, LETTERS_AN_ADDRESS, True),
    ],
)
def test_letters_are_limited_by_sender_and_by_address(of_person, to_address, is_refused):
    if not is_refused:
        require_letters_left(of_person=of_person, to_address=to_address)
        return
    with pytest.raises(TooManyLetters):
        require_letters_left(of_person=of_person, to_address=to_address)


def test_require_waited_lets_the_first_and_the_next_day_pass():
    require_waited(None, now=NOW)
    require_waited(NOW - WAIT, now=NOW)
    with pytest.raises(AskedLately) as refusal:
        require_waited(NOW - WAIT + timedelta(seconds=1), now=NOW)
    assert refusal.value.details == {"again_at": NOW + timedelta(seconds=1)}


def test_require_fitting_says_how_many():
    require_fitting(5, limit=5)
    with pytest.raises(TeamsTooLarge) as refusal:
        require_fitting(6, limit=5)
    assert refusal.value.details == {"members": 6, "limit": 5}
