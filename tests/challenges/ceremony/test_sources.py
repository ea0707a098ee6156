"""What a jury or the public says of an award: final order, ex aequo, merged teams, pages that are gone."""

from datetime import timedelta

import pytest

from challenges.ceremony.award_rules import DecisionUnsound, LaureateGone, NobodyVoted, NotDecided, VoteRunning
from challenges.ceremony.sources import winners_of
from challenges.jury.models import Decision
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.popular.models import Poll, Vote
from challenges.projects.models import Project
from challenges.teams.models import Team
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_challenge, make_person, make_submission, score_submission
from tests.factories.hearing import make_hearing
from tests.factories.projects import make_project
from tests.factories.stage import lock_decision, make_award

pytestmark = pytest.mark.django_db
AFTER = CLOSES_AT + timedelta(minutes=1)
TIED = {"K7M2": (5, 4, 5, 4, 5), "B4XQ": (5, 4, 5, 4, 5), "T9HD": (3, 2, 3, 4, 2), "W3ZN": (2, 2, 1, 3, 2)}


def said(award, *, now=NOW):
    return [(one.rank, one.team.name, one.title) for one in winners_of(award, now=now).winners]


def team_of(hearing, code):
    return hearing.candidates[code].project.team


def award_of(hearing, **fields):
    return make_award(hearing.panel.edition, panel=hearing.panel, **{"told": 3, **fields})


def test_decision_gives_as_many_places_as_are_told(award, decision):
    assert said(award) == [
        (1, "Hidden crew 1", "Secret title 1"),
        (2, "Hidden crew 2", "Secret title 2"),
        (3, "Hidden crew 3", "Secret title 3"),
    ]
    assert winners_of(award, now=NOW).decision == decision
    award.told = 1
    assert [rank for rank, *_ in said(award)] == [1]


def test_motion_that_was_carried_is_the_final_order_and_leaves_no_points(hearing):
    lock_decision(hearing, order=("B4XQ", "T9HD", "K7M2", "W3ZN"))
    award = award_of(hearing)
    assert [(rank, name) for rank, name, _ in said(award)] == [
        (1, "Hidden crew 2"),
        (2, "Hidden crew 3"),
        (3, "Hidden crew 1"),
    ]
    assert {(one.first, one.second) for one in winners_of(award, now=NOW).winners} == {(None, None)}


def test_those_ex_aequo_share_the_rank_and_count_for_the_next(challenge, dora):
    challenge.organizers.add(dora)
    hearing = make_hearing(challenge, grades=TIED)
    lock_decision(hearing)
    found = said(award_of(hearing, told=3))
    assert [rank for rank, *_ in found] == [1, 1, 3]
    assert len(said(award_of(hearing, told=1))) == 2


def test_both_components_stand_where_the_panel_weighs_both(challenge, dora, leaderboard):
    challenge.organizers.add(dora)
    challenge.naive_anchor, challenge.target_anchor = 10.0, 2.0
    challenge.save()
    hearing = make_hearing(challenge, jury_weight=60)
    for code, score in (("K7M2", 4.0), ("B4XQ", 8.0)):
        evaluation = score_submission(make_submission(team_of(hearing, code), leaderboard.phase))
        values = {"public_values": {}, "private_values": {leaderboard.columns[0]["key"]: score}}
        rank = {"position": 1, "rank": 1, "received_at": NOW, "evaluation": evaluation}
        Standing.objects.create(leaderboard=leaderboard, team=team_of(hearing, code), **rank, **values)
    Leaderboard.objects.update(closed_at=NOW)
    lock_decision(hearing)
    winners = winners_of(award_of(hearing), now=NOW).winners
    assert [(one.code, one.second) for one in winners] == [("K7M2", 75.0), ("B4XQ", 25.0), ("T9HD", 0.0)]
    assert [round(one.first) for one in winners] == [89, 64, 39]


def test_jury_alone_has_no_components(award):
    assert {(one.first, one.second) for one in winners_of(award, now=NOW).winners} == {(None, None)}


@pytest.mark.parametrize("state", ["none", "proposed", "withdrawn"])
def test_nothing_is_taken_from_what_was_not_locked(hearing, state):
    if state != "none":
        lock_decision(hearing)
        changed = {"locked_at": None} if state == "proposed" else {"withdrawn_at": NOW}
        Decision.objects.update(**changed)
    with pytest.raises(NotDecided):
        winners_of(award_of(hearing), now=NOW)


