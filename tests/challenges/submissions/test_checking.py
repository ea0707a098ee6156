"""Checked as when handed in; nothing kept, nothing counted."""

from datetime import timedelta

import pytest
from django.conf import settings

from challenges.editions.rules import PhaseClosed, PhaseNotOpen
from challenges.journal.models import JournalEntry
from challenges.submissions.allowance_rules import DailyAllowanceUsed
from challenges.submissions.checking import check_entry
from challenges.submissions.models import Submission
from challenges.submissions.rules import NotAMember, PredictionsUnacceptable, RulesNotAccepted
from challenges.teams.models import RulesAcceptance
from tests.factories import CLOSES_AT, NOW, OPENS_AT, hand_in, make_upload

pytestmark = pytest.mark.database
INSTANT = timedelta(microseconds=1)


def check(team, phase, *, by, now=NOW, **upload):
    return check_entry(make_upload(phase, **upload), team=team, phase=phase, by=by, now=now)


def stored_files() -> int:
    return sum(1 for path in (settings.DATA / "files").rglob("*") if path.is_file())


def test_right_entry_is_found_right_and_not_kept(alices_team, bundle, alice):
    before = stored_files()
    found = check(alices_team, bundle.phase, by=alice)
    assert (found.kind, found.size, found.obstacle, found.same_as) == ("predictions", 33, None, None)
    assert (found.left.left_today, Submission.objects.count(), stored_files()) == (5, 0, before)
    assert not JournalEntry.objects.filter(deed__startswith="submission").exists()


def test_every_fault_is_told_at_once(alices_team, bundle, alice):
    with pytest.raises(PredictionsUnacceptable) as refusal:
        check(alices_team, bundle.phase, by=alice, content=b"id,value\na,x\na,1\nz,1\n")
    assert {(fault.row, fault.column) for fault in refusal.value.faults} >= {(2, "value"), (3, "id"), (4, "id")}


def test_same_file_from_before_is_named(alices_team, mallorys_team, bundle, alice, mallory):
    hand_in(mallorys_team, bundle.phase, by=mallory)
    assert check(alices_team, bundle.phase, by=alice).same_as is None
    former = hand_in(alices_team, bundle.phase, by=alice)
    assert check(alices_team, bundle.phase, by=alice).same_as == former


@pytest.mark.parametrize(
    ("now", "obstacle"),
    [(OPENS_AT - INSTANT, PhaseNotOpen), (CLOSES_AT + INSTANT, PhaseClosed), (NOW, DailyAllowanceUsed)],
)
def test_hour_and_allowance_are_said_and_do_not_stop_the_check(alices_team, bundle, alice, now, obstacle):
    bundle.phase.daily_limit = 1
    hand_in(alices_team, bundle.phase, by=alice)
    assert type(check(alices_team, bundle.phase, by=alice, now=now).obstacle) is obstacle


def test_rules_not_accepted_are_said(alices_team, bundle, alice):
    RulesAcceptance.objects.filter(user=alice).update(version=7)
    assert type(check(alices_team, bundle.phase, by=alice).obstacle) is RulesNotAccepted


def test_check_is_for_members(alices_team, bundle, mallory, dora):
    for stranger in (mallory, dora):
        with pytest.raises(NotAMember):
            check(alices_team, bundle.phase, by=stranger)
