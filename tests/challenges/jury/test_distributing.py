"""Assignments are written, and made up for without losing what was cast."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.distributing import closes_at, distribute, make_up, write_shares
from challenges.jury.models import Assignment, Ballot, Recusal, Round
from challenges.jury.queries import left_to_do, living_assignments
from challenges.jury.sharing import Shares, shares_of
from challenges.jury.wanted import ProjectsShort
from challenges.panels.holding import hold
from challenges.panels.models import Juror, Relation, Seat
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import at_stage, make_ballot, make_full_panel, make_juror

GRADES = {"relevance": 3, "rigour": 3, "feasibility": 3, "clarity": 3}


@pytest.fixture
def panel(challenge, dora):
    """In its screening, shared out."""
    made = at_stage(make_full_panel(challenge, jurors=5, projects=6), "screening")
    distribute(made, by=dora, now=NOW)
    Letter.objects.all().delete()
    return made


def pairs(panel):
    return set(living_assignments(panel, Round.SCREENING).values_list("juror", "candidate"))


def test_each_juror_has_an_order_of_their_own(panel):
    for juror in panel.jurors.all():
        orders = sorted(juror.assignments.values_list("order", flat=True))
        assert orders == list(range(len(orders)))
    shown = [
        tuple(left_to_do(juror, Round.SCREENING).values_list("candidate", flat=True)) for juror in panel.jurors.all()
    ]
    assert any(list(one) != sorted(one) for one in shown)


def test_again_nothing_moves_and_nobody_is_written_to(panel, dora):
    moved = distribute(panel, by=dora, now=NOW)
    assert not moved.jurors
    assert not Letter.objects.exists()
    assert JournalEntry.objects.filter(deed="jury.distributed").count() == 1


def test_drop_out_loses_no_ballot_and_tells_only_those_concerned(panel, dora):
    gone = panel.jurors.last()
    cast = gone.assignments.first()
    make_ballot(gone, cast.candidate, GRADES)
    drafted = gone.assignments.exclude(pk=cast.pk).first()
    make_ballot(gone, drafted.candidate, GRADES, is_cast=False)
    before = pairs(panel)
    Juror.objects.filter(pk=gone.pk).update(left_at=NOW)
    moved = distribute(panel, by=dora, now=NOW)
    after = pairs(panel)
    assert {pair for pair in before if pair[0] != gone.pk} <= after
    assert {pair for pair in after if pair[0] == gone.pk} == {(gone.pk, cast.candidate_id)}
    assert Ballot.objects.count() == 2
    assert set(Letter.objects.values_list("to", flat=True)) == set(
        Juror.objects.filter(pk__in=moved.fresh).values_list("user", flat=True)
    )
    assert gone.user_id not in Letter.objects.values_list("to", flat=True)
    assert not moved.taken


def test_new_projects_come_behind_those_that_are_there(panel, dora):
    orders = {
        juror.pk: list(left_to_do(juror, Round.SCREENING).values_list("pk", flat=True)) for juror in panel.jurors.all()
    }
    gone = panel.jurors.last()
    Juror.objects.filter(pk=gone.pk).update(left_at=NOW)
    moved = distribute(panel, by=dora, now=NOW)
    for juror in Juror.objects.filter(pk__in=moved.fresh):
        now = list(left_to_do(juror, Round.SCREENING).values_list("pk", flat=True))
        assert now[: len(orders[juror.pk])] == orders[juror.pk]


def test_project_that_comes_back_to_a_juror_brings_its_draft(panel, dora):
    row = Assignment.objects.filter(candidate__is_anchor=True).first()
    make_ballot(row.juror, row.candidate, GRADES, is_cast=False)
    Juror.objects.filter(pk=row.juror_id).update(seat=Seat.RESERVE)
    distribute(panel, by=dora, now=NOW)
    row.refresh_from_db()
    assert row.ended_at == NOW
    Juror.objects.filter(pk=row.juror_id).update(seat=Seat.JUROR)
    distribute(panel, by=dora, now=NOW)
    row.refresh_from_db()
    assert row.ended_at is None
    assert row.ballot.grades == GRADES


def test_impossible_changes_nothing_and_says_why(panel, dora):
    candidate = panel.candidates.filter(is_anchor=False).first()
    for juror in panel.jurors.all()[:3]:
        Recusal.objects.create(juror=juror, candidate=candidate, relation=Relation.OTHER, at=NOW)
    before = pairs(panel)
    refused = make_up(panel, by=dora, now=NOW)
    assert isinstance(refused, ProjectsShort)
    assert pairs(panel) == before
    make_juror(panel, name="rita")
    assert make_up(panel, by=dora, now=NOW) is None


def test_between_rounds_nothing_happens(panel, dora):
    at_stage(panel, "selection")
    make_juror(panel, name="rita")
    assert not distribute(panel, by=dora, now=NOW).jurors


def test_final_is_shared_out_to_who_signs_late(panel, dora):
    panel.candidates.filter(is_anchor=True).update(is_finalist=True)
    at_stage(panel, "final")
    distribute(panel, by=dora, now=NOW)
    late = make_juror(panel, name="rita")
    moved = distribute(panel, by=None, now=NOW)
    assert dict(moved.fresh) == {late.pk: 2}
    assert Letter.objects.filter(to=late.user).count() == 1


def test_what_changed_since_it_was_worked_out_is_worked_out_again(panel, dora):
    old = shares_of(panel, Round.SCREENING)
    late = make_juror(panel, name="rita")
    write_shares(hold(panel, now=NOW), Round.SCREENING, Shares(old.pairs, old.basis), by=dora, now=NOW)
    assert late.assignments.filter(ended_at=None).exists()


def test_hour_of_a_round(panel):
    assert closes_at(panel, Round.FINAL) - closes_at(panel, Round.SCREENING) == timedelta(days=4)
