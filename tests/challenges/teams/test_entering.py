"""One way in: what is asked of whoever enters, and what ends when they are in."""

import pytest

from challenges.teams.actions import accept_eligibility, create_team, invite, join
from challenges.teams.asking import ask_to_join
from challenges.teams.entering import enter, hold_team, hold_teams, require_declared
from challenges.teams.inviting import invite_seeker
from challenges.teams.models import Invitation, JoinRequest, Seeker, Team
from challenges.teams.queries import team_of
from challenges.teams.rules import AlreadyInATeam, EligibilityNotDeclared, JudgesInEdition, TeamFull
from challenges.teams.seeking import seek_team
from tests.factories import NOW, make_edition
from tests.factories.jury import make_juror, make_panel

pytestmark = pytest.mark.database


def test_hold_teams_gives_those_that_are_there(alices_team, mallorys_team):
    gone = Team(edition=alices_team.edition)
    held = hold_teams([mallorys_team.pk, gone.pk, alices_team.pk])
    assert held == {alices_team.pk: alices_team, mallorys_team.pk: mallorys_team}
    assert hold_team(gone.pk) is None


def test_enter_looks_at_room_and_at_other_teams(alices_team, mallory, mallorys_team, nadia):
    with pytest.raises(AlreadyInATeam):
        enter(alices_team, user=mallory, now=NOW)
    alices_team.edition.team_size = 2
    with pytest.raises(TeamFull):
        enter(alices_team, user=nadia, now=NOW)


def test_whoever_is_in_no_longer_asks_seeks_or_is_offered(edition, recruiting, alice, nadia):
    seeker = seek_team(edition, user=nadia, about="Tides", now=NOW)
    ask_to_join(recruiting, user=nadia, message="", now=NOW)
    invite_seeker(recruiting, seeker=seeker, by=alice, now=NOW)
    create_team(edition, name="Grand large", by=nadia, now=NOW)
    assert not Seeker.objects.exists()
    assert JoinRequest.objects.get().answered_at == Invitation.objects.get().revoked_at == NOW
    assert JoinRequest.objects.get().is_accepted is None


def test_conditions_are_asked_for_where_there_are_any(edition, nadia):
    require_declared(nadia, edition)
    edition.eligibility = {"fr": "Étudiants."}
    with pytest.raises(EligibilityNotDeclared):
        require_declared(nadia, edition)
    accept_eligibility(edition, user=nadia, now=NOW)
    require_declared(nadia, edition)
    edition.eligibility_version = 2
    with pytest.raises(EligibilityNotDeclared):
        require_declared(nadia, edition)


def test_nobody_creates_or_joins_without_the_conditions(alices_team, alice, conditions, nadia):
    with pytest.raises(EligibilityNotDeclared):
        create_team(conditions, name="Grand large", by=nadia, now=NOW)
    alices_team.refresh_from_db()
    secret = invite(alices_team, by=alice, now=NOW).secret
    with pytest.raises(EligibilityNotDeclared):
        join(secret, user=nadia, now=NOW)
    assert team_of(nadia, conditions) is None
    accept_eligibility(conditions, user=nadia, now=NOW)
    assert join(secret, user=nadia, now=NOW).team == alices_team


def test_baseline_declares_nothing(conditions, nadia):
    assert create_team(conditions, name="Baseline", by=nadia, now=NOW, is_baseline=True).is_baseline


def test_juror_of_the_edition_comes_into_no_team(edition, challenge, alices_team, alice, nadia):
    """By a link, a new team, a request or the board; whoever has left the jury may."""
    juror = make_juror(make_panel(challenge), nadia)
    accept_eligibility(edition, user=nadia, now=NOW)
    secret = invite(alices_team, by=alice, now=NOW).secret
    ways = (
        lambda: join(secret, user=nadia, now=NOW),
        lambda: create_team(edition, name="Double jeu", by=nadia, now=NOW),
        lambda: seek_team(edition, user=nadia, about="I sail", now=NOW),
        lambda: enter(alices_team, user=nadia, now=NOW),
    )
    for way in ways:
        with pytest.raises(JudgesInEdition):
            way()
    assert team_of(nadia, edition) is None
    juror.left_at = NOW
    juror.save()
    assert join(secret, user=nadia, now=NOW).team == alices_team


def test_juror_of_another_edition_comes_in(challenge, alices_team, nadia):
    panel = make_panel(challenge)
    type(panel).objects.filter(pk=panel.pk).update(edition=make_edition(slug="other", is_published=False))
    make_juror(panel, nadia)
    assert enter(alices_team, user=nadia, now=NOW).team == alices_team
