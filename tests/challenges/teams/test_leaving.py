"""Out of a team: nobody is left without a captain, and what was handed in stays."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.teams.actions import invite
from challenges.teams.asking import ask_to_join
from challenges.teams.leaving import close_questions, leave_team, make_captain, remove_member
from challenges.teams.merging import propose_merge
from challenges.teams.models import Invitation, JoinRequest, MergeProposal, Team
from challenges.teams.queries import captain_of, is_member, members
from challenges.teams.rules import (
    CaptainHasMates,
    NoTeam,
    NotTheCaptain,
    TeamsClosed,
    YourselfCannotBeRemoved,
)
from tests.factories import NOW
from tests.factories.projects import make_project

pytestmark = pytest.mark.database


def place_of(team, person):
    return members(team).get(user=person)


def test_mate_leaves_and_the_captain_is_told(submission, alices_team, alice, bob):
    assert leave_team(alices_team, user=bob, now=NOW)
    assert [member.user for member in members(alices_team)] == [alice]
    assert alices_team.submissions.get() == submission
    assert (Letter.objects.get().to, JournalEntry.objects.filter(deed="team.left").count()) == (alice, 1)


def test_captain_with_mates_hands_over_first(alices_team, alice, bob):
    with pytest.raises(CaptainHasMates):
        leave_team(alices_team, user=alice, now=NOW)
    make_captain(place_of(alices_team, bob), by=alice, now=NOW)
    assert captain_of(alices_team) == bob
    assert leave_team(alices_team, user=alice, now=NOW)


def test_handing_over_is_told_and_may_come_back(alices_team, alice, bob):
    make_captain(place_of(alices_team, bob), by=alice, now=NOW)
    make_captain(place_of(alices_team, alice), by=bob, now=NOW)
    assert captain_of(alices_team) == alice
    assert [letter.to for letter in Letter.objects.order_by("to__username")] == [alice, bob]


def test_captain_who_is_made_captain_stays_it(alices_team, alice):
    make_captain(place_of(alices_team, alice), by=alice, now=NOW)
    assert not JournalEntry.objects.filter(deed="team.captain_changed").exists()


def test_captaincy_passes_after_the_deadline_too(alices_team, alice, bob):
    alices_team.edition.teams_close_at = NOW - timedelta(days=1)
    alices_team.edition.save()
    make_captain(place_of(alices_team, bob), by=alice, now=NOW)
    assert captain_of(alices_team) == bob


def test_last_one_ends_a_team_that_left_nothing(mallorys_team, mallory):
    assert not leave_team(mallorys_team, user=mallory, now=NOW)
    assert not Team.objects.exists()


def test_team_that_wrote_a_project_page_stays_without_members(alices_team, challenge, alice, bob):
    project = make_project(alices_team, challenge, by=alice)
    leave_team(alices_team, user=bob, now=NOW)
    assert leave_team(alices_team, user=alice, now=NOW)
    assert Team.objects.get().projects.get() == project


def test_team_that_handed_in_stays_without_members(submission, alices_team, alice, bob, recruiting, nadia):
    invite(alices_team, by=alice, now=NOW)
    ask_to_join(recruiting, user=nadia, message="", now=NOW)
    leave_team(alices_team, user=bob, now=NOW)
    assert leave_team(alices_team, user=alice, now=NOW)
    alices_team.refresh_from_db()
    assert (members(alices_team).count(), alices_team.is_recruiting) == (0, False)
    assert Invitation.objects.get().revoked_at == JoinRequest.objects.get().answered_at == NOW


def test_removed_member_is_told_and_is_out(submission, alices_team, alice, bob):
    place = place_of(alices_team, bob)
    remove_member(place, by=alice, now=NOW)
    assert not is_member(bob, alices_team)
    assert Letter.objects.get().to == bob
    with pytest.raises(NoTeam):
        remove_member(place, by=alice, now=NOW)


def test_only_the_captain_removes_and_not_themselves(alices_team, alice, bob, mallory):
    for person in (bob, mallory):
        with pytest.raises(NotTheCaptain):
            remove_member(place_of(alices_team, alice), by=person, now=NOW)
    with pytest.raises(YourselfCannotBeRemoved):
        remove_member(place_of(alices_team, alice), by=alice, now=NOW)


def test_deadline_holds_for_both_and_its_last_instant_does_not(alices_team, alice, bob):
    edition = alices_team.edition
    edition.teams_close_at = NOW
    edition.save()
    with pytest.raises(TeamsClosed):
        leave_team(alices_team, user=bob, now=NOW + timedelta(microseconds=1))
    with pytest.raises(TeamsClosed):
        remove_member(place_of(alices_team, bob), by=alice, now=NOW + timedelta(microseconds=1))
    assert leave_team(alices_team, user=bob, now=NOW)


def test_stranger_has_nothing_to_leave(alices_team, mallory):
    with pytest.raises(NoTeam):
        leave_team(alices_team, user=mallory, now=NOW)


def test_close_questions_ends_offers_of_both_directions(alices_team, mallorys_team, others_team, alice, mallory, nadia):
    propose_merge(alices_team, into="Contre-courant", by=alice, now=NOW)
    propose_merge(others_team, into="Les Alizés", by=nadia, now=NOW)
    kept = propose_merge(mallorys_team, into="Grand large", by=mallory, now=NOW)
    close_questions(alices_team, now=NOW)
    assert list(MergeProposal.objects.filter(answered_at=None)) == [kept]
