"""Ballots are drafted and cast; the journal tells that, and no grade."""

import json
from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.actions import cast_ballot, save_draft
from challenges.jury.models import Assignment, Ballot
from challenges.jury.rules import (
    CastAlready,
    Draft,
    DraftChangedElsewhere,
    GivenToAnother,
    GradesMissing,
    RoundClosed,
    RoundNotOpen,
    seconds_in_use,
)
from challenges.panels.models import Panel, Stage
from tests.factories import NOW
from tests.factories.jury import CRITERIA, assign, at_stage, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project
from tests.threads import at_once

GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def assignment(challenge, alices_team, alice, carol):
    panel = at_stage(make_panel(challenge), Stage.SCREENING)
    candidate = make_candidate(panel, make_project(alices_team, challenge, by=alice))
    return assign(make_juror(panel, carol), candidate)


def save(assignment, grades=GOOD, *, seen=0, to_jury="Secret word"):
    draft = Draft(grades, "To the team", to_jury)
    return save_draft(assignment, draft=draft, seen=seen, seconds=5, by=assignment.juror.user, now=NOW)


def cast(assignment, *, seen=1):
    return cast_ballot(assignment, seen=seen, by=assignment.juror.user, now=NOW)


def test_journal_has_a_line_for_the_first_draft_and_one_for_casting_and_no_grade(assignment):
    save(assignment)
    save(assignment, {**GOOD, "rigour": 5}, seen=1)
    cast(assignment, seen=2)
    lines = JournalEntry.objects.filter(deed__startswith="jury.").order_by("number")
    assert [line.deed for line in lines] == ["jury.ballot_begun", "jury.ballot_cast"]
    told = json.dumps([line.details for line in lines])
    assert [word for word in ("rigour", "Secret", "To the team", "grades") if word in told] == []


def test_older_version_and_missing_grades_are_refused(assignment):
    save(assignment, {"rigour": 3})
    with pytest.raises(DraftChangedElsewhere):
        save(assignment, {"rigour": 4})
    with pytest.raises(GradesMissing) as refused:
        cast(assignment)
    assert refused.value.missing == tuple(key for key in CRITERIA if key != "rigour")


def test_cast_once_and_for_ever(assignment):
    save(assignment)
    cast(assignment)
    for again in (cast, save):
        with pytest.raises(CastAlready):
            again(assignment, seen=1)
    assert Ballot.objects.get().version == 1


def test_round_that_is_over_and_a_seat_that_was_left_are_refused(assignment):
    save(assignment)
    at_stage(assignment.juror.panel, Stage.FINAL)
    with pytest.raises(RoundNotOpen):
        cast(assignment)
    assignment.juror.left_at = NOW
    assignment.juror.save()
    with pytest.raises(GivenToAnother):
        save(assignment, seen=1)


@pytest.mark.parametrize(("kept", "told", "expected"), [(0, 10, 10), (28_795, 60, 28_800), (5, -3, 5)])
def test_seconds_only_grow_and_have_an_end(kept, told, expected):
    assert seconds_in_use(kept, told=told, since=None, now=NOW) == expected


def test_late_ballot_is_refused_and_the_draft_stays(assignment):
    save(assignment)
    late = NOW + timedelta(hours=2)
    Panel.objects.update(screening_closes_at=NOW + timedelta(hours=1))
    by = assignment.juror.user
    with pytest.raises(RoundClosed):
        save_draft(assignment, draft=Draft(GOOD, "Typed too late"), seen=1, seconds=5, by=by, now=late)
    with pytest.raises(RoundClosed):
        cast_ballot(assignment, seen=1, by=by, now=late)
    kept = Ballot.objects.get()
    assert (kept.to_team, kept.cast_at) == ("To the team", None)


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
def test_first_draft_from_several_windows_at_once_is_one(assignment):
    answers = at_once(4, lambda number: save(Assignment.objects.get(), to_jury=f"Window {number}"))
    assert sum(isinstance(answer, DraftChangedElsewhere) for answer in answers) == 3
    assert Ballot.objects.get().version == 1
