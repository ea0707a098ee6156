"""The operator's way into the vault, from the terminal."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from datasets import clock
from datasets.management.commands import vault
from datasets.vault import keeping
from datasets.vault.actions import CLOCK, delete
from datasets.vault.models import Extract
from tests.factories import NOW

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CONTENT = b"imo;poids\n" + b"".join(b"9074729;%d,5\n" % number for number in range(30))
UNTIL = ("--delete-after", "2026-12-31")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(vault.getpass, "getuser", lambda: "operator")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Escales 2025.csv"
    path.write_bytes(CONTENT)
    return path


def printed(*words: object) -> str:
    out = io.StringIO()
    call_command("vault", *map(str, words), stdout=out)
    return out.getvalue()


def test_file_is_brought_read_listed_told_of_and_destroyed(path):
    said = printed("import", path, "--name", "escales", *UNTIL)
    assert "30 rows, 2 columns" in said
    assert "imo: integer; IMO number (sure)" in said
    extract = Extract.objects.get()
    assert (extract.state, extract.kept_by, keeping.original(extract.pk).read_bytes()) == ("ready", None, CONTENT)
    assert re.search(r"escales +ready +\d+ +30 +2026-12-31 +Escales 2025.csv", printed("list"))
    assert printed("journal", "escales").splitlines() == [
        "2026-11-20 12:00  command: operator  Upload begun",
        "2026-11-20 12:00  command: operator  Arrived whole",
        "2026-11-20 12:00  the site  Read",
    ]
    assert printed("destroy", "escales", "--reason", "sent by mistake") == "escales is destroyed.\n"
    assert not keeping.original(extract.pk).exists()
    assert printed("journal", "escales").splitlines()[-2:] == [
        "2026-11-20 12:00  command: operator  Deletion asked  sent by mistake",
        "2026-11-20 12:00  the site  Files destroyed",
    ]
    assert ("escales" in printed("list"), "escales" in printed("list", "--deleted")) == (False, True)


def test_name_is_made_from_the_files(path):
    assert printed("import", path, *UNTIL).startswith("escales-2025 is in the vault")


def test_import_waits_for_the_worker_that_was_quicker(path, monkeypatch):
    read = vault.read_extract
    monkeypatch.setattr(vault, "read_extract", lambda extract_id, **told: False)
    monkeypatch.setattr(vault.time, "sleep", lambda seconds: read(Extract.objects.get().pk, clock=clock.now))
    assert "30 rows" in printed("import", path, *UNTIL)


def test_file_that_is_no_table_ends_with_its_reason(tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"a;b\n1;2;3\n")
    with pytest.raises(CommandError, match="Row 2"):
        printed("import", broken, *UNTIL)


def test_extract_deleted_while_it_is_read_is_said(path, monkeypatch):
    def gone(extract_id, **told):
        return delete(Extract.objects.get(), reason="asked", by=CLOCK, now=NOW)

    monkeypatch.setattr(vault, "read_extract", gone)
    with pytest.raises(CommandError, match="deleted meanwhile"):
        printed("import", path, *UNTIL)


def test_what_the_rules_refuse_ends_with_a_sentence(path):
    with pytest.raises(CommandError, match=r"This name cannot be used\. Use small letters"):
        printed("import", path, "--name", "Été", *UNTIL)
    with pytest.raises(CommandError, match="today or later"):
        printed("import", path, "--delete-after", "2026-11-19")


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="no file"):
        printed("import", tmp_path / "none.csv", *UNTIL)
    for verb in (("journal", "none"), ("destroy", "none", "--reason", "x")):
        with pytest.raises(CommandError, match="no extract none"):
            printed(*verb)
