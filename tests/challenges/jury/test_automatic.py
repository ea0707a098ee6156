"""The automatic score is shown after the own ballot, on the published scale, of a closed board."""

from datetime import timedelta
from decimal import Decimal

import pytest

from challenges.editions.models import Challenge
from challenges.jury.automatic import automatic_for
from challenges.leaderboards.actions import close_leaderboard
from challenges.panels.models import Panel
from tests.factories import CLOSES_AT, make_submission, score_submission
from tests.factories.jury import CRITERIA, make_ballot, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project

GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def ballot(leaderboard, alices_team, alice, carol):
    score_submission(make_submission(alices_team, leaderboard.phase, by=alice), public=1.0, private=2.0)
    challenge = leaderboard.phase.challenge
    Challenge.objects.filter(pk=challenge.pk).update(naive_anchor=5, target_anchor=1)
    challenge.refresh_from_db()
    panel = make_panel(challenge, shows_automatic=True)
    candidate = make_candidate(panel, make_project(alices_team, challenge, by=alice))
    return make_ballot(make_juror(panel, carol), candidate, GOOD)


def fresh(ballot):
    return type(ballot).objects.get(pk=ballot.pk)


def test_it_is_on_the_published_scale(ballot, leaderboard):
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    assert automatic_for(fresh(ballot)) == Decimal("75.00")


def test_nothing_before_the_close(ballot):
    assert automatic_for(fresh(ballot)) is None


def test_nothing_before_the_own_ballot_or_where_the_panel_does_not_show_it(ballot, leaderboard):
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    type(ballot).objects.update(cast_at=None)
    assert automatic_for(fresh(ballot)) is None
    type(ballot).objects.update(cast_at=CLOSES_AT)
    Panel.objects.update(shows_automatic=False)
    assert automatic_for(fresh(ballot)) is None


def test_nothing_without_a_scale(ballot, leaderboard):
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    Challenge.objects.update(target_anchor=None)
    assert automatic_for(fresh(ballot)) is None
