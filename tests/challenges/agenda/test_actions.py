"""The agenda is written with its trace."""

import pytest

from challenges.agenda.actions import keep_item, remove_item
from challenges.agenda.models import AgendaItem
from challenges.journal.models import JournalEntry
from tests.factories import NOW, make_item

pytestmark = pytest.mark.django_db


def test_item_is_kept_changed_and_removed(edition, dora):
    item = make_item(edition)
    item.kind = "workshop"
    keep_item(item, by=dora, now=NOW)
    assert JournalEntry.objects.last().details == {"changes": {"kind": ["webinar", "workshop"]}}
    assert remove_item(item, by=dora, now=NOW)
    assert AgendaItem.objects.count() == 0
    assert JournalEntry.objects.last().details["changes"]["kind"] == ["workshop", None]
