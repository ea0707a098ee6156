"""What one can vote for, who came, and the result."""

from datetime import timedelta

import pytest

from challenges.popular.actions import cast_vote
from challenges.popular.queries import (
    fresh_accounts,
    poll_of,
    result,
    turnout,
    turnout_by_day,
    votable,
    vote_of,
)
from challenges.popular.rules import Place
from smartport.accounts.models import User
from tests.factories import CLOSES_AT, NOW, make_challenge, make_edition, make_person, make_team
from tests.factories.projects import make_project

AFTER = CLOSES_AT + timedelta(minutes=1)


def give(poll, name, project, **fields):
    person = make_person(name, **fields)
    return cast_vote(poll, project_id=project.pk, by=person, is_confirmed=True, now=NOW)


def test_votable_are_projects_that_are_shown(poll, challenge, alices_project, mallorys_project, edition):
    other = make_challenge(edition, slug="quais", is_published=False)
    captain = make_person("hidden")
    team = make_team(edition, name="Hidden", captain=captain)
    make_project(team, challenge, by=captain, title="Not shown")
    make_project(team, other, by=captain, is_public=True, title="Not published")
    base = make_person("base")
    make_project(
        make_team(edition, name="Base", captain=base, is_baseline=True),
        challenge,
        by=base,
        is_public=True,
        title="Base",
    )
    assert set(votable(poll)) == {alices_project, mallorys_project}
    mallorys_project.hidden_at = NOW
    mallorys_project.save()
    assert list(votable(poll)) == [alices_project]


def test_poll_of_is_the_editions_own(poll, edition):
    assert poll_of(edition) == poll
    assert poll_of(make_edition("next")) is None


def test_result_counts_each_active_account_once(poll, alices_project, mallorys_project):
    for name in ("lola", "lena", "lisa"):
        give(poll, name, alices_project)
    give(poll, "rita", mallorys_project)
    for name in ("farm1", "farm2", "farm3"):
        give(poll, name, mallorys_project)
    User.objects.filter(username__startswith="farm").update(is_active=False)
    assert result(poll, now=AFTER) == {alices_project.pk: Place(1, 3), mallorys_project.pk: Place(2, 1)}
    assert turnout(poll) == 4
    assert sum(turnout_by_day(poll).values()) == 4


def test_result_before_the_close_is_a_mistake_of_ours(poll, alices_project):
    with pytest.raises(ValueError, match="not over"):
        result(poll, now=CLOSES_AT)


def test_project_without_votes_stands_last(poll, alices_project, mallorys_project):
    give(poll, "lola", mallorys_project)
    assert result(poll, now=AFTER)[alices_project.pk] == Place(2, 0)


def test_fresh_accounts_are_younger_than_the_vote(poll, alices_project):
    give(poll, "lola", alices_project, date_joined=poll.opens_at - timedelta(days=1))
    give(poll, "lena", alices_project, date_joined=poll.opens_at)
    assert fresh_accounts(poll) == 1


def test_vote_of_is_ones_own(poll, alices_project, carol):
    vote = give(poll, "lola", alices_project)
    assert vote_of(vote.voter, poll) == vote
    assert vote_of(carol, poll) is None
