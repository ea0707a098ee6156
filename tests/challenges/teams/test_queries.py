"""Who plays where."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from challenges.teams.actions import invite, revoke_invitation
from challenges.teams.queries import (
    digest_of,
    has_accepted_rules,
    invitation_for,
    is_captain,
    is_member,
    members,
    open_invitations,
    team_of,
)
from challenges.teams.rules import INVITATION_LIFE
from tests.factories import NOW, make_edition

pytestmark = pytest.mark.database


def test_team_of_is_the_team_of_this_edition(alices_team, alice, bob, carol, edition):
    assert [team_of(person, edition) for person in (alice, bob, carol)] == [alices_team, alices_team, None]
    assert team_of(alice, make_edition("other")) is None


def test_nobody_in_particular_belongs_nowhere(alices_team, edition, challenge):
    stranger = AnonymousUser()
    assert team_of(stranger, edition) is None
    assert not is_member(stranger, alices_team)
    assert not is_captain(stranger, alices_team)
    assert not has_accepted_rules(stranger, challenge)


def test_members_begin_with_the_captain(alices_team, alice, bob):
    alices_team.memberships.filter(user=alice).update(joined_at=NOW + timedelta(days=1))
    assert [member.user for member in members(alices_team)] == [alice, bob]


def test_is_captain_is_one_person(alices_team, alice, bob, mallory):
    assert [is_captain(person, alices_team) for person in (alice, bob, mallory)] == [True, False, False]


def test_has_accepted_rules_is_about_the_version_of_today(alices_team, alice, challenge):
    assert has_accepted_rules(alice, challenge)
    challenge.rules_version += 1
    assert not has_accepted_rules(alice, challenge)


def test_invitation_is_found_by_its_secret_only(alices_team, alice):
    made = invite(alices_team, by=alice, now=NOW)
    assert invitation_for(made.secret, now=NOW) == made.invitation
    assert made.invitation.secret_sha256 == digest_of(made.secret)


def test_open_invitations_are_those_that_still_let_in(alices_team, alice):
    invite(alices_team, by=alice, now=NOW - INVITATION_LIFE - timedelta(seconds=1))
    revoke_invitation(invite(alices_team, by=alice, now=NOW).invitation, by=alice, now=NOW)
    living = invite(alices_team, by=alice, now=NOW).invitation
    assert list(open_invitations(alices_team, now=NOW)) == [living]
