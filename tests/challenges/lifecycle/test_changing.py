"""What organizers write is kept, and told in the journal."""

import pytest

from challenges.editions.models import FaqEntry, Partner, Phase
from challenges.journal.models import JournalEntry
from challenges.lifecycle.changing import add, change, remove
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_faq, make_release, release_folder

pytestmark = pytest.mark.django_db


def test_change_is_told_from_what_to_what(phase, dora):
    values = {"daily_limit": 9, "total_limit": phase.total_limit}
    assert change(phase, values, by=dora, now=NOW) == {"daily_limit": [5, 9]}
    entry = JournalEntry.objects.get(deed="phase.changed")
    assert (entry.by, entry.subject) == (dora, f"phase:{phase.pk}")
    assert entry.details == {"edition": "demo", "phase": "rade/main", "changes": {"daily_limit": [5, 9]}}
    assert Phase.objects.get().daily_limit == 9


def test_nothing_changed_is_not_told(phase, dora):
    assert change(phase, {"daily_limit": 5}, by=dora, now=NOW) == {}
    assert not JournalEntry.objects.filter(deed="phase.changed").exists()


def test_lists_and_references_are_changed_by_their_keys(challenge, dora, tmp_path):
    partner = Partner.objects.create(edition=challenge.edition, short_name="ANP", name={"fr": "ANP"})
    release = make_release(challenge, release_folder(tmp_path / "release"))
    told = change(challenge, {"partners": [partner.pk], "release": None}, by=dora, now=NOW)
    assert told == {"partners": [[], [partner.pk]], "release": [str(release.pk), None]}
    challenge.refresh_from_db()
    assert (list(challenge.partners.all()), challenge.release) == ([partner], None)


def test_new_row_is_told(challenge, dora):
    phase = Phase(challenge=challenge, slug="final", title={"fr": "Finale"}, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    add(phase, fields=("slug", "title"), by=dora, now=NOW)
    entry = JournalEntry.objects.get(deed="phase.added")
    assert entry.details["changes"] == {"slug": [None, "final"], "title": [None, {"fr": "Finale"}]}


def test_row_goes_once(edition, dora):
    entry = make_faq(edition)
    assert remove(entry, fields=("question",), by=dora, now=NOW)
    assert not remove(FaqEntry(pk=entry.pk), fields=("question",), by=dora, now=NOW)
    told = JournalEntry.objects.get(deed="faqentry.removed")
    assert told.details["changes"] == {"question": [entry.question, None]}
