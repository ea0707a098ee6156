"""Ballots are drafted and cast: once, and in their hour."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.actions import cast_ballot, save_draft
from challenges.jury.models import Assignment, Ballot
from challenges.jury.rules import CastAlready, Draft, DraftChangedElsewhere, GradesMissing, RoundClosed
from challenges.panels.models import Panel, Stage
from tests.factories import NOW
from tests.factories.jury import CRITERIA, assign, at_stage, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project
from tests.threads import at_once

GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def assignment(challenge, alices_team, alice, carol) -> Assignment:
    panel = at_stage(make_panel(challenge), Stage.SCREENING)
    return assign(make_juror(panel, carol), make_candidate(panel, make_project(alices_team, challenge, by=alice)))


def save(assignment, *, seen=0, grades=GOOD, now=NOW, to_team="Well done"):
    draft = Draft(grades, to_team)
    return save_draft(assignment, draft=draft, seen=seen, seconds=90, by=assignment.juror.user, now=now)


def cast(assignment, *, seen=1, now=NOW):
    return cast_ballot(assignment, seen=seen, by=assignment.juror.user, now=now)


def test_draft_is_cast_as_it_was_looked_at(assignment):
    save(assignment)
    with pytest.raises(DraftChangedElsewhere):
        cast(assignment, seen=7)
    assert cast(assignment).cast_at == NOW
    with pytest.raises(CastAlready):
        save(assignment, seen=1, to_team="Better")
    deeds = list(
        JournalEntry.objects.filter(deed__startswith="jury.").order_by("number").values_list("deed", flat=True)
    )
    assert deeds == ["jury.ballot_begun", "jury.ballot_cast"]


def test_missing_grade_blocks_the_ballot(assignment):
    save(assignment, grades={CRITERIA[0]: 4})
    with pytest.raises(GradesMissing):
        cast(assignment)


def test_late_ballot_is_refused_and_the_draft_stays(assignment):
    save(assignment)
    Panel.objects.update(screening_closes_at=NOW + timedelta(hours=1))
    late = NOW + timedelta(hours=2)
    for do in (lambda: save(assignment, seen=1, to_team="Late", now=late), lambda: cast(assignment, now=late)):
        with pytest.raises(RoundClosed):
            do()
    kept = Ballot.objects.get()
    assert (kept.to_team, kept.cast_at) == ("Well done", None)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_ballot_that_is_cast_twice_at_once_is_cast_once(assignment):
    save(assignment)
    answers = at_once(4, lambda number: cast(Assignment.objects.get()))
    assert sum(isinstance(answer, CastAlready) for answer in answers) == 3
    assert Ballot.objects.get().cast_at == NOW
    assert JournalEntry.objects.filter(deed="jury.ballot_cast").count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_first_draft_that_is_saved_twice_at_once_is_one(assignment):
    answers = at_once(4, lambda number: save(Assignment.objects.get(), to_team=f"Window {number}"))
    assert sum(isinstance(answer, DraftChangedElsewhere) for answer in answers) == 3
    assert Ballot.objects.get().version == 1
