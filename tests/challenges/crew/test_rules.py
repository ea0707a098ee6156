"""What is refused to whoever names somebody."""

from datetime import timedelta

import pytest

from challenges.crew.rules import (
    MOST_INVITATIONS,
    LastOperator,
    NoChallengeNamed,
    OwnRoleUnconfirmed,
    TooManyCrewInvitations,
    is_alive,
    require_another_operator,
    require_few_invitations,
    require_knowing,
    require_named,
    same_address,
)
from tests.factories import NOW


def test_invitations_are_few():
    require_few_invitations(MOST_INVITATIONS - 1)
    with pytest.raises(TooManyCrewInvitations):
        require_few_invitations(MOST_INVITATIONS)


@pytest.mark.parametrize(
    ("left", "ended_at", "alive"),
    [(timedelta(0), None, True), (timedelta(seconds=-1), None, False), (timedelta(days=1), NOW, False)],
)
def test_link_lives_until_its_hour_and_works_once(left, ended_at, alive):
    assert is_alive(expires_at=NOW + left, ended_at=ended_at, now=NOW) is alive


def test_limited_organizer_has_a_challenge():
    require_named(0, is_limited=False)
    require_named(1, is_limited=True)
    with pytest.raises(NoChallengeNamed):
        require_named(0, is_limited=True)


def test_one_operator_stays():
    require_another_operator(1)
    with pytest.raises(LastOperator):
        require_another_operator(0)


def test_ones_own_role_goes_knowingly():
    require_knowing(is_own=False, knows=False)
    require_knowing(is_own=True, knows=True)
    with pytest.raises(OwnRoleUnconfirmed):
        require_knowing(is_own=True, knows=False)


def test_case_of_an_address_says_nothing():
    assert same_address(" Otto@Port.ma", "otto@port.MA")
    assert not same_address("otto@port.ma", "olga@port.ma")
