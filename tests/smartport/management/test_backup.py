"""The words of `backup` and `restore`, by the same person at the same terminal."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from challenges import clock
from challenges.journal.models import JournalEntry
from challenges.submissions.models import Submission
from smartport.management.commands.restore import WORD
from tests.factories import NOW
from tests.smartport.backup.places import FILE, database, point_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def path(tmp_path, submission) -> Path:
    printed("backup", tmp_path / "backup.tar")
    return tmp_path / "backup.tar"


def printed(command: str, *words: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, words), stdout=out)
    return out.getvalue()


def test_it_says_what_is_in_it_and_how_to_use_it(tmp_path, submission):
    said = printed("backup", tmp_path / "backup.tar")
    last = JournalEntry.objects.order_by("number").last()
    assert f"journal: entry {last.number}, head {last.hash}" in said
    assert (last.deed, last.actor, last.details) == ("backup.begun", "operator", {"with_vault": False})
    assert "KEEP IT SECRET" in said
    assert f"manage.py restore {tmp_path / 'backup.tar'}" in said
    assert "raw extracts: left out" in said


def test_a_name_that_is_taken_is_refused(path):
    with pytest.raises(CommandError, match="already"):
        printed("backup", path)


def test_it_writes_to_the_standard_output(tmp_path, submission, capfdbinary):
    call_command("backup", "-")
    told = capfdbinary.readouterr()
    (tmp_path / "piped.tar").write_bytes(told.out)
    assert b"KEEP IT SECRET" in told.err
    assert "The backup holds" in printed("restore", "--check", tmp_path / "piped.tar")


def test_a_check_writes_nothing(tmp_path, path):
    point_to(tmp_path / "new")
    with database(FILE, tmp_path):
        assert "The backup holds" in printed("restore", "--check", path)
    assert not (tmp_path / "site.sqlite3").exists()
    assert not (tmp_path / "new").exists()


def test_a_damaged_file_fails_the_check(tmp_path, path):
    (tmp_path / "cut.tar").write_bytes(path.read_bytes()[:-600])
    with pytest.raises(CommandError, match="not whole"):
        printed("restore", "--check", tmp_path / "cut.tar")


def test_an_empty_machine_gets_the_site(tmp_path, path):
    point_to(tmp_path / "new")
    with database(FILE, tmp_path):
        assert "Restored: the same journal" in printed("restore", path)
        assert Submission.objects.count() == 1


def test_what_is_there_is_replaced_only_by_the_typed_words(tmp_path, path):
    with database(FILE, tmp_path, migrated=True):
        from tests.factories import make_person

        make_person("zoe")
        with pytest.raises(CommandError, match="not empty"):
            printed("restore", path)
        with pytest.raises(CommandError, match=WORD):
            printed("restore", path, "--replace", "yes")
        assert "Restored" in printed("restore", path, "--replace", WORD)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        printed("restore", tmp_path / "nothing.tar")
