"""A row is kept with what changed of it."""

import pytest

from challenges.journal.keeping import discard, keep
from challenges.journal.models import JournalEntry
from tests.factories import NOW, make_item, make_partner

FIELDS = ("short_name", "address")
pytestmark = pytest.mark.django_db


def deeds():
    return [(entry.deed, entry.details) for entry in JournalEntry.objects.exclude(number=0).order_by("number")]


def test_change_is_told_from_what_to_what(edition, dora):
    partner = make_partner(edition)
    partner.short_name = "PortNet"
    keep(partner, fields=FIELDS, by=dora, now=NOW)
    assert deeds() == [("partner.changed", {"changes": {"short_name": ["ANP", "PortNet"]}})]
    partner.refresh_from_db()
    assert partner.short_name == "PortNet"


def test_nothing_changed_leaves_no_line(edition, dora):
    assert keep(make_partner(edition), fields=FIELDS, by=dora, now=NOW) == {}
    assert deeds() == []


def test_new_row_is_added_with_all_it_says(edition, dora):
    item = make_item(edition)
    item.delete()
    item.pk = type(item)._meta.pk.get_default()
    keep(item, fields=("kind",), by=dora, now=NOW)
    assert deeds() == [("agendaitem.added", {"changes": {"kind": [None, "webinar"]}})]


def test_row_is_discarded_once(edition, dora):
    partner = make_partner(edition)
    twin = type(partner).objects.get(pk=partner.pk)
    assert discard(partner, said="ANP", by=dora, now=NOW)
    assert not discard(twin, said="ANP", by=dora, now=NOW)
    assert deeds() == [("partner.removed", {"was": "ANP"})]