def test_decision_that_somebody_changed_gives_nothing(award, decision):
    Decision.objects.update(snapshot=decision.snapshot.replace('"rank":1', '"rank":2'))
    with pytest.raises(DecisionUnsound):
        winners_of(award, now=NOW)


def test_team_that_became_part_of_another_has_its_place_there(award, hearing, mallorys_team):
    Team.objects.filter(pk=team_of(hearing, "K7M2").pk).update(merged_into=mallorys_team)
    assert said(award)[0] == (1, mallorys_team.name, "Secret title 1")


def test_two_that_became_one_have_the_better_place_once(award, hearing):
    Team.objects.filter(pk=team_of(hearing, "B4XQ").pk).update(merged_into=team_of(hearing, "K7M2"))
    assert [(rank, name) for rank, name, _ in said(award)] == [
        (1, "Hidden crew 1"),
        (2, "Hidden crew 3"),
        (3, "Hidden crew 4"),
    ]


def test_of_a_page_that_was_deleted_the_journal_knows_the_team(challenge, dora):
    challenge.organizers.add(dora)
    hearing = make_hearing(challenge)
    project = hearing.candidates["K7M2"].project
    member = project.team.memberships.get().user
    make_project(project.team, challenge, by=member, title="Written")
    lock_decision(hearing)
    Project.objects.filter(pk=project.pk).delete()
    assert said(award_of(hearing))[0] == (1, "Hidden crew 1", "")


def test_place_of_nobody_is_refused_where_it_is_told(award, hearing):
    Project.objects.filter(pk=hearing.candidates["T9HD"].project_id).delete()
    with pytest.raises(LaureateGone):
        winners_of(award, now=NOW)
    award.told = 2
    assert len(said(award)) == 2


def test_project_that_was_withdrawn_has_no_place(hearing):
    hearing.candidates["K7M2"].withdrawn_at = NOW
    hearing.candidates["K7M2"].save()
    lock_decision(hearing)
    assert [name for _, name, _ in said(award_of(hearing))] == ["Hidden crew 2", "Hidden crew 3", "Hidden crew 4"]


@pytest.fixture
def public(edition):
    Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    return make_award(edition, kind="public", told=2)


def shown(team, challenge, title):
    return Project.objects.create(team=team, challenge=challenge, title=title, is_public=True, changed_at=NOW)


def give(edition, project, *, votes):
    for number in range(votes):
        voter = make_person(f"voter-{project.title}-{number}")
        Vote.objects.create(poll=edition.poll, voter=voter, project=project, first_at=NOW, at=NOW)


def test_public_is_asked_after_the_close_alone(public):
    with pytest.raises(VoteRunning):
        winners_of(public, now=CLOSES_AT)
    with pytest.raises(NobodyVoted):
        winners_of(public, now=AFTER)


def test_public_ties_are_ex_aequo_and_no_vote_is_no_place(public, edition, challenge, alices_team, mallorys_team):
    first, second = shown(alices_team, challenge, "Vigie"), shown(mallorys_team, challenge, "Darse")
    give(edition, first, votes=2)
    assert said(public, now=AFTER) == [(1, alices_team.name, "Vigie")]
    give(edition, second, votes=2)
    assert [rank for rank, *_ in said(public, now=AFTER)] == [1, 1]


def test_public_prize_of_a_challenge_and_a_team_with_two_projects(
    public, edition, challenge, alices_team, mallorys_team
):
    other = make_challenge(edition, slug="quais")
    for project, votes in (
        (shown(alices_team, challenge, "Vigie"), 3),
        (shown(alices_team, other, "Grue"), 2),
        (shown(mallorys_team, other, "Darse"), 1),
    ):
        give(edition, project, votes=votes)
    assert said(public, now=AFTER) == [(1, alices_team.name, "Vigie"), (2, mallorys_team.name, "Darse")]
    public.challenge = other
    assert said(public, now=AFTER) == [(1, alices_team.name, "Grue"), (2, mallorys_team.name, "Darse")]


def test_choice_of_people_is_no_source(favourite):
    with pytest.raises(ValueError, match="people choose"):
        winners_of(favourite, now=NOW)
