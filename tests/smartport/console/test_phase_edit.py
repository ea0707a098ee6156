"""Phases are added and changed; their hours by the clock of the edition, until they have begun."""

from datetime import timedelta

import pytest

from challenges.editions.models import Phase
from challenges.journal.models import JournalEntry
from tests.factories import NOW, make_phase
from tests.smartport.console.desks import form_of

CHALLENGE = "/console/editions/demo/challenges/rade/"
MAIN = f"{CHALLENGE}phases/main/"
NEW = {
    "slug": "final",
    "title_fr": "Finale",
    "opens_at": "2026-12-01T08:00",
    "closes_at": "2026-12-10T08:00",
    "freezes_at": "",
    "daily_limit": "5",
    "total_limit": "50",
    "gap_minutes": "0",
    "selections": "2",
    "log_policy": "off",
}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


def test_phase_is_added(organizer, challenge):
    assert organizer.post(f"{CHALLENGE}phases/new/", NEW).status_code == 302
    phase = Phase.objects.get()
    assert (phase.slug, phase.log_policy, phase.title) == ("final", "off", {"fr": "Finale"})
    assert JournalEntry.objects.get(deed="phase.added").details["changes"]["total_limit"] == [None, 50]


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "new"},
        {"slug": "main"},
        {"slug": "Été !"},
        {"closes_at": "2026-11-30T08:00"},
        {"freezes_at": "2026-12-11T08:00"},
        {"title_fr": "", "title_en": "Final"},
        {"daily_limit": "-1"},
        {"selections": "0"},
        {"opens_at": "tomorrow"},
        {"opens_at": "0001-01-01T00:00"},
        {"closes_at": "9999-12-31T23:59"},
        {"log_policy": "all"},
        {"title_ar": "\x00"},
    ],
)
def test_phase_that_cannot_be_is_refused(organizer, phase, wrong):
    assert organizer.post(f"{CHALLENGE}phases/new/", {**NEW, **wrong}).status_code == 422
    assert Phase.objects.count() == 1


def test_hours_are_changed_until_the_phase_has_begun(organizer, challenge):
    phase = make_phase(challenge, opens_at=NOW + timedelta(days=1))
    sent = {**form_of(organizer, MAIN), "opens_at": "2026-11-22T10:00"}
    assert organizer.post(MAIN, sent).status_code == 302
    phase.refresh_from_db()
    assert phase.opens_at.isoformat() == "2026-11-22T10:00:00+00:00"


def test_phase_that_has_begun_meanwhile_keeps_its_hours(organizer, challenge):
    phase = make_phase(challenge, opens_at=NOW + timedelta(days=1))
    sent = {**form_of(organizer, MAIN), "closes_at": "2027-05-01T10:00"}
    Phase.objects.update(opens_at=NOW - timedelta(minutes=1))
    answer = organizer.post(MAIN, sent)
    assert (answer.status_code, "has begun meanwhile" in answer.content.decode()) == (422, True)
    closes = phase.closes_at
    phase.refresh_from_db()
    assert phase.closes_at == closes


@pytest.mark.parametrize("has_public_input", [True, False])
def test_policy_that_the_bundle_cannot_follow_is_refused(organizer, bundle, has_public_input):
    """Otherwise every program of the phase would end in a breakdown of ours."""
    bundle.manifest["has_public_input"] = has_public_input
    bundle.save()
    answer = organizer.post(MAIN, {**form_of(organizer, MAIN), "log_policy": "public"})
    assert answer.status_code == (302 if has_public_input else 422)
    assert Phase.objects.get().log_policy == ("public" if has_public_input else "full")


def test_parts_of_a_second_are_kept(organizer, challenge):
    phase = make_phase(challenge, opens_at=NOW + timedelta(days=1, microseconds=7))
    organizer.post(MAIN, {**form_of(organizer, MAIN), "daily_limit": "7"})
    opens = phase.opens_at
    phase.refresh_from_db()
    assert (phase.opens_at, phase.daily_limit) == (opens, 7)
