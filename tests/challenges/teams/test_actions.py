"""Teams come together; nobody ends up in two."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.teams.actions import accept_licence, accept_rules, create_team, invite, join, revoke_invitation
from challenges.teams.models import Membership, RulesAcceptance, Team
from challenges.teams.queries import has_accepted_rules, members, team_of
from challenges.teams.rules import (
    INVITATION_LIFE,
    AlreadyInATeam,
    InvitationUnknown,
    NotTheCaptain,
    TeamFull,
    TeamNameTaken,
    TeamsClosed,
)
from datasets.models import Release
from tests.factories import NOW, make_edition, make_person, make_team
from tests.threads import at_once

pytestmark = pytest.mark.database


@pytest.fixture
def team(edition, alice):
    return create_team(edition, name="Les Alizés", by=alice, now=NOW)


def test_create_team_makes_its_captain(team, alice):
    assert [(member.user, member.is_captain) for member in members(team)] == [(alice, True)]


def test_create_team_refuses_a_name_that_looks_the_same(team, edition, mallory):
    with pytest.raises(TeamNameTaken):
        create_team(edition, name="les ALIZES", by=mallory, now=NOW)
    assert team_of(mallory, edition) is None


def test_create_team_lets_another_edition_use_the_name(team, mallory):
    other = make_edition("other")
    assert create_team(other, name="Les Alizés", by=mallory, now=NOW).edition == other


def test_create_team_refuses_a_second_team(team, edition, alice):
    with pytest.raises(AlreadyInATeam) as refusal:
        create_team(edition, name="Deuxième", by=alice, now=NOW)
    assert refusal.value.details == {"team": "Les Alizés"}


def test_create_team_refuses_after_the_edition(edition, alice):
    with pytest.raises(TeamsClosed):
        create_team(edition, name="Trop tard", by=alice, now=edition.closes_at + timedelta(seconds=1))


def test_invitation_lets_in_and_keeps_no_secret(team, alice, bob):
    made = invite(team, by=alice, now=NOW)
    assert made.secret not in str(vars(made.invitation))
    join(made.secret, user=bob, now=NOW)
    assert [member.user for member in members(team)] == [alice, bob]


def test_joining_twice_changes_nothing(team, alice, bob):
    secret = invite(team, by=alice, now=NOW).secret
    assert join(secret, user=bob, now=NOW) == join(secret, user=bob, now=NOW)
    assert JournalEntry.objects.filter(deed="team.joined").count() == 1


@pytest.mark.parametrize("person", ["bob", "mallory"])
def test_only_the_captain_invites(team, alice, bob, mallory, person):
    join(invite(team, by=alice, now=NOW).secret, user=bob, now=NOW)
    with pytest.raises(NotTheCaptain):
        invite(team, by={"bob": bob, "mallory": mallory}[person], now=NOW)


@pytest.mark.parametrize("secret", ["", "unknown", "\ud800"])
def test_unknown_secret_is_refused(team, bob, secret):
    with pytest.raises(InvitationUnknown):
        join(secret, user=bob, now=NOW)


def test_expired_invitation_is_refused(team, alice, bob):
    secret = invite(team, by=alice, now=NOW).secret
    with pytest.raises(InvitationUnknown):
        join(secret, user=bob, now=NOW + INVITATION_LIFE + timedelta(seconds=1))


def test_revoked_invitation_is_refused(team, alice, bob):
    made = invite(team, by=alice, now=NOW)
    revoke_invitation(made.invitation, by=alice, now=NOW)
    with pytest.raises(InvitationUnknown):
        join(made.secret, user=bob, now=NOW)


def test_stranger_cannot_revoke(team, alice, mallory):
    made = invite(team, by=alice, now=NOW)
    with pytest.raises(NotTheCaptain):
        revoke_invitation(made.invitation, by=mallory, now=NOW)


def test_member_of_another_team_cannot_join(team, alice, mallory, edition):
    make_team(edition, name="Contre-courant", captain=mallory)
    with pytest.raises(AlreadyInATeam):
        join(invite(team, by=alice, now=NOW).secret, user=mallory, now=NOW)


def test_full_team_refuses(team, alice, bob, carol):
    team.edition.team_size = 2
    team.edition.save()
    secret = invite(team, by=alice, now=NOW).secret
    join(secret, user=bob, now=NOW)
    with pytest.raises(TeamFull):
        join(secret, user=carol, now=NOW)


def test_accept_rules_is_for_one_version(challenge, alice):
    accept_rules(challenge, user=alice, now=NOW)
    accept_rules(challenge, user=alice, now=NOW)
    assert RulesAcceptance.objects.count() == JournalEntry.objects.filter(deed="rules.accepted").count() == 1
    challenge.rules_version = 2
    challenge.save()
    assert not has_accepted_rules(alice, challenge)


@pytest.mark.django_db(transaction=True)
def test_a_rush_on_one_invitation_fills_the_team_and_no_more():
    edition = make_edition(team_size=3)
    alice, *others = [make_person(f"person{number}") for number in range(7)]
    secret = invite(create_team(edition, name="Les Alizés", by=alice, now=NOW), by=alice, now=NOW).secret
    results = at_once(6, lambda number: join(secret, user=others[number], now=NOW))
    assert Membership.objects.count() == 3
    assert [type(result) for result in results].count(TeamFull) == 4


@pytest.mark.django_db(transaction=True)
def test_a_rush_on_one_name_makes_one_team():
    edition = make_edition()
    people = [make_person(f"person{number}") for number in range(5)]
    results = at_once(5, lambda number: create_team(edition, name="Les Alizés", by=people[number], now=NOW))
    assert [type(result) for result in results].count(TeamNameTaken) == 4
    assert Team.objects.count() == Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_in_a_rush_creates_one_team():
    edition, alice = make_edition(), make_person("alice")
    results = at_once(5, lambda number: create_team(edition, name=f"Équipe {number}", by=alice, now=NOW))
    assert [type(result) for result in results].count(AlreadyInATeam) == 4
    assert Team.objects.count() == 1


def test_licence_is_accepted_once_and_written_down(alice):
    release = Release.objects.create(slug="rade", version="1", title={}, licence="CC-BY-4.0", published_at=NOW)
    accepted = [accept_licence(release, user=alice, now=NOW) for _ in range(2)]
    assert accepted[0] == accepted[1]
    assert JournalEntry.objects.filter(deed="licence.accepted", subject="release:rade").count() == 1
