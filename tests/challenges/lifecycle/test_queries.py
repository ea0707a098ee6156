"""How many a deed reaches."""

from datetime import timedelta

import pytest

from challenges.evaluations.actions import request_missing
from challenges.leaderboards.models import Leaderboard
from challenges.lifecycle.queries import (
    Reach,
    board_closed_at,
    count_eligible,
    count_readers,
    count_rules_accepted,
    count_waiting,
    hidden_since,
    reach_of,
    reach_of_phase,
    reach_of_phases,
)
from challenges.teams.actions import accept_eligibility
from tests.factories import NOW, make_question, make_submission, make_team

pytestmark = pytest.mark.django_db


def test_reach_counts_teams_submissions_and_open_questions(submission, alices_team, mallorys_team, alice, carol):
    phase = submission.phase
    baseline = make_team(phase.challenge.edition, name="Repère", captain=carol, is_baseline=True)
    make_submission(baseline, phase, by=carol)
    make_question(alices_team, phase.challenge, by=alice)
    make_submission(alices_team, phase, by=alice, now=NOW + timedelta(hours=1))
    assert reach_of(phase.challenge.edition) == Reach(2, 2, 1)
    assert reach_of(phase.challenge) == Reach(1, 2, 1)
    assert reach_of_phase(phase) == Reach(1, 2, 0)
    assert reach_of_phases(phase.challenge) == {phase.pk: Reach(1, 2, 0)}
    assert hidden_since(phase, NOW) == Reach(1, 1, 0)


def test_who_reads_and_who_said_yes(challenge, alices_team, mallorys_team, alice):
    assert (count_readers(challenge.edition), count_rules_accepted(challenge)) == (3, 3)
    accept_eligibility(challenge.edition, user=alice, now=NOW)
    assert count_eligible(challenge.edition) == 1
    challenge.rules_version = 2
    assert count_rules_accepted(challenge) == 0


def test_what_waits_is_counted(submission):
    assert count_waiting(submission.phase) == 0
    request_missing(now=NOW)
    assert count_waiting(submission.phase) == 1


def test_close_is_known(leaderboard):
    assert board_closed_at(leaderboard.phase) is None
    Leaderboard.objects.update(closed_at=NOW)
    assert board_closed_at(leaderboard.phase) == NOW
