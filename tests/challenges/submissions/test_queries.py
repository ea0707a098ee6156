"""What a team handed in, and what it still may."""

from datetime import timedelta

import pytest

from challenges.submissions.queries import allowance, submissions_of
from tests.factories import NOW, make_phase, make_submission

pytestmark = pytest.mark.database


def test_submissions_of_are_newest_first_and_of_this_team_and_phase(alices_team, mallorys_team, phase, challenge):
    first = make_submission(alices_team, phase, now=NOW)
    second = make_submission(alices_team, phase, now=NOW + timedelta(hours=1))
    make_submission(mallorys_team, phase)
    make_submission(alices_team, make_phase(challenge, slug="other"))
    assert list(submissions_of(alices_team, phase)) == [second, first]


def test_allowance_counts_the_day_of_the_edition_and_what_is_counted(alices_team, phase):
    make_submission(alices_team, phase, now=NOW)
    make_submission(alices_team, phase, now=NOW - timedelta(days=1))
    make_submission(alices_team, phase, now=NOW, is_counted=False)
    left = allowance(alices_team, phase, now=NOW)
    assert (left.left_today, left.left_in_total) == (phase.daily_limit - 1, phase.total_limit - 2)


def test_what_failed_by_its_own_fault_counts_in_total_only(alices_team, phase):
    make_submission(alices_team, phase, now=NOW, counts_today=False)
    left = allowance(alices_team, phase, now=NOW)
    assert (left.left_today, left.left_in_total) == (phase.daily_limit, phase.total_limit - 1)


def test_allowance_takes_one_query(alices_team, phase, django_assert_num_queries):
    for _ in range(3):
        make_submission(alices_team, phase)
    with django_assert_num_queries(1):
        allowance(alices_team, phase, now=NOW)
