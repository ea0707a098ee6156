"""What jurors owe, which ballots count, and who presides."""

import pytest
from django.contrib.auth.models import AnonymousUser

from challenges.jury.models import Recusal, Round
from challenges.jury.queries import (
    acting_president,
    counted_ballots,
    has_cast_all,
    left_to_do,
    may_judge,
    may_preside,
    may_read_results,
    may_sit,
)
from challenges.panels.models import Relation, Seat, Stage
from tests.factories import NOW
from tests.factories.jury import CRITERIA, assign, at_stage, make_ballot, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project

GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def panel(challenge):
    return at_stage(make_panel(challenge), Stage.SCREENING)


@pytest.fixture
def candidate(panel, challenge, alices_team, alice):
    return make_candidate(panel, make_project(alices_team, challenge, by=alice))


@pytest.fixture
def juror(panel, carol):
    return make_juror(panel, carol)


def recuse(juror, candidate):
    return Recusal.objects.create(juror=juror, candidate=candidate, relation=Relation.FAMILY, at=NOW)


def test_left_to_do_ends_with_the_ballot(juror, candidate):
    assignment = assign(juror, candidate)
    assert list(left_to_do(juror, Round.SCREENING)) == [assignment]
    assert not has_cast_all(juror)
    make_ballot(juror, candidate, GOOD, is_cast=False)
    assert list(left_to_do(juror, Round.SCREENING)) == [assignment]
    assignment.ballot.cast_at = NOW
    assignment.ballot.save()
    assert has_cast_all(juror)


def test_recusal_takes_the_assignment_and_the_ballot_out(juror, candidate, panel):
    make_ballot(juror, candidate, GOOD)
    assert counted_ballots(panel, Round.SCREENING).count() == 1
    recuse(juror, candidate)
    assert not counted_ballots(panel, Round.SCREENING).exists()
    assert not left_to_do(juror, Round.SCREENING).exists()


def test_counted_are_ballots_of_jurors_who_left_and_no_drafts(juror, candidate, panel):
    ballot = make_ballot(juror, candidate, GOOD)
    juror.left_at = NOW
    juror.save()
    make_ballot(make_juror(panel, name="una"), candidate, GOOD, is_cast=False)
    assert list(counted_ballots(panel, Round.SCREENING)) == [ballot]


def test_deputy_presides_where_the_president_is_recused(panel, candidate, carol):
    president = make_juror(panel, carol, seat=Seat.PRESIDENT)
    deputy = make_juror(panel, name="deborah", seat=Seat.DEPUTY)
    assert acting_president(panel) == president
    recuse(president, candidate)
    assert acting_president(panel) == deputy
    recuse(deputy, candidate)
    assert acting_president(panel) is None


def test_president_reads_results_after_own_ballots_only(panel, candidate, carol):
    president = make_juror(panel, carol, seat=Seat.PRESIDENT)
    assign(president, candidate)
    assert not may_read_results(carol, panel)
    assert not may_preside(carol, panel)
    president.assignments.all().delete()
    make_ballot(president, candidate, GOOD)
    assert may_read_results(carol, panel)
    assert may_preside(carol, panel)


def test_juror_reads_no_results_and_a_reserve_does_not_judge(panel, carol):
    make_juror(panel, carol)
    reserve = make_juror(panel, name="rita", seat=Seat.RESERVE)
    assert may_sit(carol, panel)
    assert may_judge(carol, panel)
    assert not may_read_results(carol, panel)
    assert may_sit(reserve.user, panel)
    assert not may_judge(reserve.user, panel)
    assert not may_sit(AnonymousUser(), panel)
    assert not may_judge(AnonymousUser(), panel)
