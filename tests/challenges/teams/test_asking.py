"""Requests to join: asked within bounds, answered once, decided at the instant of the answer."""

from datetime import timedelta

import pytest

from challenges.post.models import Letter
from challenges.teams.actions import accept_eligibility
from challenges.teams.asking import accept_request, ask_to_join, decline_request, withdraw_request
from challenges.teams.asking_rules import (
    MOST_REQUESTS,
    AlreadyAnswered,
    AlreadyAsked,
    AskedLately,
    NotRecruiting,
    TooManyRequests,
)
from challenges.teams.models import JoinRequest, Team
from challenges.teams.queries import open_requests, team_of
from challenges.teams.rules import (
    AlreadyInATeam,
    ApplicantNotEligible,
    EligibilityNotDeclared,
    NotTheCaptain,
    TeamFull,
    TeamsClosed,
    TextTooLong,
)
from tests.factories import NOW, make_person, make_team

pytestmark = pytest.mark.database
LATER = NOW + timedelta(hours=24)


@pytest.fixture
def request_(recruiting, nadia) -> JoinRequest:
    return ask_to_join(recruiting, user=nadia, message="I know tides.", now=NOW)


def test_captain_is_told_and_lets_in(request_, recruiting, alice, nadia):
    asked = Letter.objects.get()
    assert (asked.to, asked.kind) == (alice, "team")
    assert "I know tides." in asked.body
    accept_request(request_, by=alice, now=NOW)
    assert team_of(nadia, recruiting.edition) == recruiting
    assert Letter.objects.get(to=nadia).about == f"request:{request_.pk}"


def test_declined_person_is_told_and_waits_a_day(request_, recruiting, alice, nadia):
    decline_request(request_, by=alice, now=NOW)
    assert Letter.objects.filter(to=nadia).count() == 1
    with pytest.raises(AskedLately):
        ask_to_join(recruiting, user=nadia, message="", now=LATER - timedelta(seconds=1))
    assert ask_to_join(recruiting, user=nadia, message="", now=LATER).answered_at is None


def test_withdrawing_is_no_way_to_ask_more_often(request_, recruiting, nadia):
    withdraw_request(request_, by=nadia, now=NOW)
    assert not open_requests(recruiting).exists()
    with pytest.raises(AskedLately):
        ask_to_join(recruiting, user=nadia, message="", now=NOW)


def test_open_request_is_not_repeated(request_, recruiting, nadia):
    with pytest.raises(AlreadyAsked):
        ask_to_join(recruiting, user=nadia, message="", now=LATER)


@pytest.mark.parametrize("answer", [accept_request, decline_request])
def test_request_is_answered_once(request_, alice, answer):
    decline_request(request_, by=alice, now=NOW)
    with pytest.raises(AlreadyAnswered):
        answer(request_, by=alice, now=NOW)


@pytest.mark.parametrize("answer", [accept_request, decline_request])
def test_only_the_captain_answers(request_, bob, mallory, answer):
    for person in (bob, mallory):
        with pytest.raises(NotTheCaptain):
            answer(request_, by=person, now=NOW)


def test_only_who_asked_withdraws(request_, alice):
    with pytest.raises(AlreadyAnswered):
        withdraw_request(request_, by=alice, now=NOW)


def test_room_is_looked_at_when_it_is_answered(request_, recruiting, alice):
    edition = recruiting.edition
    edition.team_size = 2
    edition.save()
    with pytest.raises(TeamFull):
        accept_request(request_, by=alice, now=NOW)
    request_.refresh_from_db()
    assert request_.answered_at is None


def test_hour_is_looked_at_when_it_is_answered(request_, recruiting, alice):
    edition = recruiting.edition
    edition.teams_close_at = NOW
    edition.save()
    with pytest.raises(TeamsClosed):
        accept_request(request_, by=alice, now=NOW + timedelta(seconds=1))


def test_conditions_are_looked_at_when_it_is_asked_and_when_it_is_answered(recruiting, conditions, alice, nadia):
    with pytest.raises(EligibilityNotDeclared):
        ask_to_join(recruiting, user=nadia, message="", now=NOW)
    accept_eligibility(conditions, user=nadia, now=NOW)
    asked = ask_to_join(recruiting, user=nadia, message="", now=NOW)
    conditions.eligibility_version = 2
    conditions.save()
    with pytest.raises(ApplicantNotEligible):
        accept_request(asked, by=alice, now=NOW)
    accept_eligibility(conditions, user=nadia, now=NOW)
    assert accept_request(asked, by=alice, now=NOW).user == nadia


def test_who_has_a_team_does_not_ask(recruiting, mallory, mallorys_team):
    with pytest.raises(AlreadyInATeam):
        ask_to_join(recruiting, user=mallory, message="", now=NOW)


@pytest.mark.parametrize("change", [{"is_recruiting": False}, {"is_baseline": True}])
def test_team_that_does_not_look_for_members_is_not_asked(recruiting, nadia, change):
    Team.objects.filter(pk=recruiting.pk).update(**change)
    with pytest.raises(NotRecruiting):
        ask_to_join(recruiting, user=nadia, message="", now=NOW)


def test_only_so_many_teams_are_asked_at_a_time(recruiting, nadia):
    for number in range(MOST_REQUESTS):
        team = make_team(recruiting.edition, name=f"Team {number}", captain=make_person(f"captain{number}"))
        Team.objects.filter(pk=team.pk).update(is_recruiting=True)
        ask_to_join(team, user=nadia, message="", now=NOW)
    with pytest.raises(TooManyRequests):
        ask_to_join(recruiting, user=nadia, message="", now=NOW)


def test_message_has_bounds(recruiting, nadia):
    with pytest.raises(TextTooLong):
        ask_to_join(recruiting, user=nadia, message="x" * 601, now=NOW)
