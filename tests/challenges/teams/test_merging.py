"""Offers to merge: made by a captain, answered by another, one at a time."""

from datetime import timedelta

import pytest

from challenges.post.models import Letter
from challenges.teams.actions import create_team
from challenges.teams.asking_rules import (
    AlreadyAnswered,
    AskedLately,
    BaselineCannotMerge,
    ProposalOpen,
    TeamsTooLarge,
    TeamUnknown,
)
from challenges.teams.merging import (
    Pair,
    decline_merge,
    hold_pair,
    propose_merge,
    require_mergeable,
    unite,
    withdraw_merge,
)
from challenges.teams.models import MergeProposal, Team
from challenges.teams.queries import members, proposals_of
from challenges.teams.rules import NotTheCaptain, TeamsClosed
from tests.factories import NOW, make_edition, make_person

pytestmark = pytest.mark.database


@pytest.fixture
def proposal(alices_team, mallorys_team, mallory) -> MergeProposal:
    """Mallory would become part of Alice's."""
    return propose_merge(mallorys_team, into="les ALIZES", by=mallory, now=NOW)


def test_other_captain_is_told(proposal, alices_team, mallorys_team, alice):
    assert (proposal.team, proposal.into) == (mallorys_team, alices_team)
    assert list(proposals_of(alices_team)) == list(proposals_of(mallorys_team)) == [proposal]
    assert Letter.objects.get().to == alice


@pytest.mark.parametrize(
    "name", ["", "Nobody", "Contre-courant", "\ud800", "x" * 10_000], ids=lambda name: ascii(name[:9])
)
def test_team_that_is_none_or_ones_own_is_refused(mallorys_team, mallory, name):
    with pytest.raises(TeamUnknown):
        propose_merge(mallorys_team, into=name, by=mallory, now=NOW)


def test_team_of_another_edition_is_none(mallorys_team, mallory, nadia):
    create_team(make_edition("other"), name="Ailleurs", by=nadia, now=NOW)
    with pytest.raises(TeamUnknown):
        propose_merge(mallorys_team, into="Ailleurs", by=mallory, now=NOW)


def test_baseline_merges_with_none(mallorys_team, mallory, nadia):
    create_team(mallorys_team.edition, name="Baseline", by=nadia, now=NOW, is_baseline=True)
    with pytest.raises(BaselineCannotMerge):
        propose_merge(mallorys_team, into="Baseline", by=mallory, now=NOW)


def test_only_a_captain_offers(alices_team, mallorys_team, bob):
    with pytest.raises(NotTheCaptain):
        propose_merge(alices_team, into="Contre-courant", by=bob, now=NOW)


def test_members_of_both_must_fit(alices_team, mallorys_team, mallory):
    edition = alices_team.edition
    edition.team_size = 2
    edition.save()
    with pytest.raises(TeamsTooLarge) as refusal:
        propose_merge(mallorys_team, into="Les Alizés", by=mallory, now=NOW)
    assert refusal.value.details == {"members": 3, "limit": 2}


def test_team_offers_to_one_at_a_time(proposal, mallorys_team, mallory, others_team):
    with pytest.raises(ProposalOpen):
        propose_merge(mallorys_team, into="Grand large", by=mallory, now=NOW)


def test_same_offer_waits_a_day(proposal, mallorys_team, mallory, alice):
    decline_merge(proposal, by=alice, now=NOW)
    assert Letter.objects.filter(to=mallory).count() == 1
    with pytest.raises(AskedLately):
        propose_merge(mallorys_team, into="Les Alizés", by=mallory, now=NOW)
    assert propose_merge(mallorys_team, into="Les Alizés", by=mallory, now=NOW + timedelta(hours=24))


def test_each_captain_ends_it_from_their_own_side(proposal, alice, mallory):
    with pytest.raises(NotTheCaptain):
        withdraw_merge(proposal, by=alice, now=NOW)
    with pytest.raises(NotTheCaptain):
        decline_merge(proposal, by=mallory, now=NOW)
    withdraw_merge(proposal, by=mallory, now=NOW)
    with pytest.raises(AlreadyAnswered):
        decline_merge(proposal, by=alice, now=NOW)


def test_deadline_is_inclusive(alices_team, mallorys_team):
    pair = Pair(mallorys_team, alices_team)
    alices_team.edition.teams_close_at = NOW
    require_mergeable(pair, now=NOW)
    with pytest.raises(TeamsClosed):
        require_mergeable(pair, now=NOW + timedelta(microseconds=1))


def test_empty_team_merges_with_none(alices_team, mallorys_team):
    mallorys_team.memberships.all().delete()
    with pytest.raises(TeamUnknown):
        require_mergeable(Pair(mallorys_team, alices_team), now=NOW)


def test_unite_moves_people_and_tells_them(proposal, alices_team, mallorys_team, alice, bob, mallory):
    unite(proposal, hold_pair(proposal), by=alice, now=NOW)
    assert [(one.user, one.is_captain) for one in members(alices_team)] == [
        (alice, True),
        (bob, False),
        (mallory, False),
    ]
    absorbed = Team.objects.get(pk=mallorys_team.pk)
    assert (absorbed.merged_into, absorbed.merged_at, absorbed.memberships.count()) == (alices_team, NOW, 0)
    assert {letter.to for letter in Letter.objects.filter(about=f"merge:{proposal.pk}:answered")} == {
        alice,
        bob,
        mallory,
    }


def test_unite_is_for_the_captain_who_is_asked(proposal, mallory, bob):
    for person in (mallory, bob, make_person("stranger")):
        with pytest.raises(NotTheCaptain):
            unite(proposal, hold_pair(proposal), by=person, now=NOW)


def test_dissolved_team_holds_no_pair(proposal, mallorys_team):
    mallorys_team.delete()
    with pytest.raises(AlreadyAnswered):
        hold_pair(proposal)
