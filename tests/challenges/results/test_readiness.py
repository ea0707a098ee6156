"""What stands in the way of a publication, and whom it reaches."""

import pytest

from challenges.ceremony.models import State
from challenges.leaderboards.models import Leaderboard
from challenges.panels.models import Stage
from challenges.results.readiness import (
    NO_AWARD,
    NO_CEREMONY,
    NOT_FROM_DECISION,
    doubts,
    obstacles,
    reach_of,
)
from challenges.results.waiting import waiting_of
from tests.factories.jury import at_stage
from tests.factories.publishing import make_evening
from tests.factories.stage import make_award, make_ceremony

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def codes(edition):
    return [refusal.code for refusal in obstacles(waiting_of(edition))]


def test_nothing_stands_in_the_way_of_an_evening_that_is_ready(evening):
    make_ceremony(evening.edition, state=State.DONE)
    assert (codes(evening.edition), doubts(waiting_of(evening.edition))) == ([], [])


def test_every_obstacle_is_said_at_once(evening):
    make_ceremony(evening.edition, state=State.LIVE)
    make_award(evening.edition, title="Empty")
    at_stage(evening.panel, Stage.DELIBERATION)
    Leaderboard.objects.update(closed_at=None)
    assert codes(evening.edition) == [
        "results_ceremony_live",
        "award_panel_not_locked",
        "award_without_laureate",
        "results_board_open",
    ]


def test_board_of_a_draft_stands_in_nobodys_way(evening):
    Leaderboard.objects.update(closed_at=None)
    challenge = evening.board.phase.challenge
    challenge.is_published = False
    challenge.save()
    assert codes(evening.edition) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.ARMED, State.ABORTED])
def test_ceremony_that_never_took_place_is_a_doubt_and_no_obstacle(evening, state):
    make_ceremony(evening.edition, state=state)
    assert (codes(evening.edition), doubts(waiting_of(evening.edition))) == ([], [NO_CEREMONY])


def test_doubts_are_said(evening):
    evening.award.decision = None
    evening.award.save()
    assert doubts(waiting_of(evening.edition)) == [NO_CEREMONY, NOT_FROM_DECISION]
    evening.award.delete()
    assert doubts(waiting_of(evening.edition)) == [NO_CEREMONY, NO_AWARD]


def test_reach_counts_what_appears_and_who_hears(evening, mallorys_team):
    reach = reach_of(waiting_of(evening.edition))
    assert (reach.awards, reach.laureates, reach.boards, reach.feedback) == (1, 1, 1, 1)
    assert (reach.readers.laureates, reach.readers.others) == (2, 1)
    assert [board.pk for board in waiting_of(evening.edition).held_boards] == [evening.board.pk]
