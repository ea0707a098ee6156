"""What is done in the vault stands in the site's journal too, in nobody's words but its own."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from challenges.chronicle.actions import place_missing
from challenges.chronicle.queries import lines_seen_by
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from datasets.vault.actions import Actor, change_day, delete, destroy, note_access, note_visit
from datasets.vault.rules import Deed
from tests.datasets.vault.conftest import CONTENT, LAST_DAY, uploaded
from tests.factories import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(dora):
    return uploaded(Actor(dora))


def told():
    lines = JournalEntry.objects.exclude(number=0).order_by("number")
    return [(line.deed, line.actor, line.details) for line in lines]


def test_extract_is_followed_from_its_upload_to_its_end(kept, dora):
    who = f"user:{dora.pk}"
    note_visit(kept, by=dora, now=NOW)
    change_day(kept, delete_after=date(2027, 3, 1), by=Actor(dora), now=NOW)
    delete(kept, reason="asked", by=Actor(dora), now=NOW)
    destroy(kept, now=NOW)
    assert told() == [
        ("extract.begun", who, {"size": len(CONTENT), "delete_after": LAST_DAY.isoformat()}),
        ("extract.received", who, {"size": len(CONTENT)}),
        ("extract.opened", who, {}),
        ("extract.day_changed", who, {"changes": {"delete_after": [LAST_DAY.isoformat(), "2027-03-01"]}}),
        ("extract.deleted", who, {"reason": "asked"}),
        ("extract.destroyed", "system", {}),
    ]
    assert set(JournalEntry.objects.exclude(number=0).values_list("subject", flat=True)) == {f"extract:{kept.pk}"}
    assert verify() is None


def test_what_the_site_finds_as_it_reads_is_nobodys_deed(kept):
    before = told()
    note_access(kept, deed=Deed.READ, by=None, actor="smartport", now=NOW)
    assert told() == before


def test_nothing_of_what_the_file_is_called_leaves_the_vault(kept, dora):
    delete(kept, reason="asked", by=Actor(dora), now=NOW)
    lines = " ".join(f"{line.subject} {line.details}" for line in JournalEntry.objects.all())
    assert kept.original_name not in lines
    assert kept.name not in lines


def test_what_is_done_at_the_terminal_is_the_operators(kept):
    call_command("vault", "destroy", kept.name, reason="a mistake", stdout=StringIO())
    assert told()[2:] == [
        ("extract.deleted", "operator", {"reason": "a mistake"}),
        ("extract.destroyed", "system", {}),
    ]


def test_every_organizer_reads_it_as_every_organizer_may_open_the_vault(kept):
    place_missing()
    assert lines_seen_by(make_person("otto", is_staff=True)).filter(deed="extract.received").count() == 1
