"""`manage.py journal` says whether the chain is whole, and where it is not."""

import pytest
from django.core.management import CommandError, call_command

from challenges.journal.actions import write
from challenges.journal.models import JournalEntry
from tests.factories import NOW


@pytest.fixture
def deeds(db):
    for number in range(3):
        write("team.created", subject=f"team:{number}", actor="test", now=NOW)
    return JournalEntry.objects.order_by("number")


def test_whole_chain_shows_its_head(deeds, capsys):
    call_command("journal")
    assert capsys.readouterr().out == f"The journal is whole: {deeds.count()} entries, head {deeds.last().hash}.\n"


def test_empty_journal_is_whole(db, capsys):
    call_command("journal")
    assert capsys.readouterr().out == "The journal is whole: 0 entries.\n"


def test_changed_entry_is_named(deeds):
    JournalEntry.objects.filter(pk=deeds[1].pk).update(subject="team:other")
    with pytest.raises(CommandError, match=f"Line {deeds[1].number} was changed"):
        call_command("journal")
