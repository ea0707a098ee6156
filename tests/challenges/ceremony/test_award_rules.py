"""When awards change, who takes which place, and what a choice has to say."""

from datetime import timedelta

import pytest

from challenges.ceremony.award_rules import (
    DECIDERS_LENGTH,
    MOST_AWARDS,
    REFUSALS,
    AwardsArmed,
    AwardsBrokenOff,
    AwardsLive,
    AwardsPublished,
    AwardsTold,
    ChoiceReasonNeeded,
    ChoiceTextTooLong,
    DecidersNeeded,
    TooManyAwards,
    VoteRunning,
    fitting,
    missing,
    ranked,
    require_changing,
    require_named,
    require_room,
    require_vote_over,
)
from challenges.ceremony.models import State
from tests.factories import NOW


def test_awards_change_while_the_ceremony_is_in_preparation():
    require_changing("draft", published_at=None)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [("armed", AwardsArmed), ("live", AwardsLive), ("done", AwardsTold), ("aborted", AwardsBrokenOff)],
)
def test_awards_stay_as_two_people_agreed_to_tell_them(state, refusal):
    with pytest.raises(refusal):
        require_changing(state, published_at=None)


def test_every_state_of_a_ceremony_but_the_first_holds_the_awards():
    assert set(REFUSALS) == set(State) - {State.DRAFT}


def test_published_awards_stay():
    with pytest.raises(AwardsPublished):
        require_changing("draft", published_at=NOW)


def test_there_is_room_for_so_many():
    require_room(MOST_AWARDS - 1)
    with pytest.raises(TooManyAwards):
        require_room(MOST_AWARDS)


def test_vote_is_over_after_its_last_instant():
    require_vote_over(NOW - timedelta(seconds=1), now=NOW)
    with pytest.raises(VoteRunning):
        require_vote_over(NOW, now=NOW)


@pytest.mark.parametrize(
    ("deciders", "reason", "refusal"),
    [
        ("", "Because.", DecidersNeeded),
        ("  ", "Because.", DecidersNeeded),
        ("Amina", " \n", ChoiceReasonNeeded),
        ("A" * (DECIDERS_LENGTH + 1), "Because.", ChoiceTextTooLong),
        ("Amina", "B" * 2001, ChoiceTextTooLong),
    ],
)
def test_choice_says_who_and_why(deciders, reason, refusal):
    with pytest.raises(refusal):
        require_named(deciders, reason)


def test_choice_is_kept_without_the_spaces_around_it():
    assert require_named(" Amina \n Brahim ", " Because.\n") == ("Amina Brahim", "Because.")


@pytest.mark.parametrize(
    ("places", "ranks"),
    [([1, 2, 3], [1, 2, 3]), ([1, 1, 2], [1, 1, 3]), ([2, 2], [1, 1]), ([1, 3, 3, 9], [1, 2, 2, 4])],
)
def test_those_on_one_place_share_the_rank(places, ranks):
    assert ranked(places) == ranks


@pytest.mark.parametrize(("told", "found"), [(0, 1), (3, 3), (99, 10)])
def test_places_told_are_one_to_ten(told, found):
    assert fitting(told) == found


def test_missing_languages():
    assert missing({"fr": "Oui", "ar": " "}, of=("fr", "ar", "en")) == ("ar", "en")
