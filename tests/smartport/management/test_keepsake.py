"""`manage.py keepsake`: the folder, the ZIP, and what is said of them."""

import hashlib
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from challenges import clock
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def told(*words: object) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("keepsake", *map(str, words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_folder_and_zip_hold_the_same(challenge, tmp_path):
    said, progress = told(tmp_path / "out", "--zip", tmp_path / "out.zip")
    sums = (tmp_path / "out" / "SHA256SUMS").read_bytes()
    assert hashlib.sha256(sums).hexdigest() in said
    assert "results: not published yet" in said
    assert "written: " in progress
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert packed.read("smartport-demo-2026-11-20/SHA256SUMS") == sums


def test_what_is_there_is_not_written_over(challenge, tmp_path):
    (tmp_path / "out.zip").write_bytes(b"mine")
    with pytest.raises(CommandError, match="already"):
        told(tmp_path / "out", "--zip", tmp_path / "out.zip")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == ["out.zip"]
    with pytest.raises(CommandError, match="already"):
        told(tmp_path / "out.zip")


def test_site_without_an_edition_has_nothing_to_keep(db, tmp_path):
    with pytest.raises(CommandError, match="no edition"):
        told(tmp_path / "out")
