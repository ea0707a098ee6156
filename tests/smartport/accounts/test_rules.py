"""How one may be called, what a token may do, and that nobody is asked for an identity number."""

import pytest

from challenges.api import scopes
from smartport.accounts import rules
from smartport.accounts.rules import (
    DisplayNameUnusable,
    IdentityNumberGiven,
    NotYourAddress,
    TooManyTokens,
    in_order,
    require_own_address,
    require_room_for_token,
    require_usable_display_name,
)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  Salma   B. ", "Salma B."), ("سلمى", "سلمى"), ("R2D2", "R2D2"), ("Team 123456", "Team 123456")],
)
def test_name_is_tidied(name, kept):
    assert require_usable_display_name(name) == kept


@pytest.mark.parametrize("name", ["", "a", "…", "a\x00b", "ab\u202e", "\ud800\ud800", "a" * 81, "a" + "\u0301" * 9])
def test_name_that_hides_or_covers_something_is_refused(name):
    with pytest.raises(DisplayNameUnusable):
        require_usable_display_name(name)


@pytest.mark.parametrize("name", ["AB123456", "j 12345", "BK-654321", "XY1234567"])
def test_number_of_a_card_or_passport_is_refused(name):
    with pytest.raises(IdentityNumberGiven):
        require_usable_display_name(name)


def test_scopes_are_those_of_the_doors():
    assert list(rules.SCOPES) == [scopes.READ, scopes.SUBMIT, scopes.TEAM, scopes.ACCOUNT]


def test_reading_goes_with_every_scope():
    assert in_order({"account", "submit"}) == ["read", "submit", "account"]


def test_tokens_are_not_without_number():
    require_room_for_token(49)
    with pytest.raises(TooManyTokens):
        require_room_for_token(50)


def test_address_is_typed_as_one_types():
    require_own_address(" Alice@Smartport.test ", address="alice@smartport.test")
    with pytest.raises(NotYourAddress):
        require_own_address("alice@smartport.tes", address="alice@smartport.test")
