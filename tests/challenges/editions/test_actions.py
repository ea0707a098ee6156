"""Announcements are published once, withdrawn, and written down."""

from datetime import timedelta

from challenges.editions.actions import note_mailed, publish_announcement, withdraw_announcement
from challenges.journal.models import JournalEntry
from tests.factories import NOW, OPENS_AT, make_announcement


def deeds() -> list[str]:
    found = JournalEntry.objects.filter(deed__startswith="announcement.").order_by("number")
    return list(found.values_list("deed", flat=True))


def test_draft_is_published_once(edition, dora):
    draft = make_announcement(edition, published_at=None)
    assert [publish_announcement(draft, by=dora, now=moment) for moment in (OPENS_AT, NOW)] == [True, False]
    draft.refresh_from_db()
    assert (draft.published_at, deeds()) == (OPENS_AT, ["announcement.published"])


def test_announcement_that_is_withdrawn_is_a_draft_that_was_mailed(edition, dora):
    told = make_announcement(edition, mailed_at=NOW)
    assert [withdraw_announcement(told, by=dora, now=NOW) for _ in range(2)] == [True, False]
    told.refresh_from_db()
    assert (told.published_at, told.mailed_at, deeds()) == (None, NOW, ["announcement.withdrawn"])


def test_mailing_is_noted_once(edition):
    told = make_announcement(edition)
    assert [note_mailed(told, now=NOW) for _ in range(2)] == [True, False]


def test_hour_that_is_to_come_may_be_changed(edition, dora):
    draft = make_announcement(edition, published_at=None)
    hours = [NOW + timedelta(days=1), NOW + timedelta(days=2)]
    assert [publish_announcement(draft, by=dora, now=NOW, at=hour) for hour in hours] == [True, True]
    draft.refresh_from_db()
    assert (draft.published_at, deeds()) == (hours[1], ["announcement.scheduled"] * 2)
    assert not publish_announcement(draft, by=dora, now=hours[1])
