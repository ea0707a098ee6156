"""Published, taken from sight, published by the clock."""

from datetime import timedelta

import pytest

from challenges.checks.models import Check
from challenges.editions.models import Challenge, Edition
from challenges.journal.models import JournalEntry
from challenges.lifecycle.publishing import publish, publish_due, schedule, unpublish, unschedule
from challenges.lifecycle.rules import AlreadyPublished, HourPast, NotChecked, NotPublished, NotReady, NotScheduled
from challenges.tasks import sweep
from tests.factories import NOW, make_challenge, make_check, make_release, release_folder

pytestmark = pytest.mark.django_db
HOUR = NOW + timedelta(hours=1)


@pytest.fixture
def draft(bundle, tmp_path) -> Challenge:
    """Complete."""
    challenge = bundle.phase.challenge
    make_release(challenge, release_folder(tmp_path / "release"))
    make_check(bundle)
    Challenge.objects.update(is_published=False)
    challenge.refresh_from_db()
    return challenge


def deeds() -> list[tuple[str, str]]:
    found = JournalEntry.objects.filter(deed__regex=r"^(challenge|edition)\.").order_by("number")
    return list(found.values_list("deed", "actor"))


def test_challenge_is_published_once_and_taken_from_sight(draft, dora):
    publish(draft, by=dora, now=NOW)
    with pytest.raises(AlreadyPublished):
        publish(draft, by=dora, now=NOW)
    assert Challenge.objects.get().is_published
    unpublish(draft, by=dora, now=NOW)
    with pytest.raises(NotPublished):
        unpublish(draft, by=dora, now=NOW)
    who = f"user:{dora.pk}"
    assert deeds() == [("challenge.published", who), ("challenge.unpublished", who)]
    told = JournalEntry.objects.get(deed="challenge.published").details
    assert told["changes"]["is_published"] == [False, True]


def test_what_lacks_something_is_not_published(edition, dora):
    challenge = make_challenge(edition, is_published=False)
    with pytest.raises(NotReady) as refused:
        publish(challenge, by=dora, now=NOW)
    assert refused.value.details == {"count": 2}
    with pytest.raises(NotReady):
        schedule(challenge, at=HOUR, by=dora, now=NOW)


def test_what_no_check_found_well_is_published_only_by_a_word_more(draft, bundle, dora):
    make_check(bundle, is_well=False, now=NOW + timedelta(minutes=1))
    with pytest.raises(NotChecked):
        publish(draft, by=dora, now=NOW)
    with pytest.raises(NotChecked):
        schedule(draft, at=HOUR, by=dora, now=NOW)
    Check.objects.all().delete()
    with pytest.raises(NotChecked):
        publish(draft, by=dora, now=NOW)
    schedule(draft, at=HOUR, by=dora, now=NOW, unchecked=True)
    publish(draft, by=dora, now=NOW, unchecked=True)
    assert deeds() == [(f"challenge.{deed}", f"user:{dora.pk}") for deed in ("scheduled", "published")]
    assert [line.details.get("unchecked") for line in JournalEntry.objects.filter(deed__startswith="challenge.")] == [
        True,
        True,
    ]


def test_clock_publishes_at_the_hour_and_not_before(draft, dora):
    schedule(draft, at=HOUR, by=dora, now=NOW)
    assert publish_due(now=HOUR - timedelta(seconds=1)) == 0
    assert (publish_due(now=HOUR), publish_due(now=HOUR)) == (1, 0)
    found = Challenge.objects.get()
    assert (found.is_published, found.publishes_at) == (True, None)
    assert deeds()[-1] == ("challenge.published", "lifecycle")


def test_hour_that_is_taken_away_publishes_nothing(draft, dora):
    schedule(draft, at=HOUR, by=dora, now=NOW)
    unschedule(draft, by=dora, now=NOW)
    with pytest.raises(NotScheduled):
        unschedule(draft, by=dora, now=NOW)
    assert publish_due(now=HOUR) == 0


def test_hour_that_is_over_is_refused(draft, dora):
    with pytest.raises(HourPast):
        schedule(draft, at=NOW, by=dora, now=NOW)


def test_what_lost_a_text_since_waits_until_it_is_there(draft, dora):
    schedule(draft, at=HOUR, by=dora, now=NOW)
    statement = draft.statement
    Challenge.objects.update(statement={"fr": "Sujet"})
    assert publish_due(now=HOUR) == 0
    Challenge.objects.update(statement=statement)
    assert publish_due(now=HOUR) == 1


def test_edition_is_published_by_the_sweep(edition, dora, monkeypatch):
    Edition.objects.update(is_published=False)
    schedule(edition, at=HOUR, by=dora, now=NOW)
    monkeypatch.setattr("challenges.tasks.now", lambda: HOUR)
    sweep()
    assert Edition.objects.get().is_published
