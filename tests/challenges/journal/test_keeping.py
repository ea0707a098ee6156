"""What organizers write into a row is kept, and told in the journal."""

import pytest

from challenges.editions.models import FaqEntry, Partner, Phase
from challenges.journal.keeping import add, change, keep, remove
from challenges.journal.models import JournalEntry
from challenges.journal.rules import KeyInUse
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_faq, make_item, make_partner, make_release, release_folder

FIELDS = ("short_name", "address")
pytestmark = pytest.mark.django_db


def deeds():
    return [(entry.deed, entry.details) for entry in JournalEntry.objects.exclude(number=0).order_by("number")]


def test_row_is_kept_and_its_change_told_from_what_to_what(edition, dora):
    partner = make_partner(edition)
    partner.short_name = "PortNet"
    keep(partner, fields=FIELDS, by=dora, now=NOW)
    assert deeds() == [("partner.changed", {"changes": {"short_name": ["ANP", "PortNet"]}})]
    partner.refresh_from_db()
    assert partner.short_name == "PortNet"


def test_nothing_kept_anew_leaves_no_line(edition, dora):
    assert keep(make_partner(edition), fields=FIELDS, by=dora, now=NOW) == {}
    assert deeds() == []


def test_new_row_is_kept_with_all_it_says(edition, dora):
    item = make_item(edition)
    item.delete()
    item.pk = type(item)._meta.pk.get_default()
    keep(item, fields=("kind",), by=dora, now=NOW)
    assert deeds() == [("agendaitem.added", {"changes": {"kind": [None, "webinar"]}})]


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


def test_key_of_something_else_makes_nothing(edition, dora):
    there = make_item(edition)
    other = type(there)(pk=there.pk, edition=edition, kind=there.kind, title={"fr": "Autre"})
    with pytest.raises(KeyInUse):
        add(other, fields=("kind",), by=dora, now=NOW)
    there.refresh_from_db()
    assert there.title != {"fr": "Autre"}
    assert deeds() == []
