"""The page that brings a file into the vault, and its small form without a script."""

import os
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from datasets.vault import keeping
from datasets.vault.models import Extract, ExtractState
from tests.datasets.pages.conftest import browser_of, make_extract

pytestmark = pytest.mark.database

ADDRESS = "/data/vault/upload/"
CONTENT = b"navire;poids\n" + b"Atlas;12,5\n" * 50


def send(client, *, content: bytes = CONTENT, file_name: str = "Escales été.csv", **told: str):
    form = {"name": "escales", "delete_after": "2026-12-31", **told}
    return client.post(ADDRESS, {**form, "file": SimpleUploadedFile(file_name, content)})


def test_page_asks_for_file_name_and_day(doras):
    page = doras.get(ADDRESS).content.decode()
    assert 'enctype="multipart/form-data" data-upload="/data/vault/uploads/"' in page
    assert 'name="delete_after" value="2027-02-18"' in page
    assert "at most 20 GiB" in page


def test_name_of_a_refused_extract_is_there_already(doras):
    assert 'name="name" value="escales-2025"' in doras.get(f"{ADDRESS}?name=escales-2025").content.decode()


def test_small_file_comes_whole_with_the_form(doras, dora):
    answer = send(doras)
    extract = Extract.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/data/vault/{extract.pk}/")
    assert (extract.name, extract.original_name, extract.state, extract.kept_by) == (
        "escales",
        "Escales été.csv",
        "reading",
        dora,
    )
    assert keeping.original(extract.pk).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        ({"name": "Été"}, 422, "This name cannot be used."),
        ({"delete_after": "2026-11-19"}, 422, "today or later"),
        ({"delete_after": ""}, 422, "today or later"),
        ({"content": b""}, 422, "The file is empty."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(doras, told, status, said):
    answer = send(doras, **told)
    page = answer.content.decode()
    assert (answer.status_code, said in page, "data-wrong" in page) == (status, True, True)
    assert Extract.objects.count() == 0


def test_form_without_a_file_is_refused(doras):
    answer = doras.post(ADDRESS, {"name": "escales", "delete_after": "2026-12-31"})
    assert (answer.status_code, "No file was chosen." in answer.content.decode()) == (422, True)


def test_taken_name_is_said_and_the_rest_is_not_lost(doras, dora):
    make_extract(dora)
    answer = send(doras)
    page = answer.content.decode()
    assert (answer.status_code, "The name “escales” is taken" in page) == (409, True)
    assert 'name="delete_after" value="2026-12-31"' in page


def test_refused_extract_makes_room_for_the_next(doras, dora):
    refused = make_extract(dora, state=ExtractState.REFUSED)
    assert send(doras).status_code == 302
    refused.refresh_from_db()
    assert (refused.state, Extract.objects.get(name="escales").state) == ("deleted", "reading")


def test_large_form_never_lies_outside_of_the_vault(doras, settings, monkeypatch):
    """Above a megabyte Django would use the system's folder."""
    seen = set()
    take = keeping.append

    def append(*args, **kwargs):
        links = list(Path("/proc/self/fd").iterdir())
        seen.update(str(link.readlink()) for link in links if link.is_symlink())
        return take(*args, **kwargs)

    monkeypatch.setattr(keeping, "append", append)
    content = os.urandom(9 << 20)
    assert send(doras, content=content).status_code == 302
    assert any(name.startswith(str(settings.VAULT)) for name in seen)
    assert not any(".upload" in name for name in seen)
    assert keeping.original(Extract.objects.get().pk).read_bytes() == content


def test_full_disk_while_the_form_comes_is_said(doras, monkeypatch):
    class Full:
        def write(self, content: bytes) -> None:
            raise OSError(28, "No space left on device")

        def close(self) -> None:
            pass

    monkeypatch.setattr(keeping, "spool", Full)
    answer = send(doras)
    page = answer.content.decode()
    assert (answer.status_code, "not enough room" in page, Extract.objects.count()) == (507, True, 0)


def test_full_disk_at_the_end_leaves_no_half_extract(doras, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    answer = send(doras)
    monkeypatch.undo()
    assert (answer.status_code, Extract.objects.get().state) == (507, "deleted")
    assert send(doras).status_code == 302


def test_nobody_else_finds_it_nor_has_a_byte_read(mallorys, visitor_of, monkeypatch):
    def never(*args):
        raise AssertionError

    monkeypatch.setattr(keeping, "spool", never)
    assert mallorys.get(ADDRESS).status_code == 404
    assert send(mallorys).status_code == 404
    assert send(visitor_of()).headers["Location"].startswith("/accounts/login/")


@pytest.fixture
def visitor_of(db):
    return browser_of


def test_form_needs_its_token(dora):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(dora)
    assert send(careful).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', careful.get(ADDRESS).content.decode())[1]
    assert send(careful, csrfmiddlewaretoken=token).status_code == 302
