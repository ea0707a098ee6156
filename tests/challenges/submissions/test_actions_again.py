"""Handed in again, sent twice, noted beside: once kept, once counted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from challenges.editions.rules import PhaseClosed
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.queries import entry_format
from challenges.journal.models import JournalEntry
from challenges.submissions.actions import Again, annotate, hand_in_again, receive_submission
from challenges.submissions.allowance_rules import DailyAllowanceUsed
from challenges.submissions.models import Submission
from challenges.submissions.rules import (
    KindNotAccepted,
    NotAMember,
    PredictionsUnacceptable,
    RulesNotAccepted,
    TagsUnusable,
)
from challenges.teams.models import RulesAcceptance
from tests import factories
from tests.factories import CLOSES_AT, NOW, OPENS_AT, hand_in, make_phase, make_submission, make_upload, predictions_csv
from tests.threads import at_once

pytestmark = pytest.mark.database

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def open_phase(bundle):
    return bundle.phase


def stored_files() -> int:
    return sum(1 for path in (settings.DATA / "files").rglob("*") if path.is_file())


def send(team, phase, *, by, key, content=None, now=NOW):
    upload = make_upload(phase, content=content)
    return receive_submission(type(upload)(**{**vars(upload), "key": key}), team=team, phase=phase, by=by, now=now)


def again(former, phase, *, by, now=LATER, **more):
    return hand_in_again(Again(former=former, expected=entry_format(phase), **more), phase=phase, by=by, now=now)


def test_former_one_is_handed_in_again_without_new_bytes(alices_team, open_phase, alice, bob):
    former = hand_in(alices_team, open_phase, by=alice, content=predictions_csv(a=1))
    before = stored_files()
    made = again(former, open_phase, by=bob, message="once more", tags=("v1",))
    assert (made.copied_from, made.sha256, made.content.name, made.size, made.file_name) == (
        former,
        former.sha256,
        former.content.name,
        former.size,
        former.file_name,
    )
    assert (made.by, made.received_at, made.message, made.tags, made.is_counted) == (
        bob,
        LATER,
        "once more",
        ["v1"],
        True,
    )
    assert stored_files() == before
    assert JournalEntry.objects.filter(deed="submission.received").last().details["copied_from"] == str(former.pk)


def test_again_counts_and_is_refused_when_nothing_is_left(alices_team, open_phase, alice):
    open_phase.daily_limit = 2
    former = hand_in(alices_team, open_phase, by=alice)
    again(former, open_phase, by=alice)
    with pytest.raises(DailyAllowanceUsed):
        again(former, open_phase, by=alice)
    assert Submission.objects.count() == 2


def test_again_is_checked_as_any_other(alices_team, open_phase, alice):
    wrong = make_submission(alices_team, open_phase, content=b"id,value\na,1\n")
    unknown = make_submission(alices_team, open_phase, kind="notebook")
    with pytest.raises(PredictionsUnacceptable):
        again(wrong, open_phase, by=alice)
    with pytest.raises(KindNotAccepted):
        again(unknown, open_phase, by=alice)
    with pytest.raises(PhaseClosed):
        again(wrong, open_phase, by=alice, now=CLOSES_AT + timedelta(microseconds=1))
    with pytest.raises(TagsUnusable):
        again(wrong, open_phase, by=alice, tags=("x" * 31,))
    RulesAcceptance.objects.filter(user=alice).update(version=9)
    with pytest.raises(RulesNotAccepted):
        again(wrong, open_phase, by=alice)
    assert Submission.objects.count() == 2


def test_stranger_cannot_hand_in_what_is_not_theirs(alices_team, mallorys_team, open_phase, alice, mallory):
    former = hand_in(alices_team, open_phase, by=alice)
    with pytest.raises(NotAMember):
        again(former, open_phase, by=mallory)


def test_former_one_goes_into_another_phase(alices_team, open_phase, challenge, alice, tmp_path):
    final = make_phase(challenge, slug="final")
    publish_bundle(final, factories.bundle_folder(tmp_path / "final"), now=OPENS_AT)
    made = again(hand_in(alices_team, open_phase, by=alice), final, by=alice)
    assert made.phase == final


def test_same_bytes_under_the_same_key_are_one_submission(alices_team, open_phase, alice, bob, mallory, mallorys_team):
    open_phase.daily_limit = 1
    key = uuid4()
    made = send(alices_team, open_phase, by=alice, key=key)
    assert send(alices_team, open_phase, by=bob, key=key, now=LATER) == made
    with pytest.raises(NotAMember):
        send(alices_team, open_phase, by=mallory, key=key)
    assert send(mallorys_team, open_phase, by=mallory, key=key) != made
    assert Submission.objects.filter(team=alices_team).count() == 1


def test_other_bytes_or_another_key_are_another_submission(alices_team, open_phase, alice):
    key = uuid4()
    send(alices_team, open_phase, by=alice, key=key)
    send(alices_team, open_phase, by=alice, key=key, content=predictions_csv(a=2))
    send(alices_team, open_phase, by=alice, key=uuid4())
    send(alices_team, open_phase, by=alice, key=None)
    send(alices_team, open_phase, by=alice, key=None)
    assert Submission.objects.count() == 5


def test_note_and_tags_change_and_the_journal_says_which(alices_team, open_phase, alice, bob):
    made = hand_in(alices_team, open_phase, by=alice)
    annotate(made, message=" better \n", by=bob, now=LATER)
    annotate(made, tags=["v2", "V2"], by=bob, now=LATER)
    annotate(made, message="better", tags=["v2"], by=bob, now=LATER)
    kept = Submission.objects.get()
    assert (kept.message, kept.tags, made.tags) == ("better", ["v2"], ["v2"])
    entries = JournalEntry.objects.filter(deed="submission.annotated").order_by("number")
    assert [entry.details["changed"] for entry in entries] == [["message"], ["tags"]]


def test_note_is_its_teams_to_change(alices_team, open_phase, alice, mallory, dora):
    made = hand_in(alices_team, open_phase, by=alice)
    for stranger in (mallory, dora):
        with pytest.raises(NotAMember):
            annotate(made, message="x", by=stranger, now=LATER)


@pytest.fixture
def crowd(tmp_path):
    """A team, a phase of three a day, and what the team handed in first; rows that threads see."""
    edition = factories.make_edition()
    phase = make_phase(factories.make_challenge(edition), daily_limit=3)
    publish_bundle(phase, factories.bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    alice = factories.make_person("alice")
    team = factories.make_team(edition, name="Les Alizés", captain=alice)
    return team, phase, alice


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_submission(crowd):
    team, phase, alice = crowd
    key = uuid4()
    results = at_once(6, lambda _: send(team, phase, by=alice, key=key))
    assert {getattr(result, "pk", result) for result in results} == {Submission.objects.get().pk}
    assert JournalEntry.objects.filter(deed="submission.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rush_of_both_ways_uses_the_allowance_and_no_more(crowd):
    team, phase, alice = crowd
    former = hand_in(team, phase, by=alice)

    def act(number: int) -> Submission:
        if number % 2:
            return again(former, phase, by=alice, now=NOW)
        return hand_in(team, phase, by=alice, content=predictions_csv(a=number))

    results = at_once(8, act)
    assert [repr(r) for r in results if not isinstance(r, Submission | DailyAllowanceUsed)] == []
    assert [type(result) for result in results].count(DailyAllowanceUsed) == 6
    assert Submission.objects.filter(is_counted=True).count() == 3
