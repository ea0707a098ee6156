"""The vault's pages: what is kept and what was found, who touched it, and how it goes. No value is ever on them."""

import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from datasets import clock
from datasets.vault import keeping
from datasets.vault.actions import CLOCK, Actor, Announced, append, delete, destroy, note_access, open_upload
from datasets.vault.models import Extract, ExtractState
from datasets.vault.reading import read_extract
from datasets.vault.rules import VISIT
from tests.datasets.pages.conftest import browser_of, make_extract
from tests.factories import NOW

pytestmark = pytest.mark.database

LIST = "/data/vault/"


def page_of(client, extract: Extract, below: str = "") -> str:
    return client.get(f"{LIST}{extract.pk}/{below}").content.decode()


def test_empty_vault_says_what_to_do(doras):
    page = doras.get(LIST).content.decode()
    assert "The vault is empty." in page
    assert 'href="/data/vault/upload/"' in page


def test_list_tells_state_size_rows_day_and_who(doras, dora, ready):
    make_extract(dora, "portes", state=ExtractState.UPLOADING, size=5 << 30, delete_after=NOW.date())
    page = doras.get(LIST).content.decode()
    for said in (
        "escales",
        "escales.csv",
        "Ready",
        "40",
        "90 days left",
        "Unfinished",
        "5 GiB",
        "its last day",
        "Dora",
    ):
        assert said in page


def test_list_takes_the_same_queries_for_one_and_for_many(doras, dora, ready):
    with CaptureQueriesContext(connection) as one:
        doras.get(LIST)
    for number in range(10):
        make_extract(dora, f"x-{number}")
    with CaptureQueriesContext(connection) as many:
        doras.get(LIST)
    assert (len(one), len(many)) == (5, 5)


def test_list_is_paged(doras, dora):
    for number in range(26):
        make_extract(dora, f"x-{number}", state=ExtractState.UPLOADING)
    assert "Page 1 of 2" in doras.get(LIST).content.decode()
    assert doras.get(f"{LIST}?page=2").content.decode().count('role="rowheader"') == 1


def test_deleted_ones_have_a_list_of_their_own(doras, dora, ready):
    assert "deleted extract" not in doras.get(LIST).content.decode()
    delete(ready, reason="day", by=CLOCK, now=NOW)
    kept, deleted = doras.get(LIST).content.decode(), doras.get(f"{LIST}?deleted").content.decode()
    assert ("1 deleted extract" in kept, "The vault is empty." in kept) == (True, True)
    assert ("Being destroyed" in deleted, "escales" in deleted) == (True, True)


def test_page_tells_how_it_was_read_and_what_is_in_each_column(doras, ready):
    page = page_of(doras, ready)
    for said in ("CSV, Windows-1252, semicolons between the cells, decimal commas", "1234,5", "8%", "≈"):
        assert said in page
    for said in ("IMO number (sure)", "100% of the filled cells", "9·····7", "1 column was not read without doubt"):
        assert said in page
    assert "navire &lt;b&gt;" in page
    assert "navire <b>" not in page


def test_page_leads_on_to_a_recipe_where_there_are_recipes(doras, ready):
    try:
        address = reverse("recipe-new", args=[ready.pk])
    except NoReverseMatch:
        address = None
    page = page_of(doras, ready)
    assert ("Write a recipe" in page) == (address is not None)
    assert address is None or f'href="{address}"' in page


def test_page_says_where_the_same_file_is_kept_already(doras, dora, ready):
    assert "The same file" not in page_of(doras, ready)
    make_extract(dora, "jumeau")
    assert "The same file is in the vault as" in page_of(doras, ready)


def test_opening_the_page_is_noted_and_its_moving_part_is_not(doras, dora, ready):
    page_of(doras, ready)
    doras.get(f"{LIST}{ready.pk}/", headers={"HX-Request": "true"})
    doras.head(f"{LIST}{ready.pk}/")
    opened = ready.accesses.filter(deed="opened")
    assert [(access.by, access.at) for access in opened] == [(dora, NOW)]
    assert "Page opened" in page_of(doras, ready)


def test_one_visit_is_one_line(doras, dora, carol, ready, monkeypatch):
    page_of(doras, ready)
    page_of(doras, ready)
    carol.is_staff = True
    carol.save()
    page_of(browser_of(carol), ready)
    monkeypatch.setattr(clock, "now", lambda: NOW + VISIT)
    page_of(doras, ready)
    opened = ready.accesses.filter(deed="opened").order_by("id")
    assert [(access.by, access.at) for access in opened] == [(dora, NOW), (carol, NOW), (dora, NOW + VISIT)]


def test_page_takes_the_same_queries_however_long_the_journal(doras, dora, ready):
    page_of(doras, ready)
    with CaptureQueriesContext(connection) as short:
        page_of(doras, ready)
    for _ in range(30):
        note_access(ready, deed="used", by=dora, now=NOW)
    with CaptureQueriesContext(connection) as long:
        page_of(doras, ready)
    assert (len(short), len(long)) == (7, 7)
    assert "Page 1 of 2" in page_of(doras, ready)


def test_journal_says_who_did_what(doras, dora, ready):
    note_access(ready, deed="read", by=None, actor="smartport", now=NOW)
    note_access(ready, deed="date_changed", by=dora, now=NOW, details={"from": "2027-02-18", "to": "2026-12-01"})
    note_access(ready, deed="deletion_asked", by=None, actor="command: root", now=NOW, details={"reason": "day"})
    page = page_of(doras, ready)
    for said in ("the site", "from 18 February 2027 to 1 December 2026", "command: root", "its day was over"):
        assert said in page


def test_reading_moves_by_itself_and_stops_moving_when_it_ends(doras, dora):
    extract = make_extract(dora, state=ExtractState.READING)
    address = f"{LIST}{extract.pk}/"
    assert "waits to be read" in page_of(doras, extract)
    Extract.objects.filter(pk=extract.pk).update(reading={"ticket": "t", "percent": 43, "attempts": 1})
    part = doras.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, f'hx-get="{address}"' in part, "43%" in part) == (False, True, True)
    Extract.objects.filter(pk=extract.pk).update(state=ExtractState.REFUSED, refusal={})
    assert "hx-get" not in doras.get(address, headers={"HX-Request": "true"}).content.decode()


def test_moving_part_leads_who_was_logged_out_to_the_door(dora, ready):
    answer = browser_of().get(f"{LIST}{ready.pk}/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (401, "true")


def test_refused_file_says_row_column_and_what_to_do_but_no_value(doras, dora):
    refusal = {"code": "without_header", "details": {"row": 3, "column": "B", "value": "S····t", "name": "escales.csv"}}
    extract = make_extract(dora, state=ExtractState.REFUSED, refusal=refusal)
    page = page_of(doras, extract)
    assert "Row 3 should hold the names of the columns" in page
    assert 'href="/data/vault/upload/?name=escales"' in page


def test_unfinished_upload_says_how_far_it_came(doras, dora):
    extract = make_extract(dora, state=ExtractState.UPLOADING, size=4 << 30)
    Extract.objects.filter(pk=extract.pk).update(received=1 << 30)
    page = page_of(doras, extract)
    assert "1 GiB of 4 GiB have come." in page


def test_day_is_changed_on_the_page(doras, ready):
    answer = doras.post(f"{LIST}{ready.pk}/keep/", {"delete_after": "2026-12-01"})
    ready.refresh_from_db()
    assert (answer.status_code, ready.delete_after) == (302, date(2026, 12, 1))
    assert "11 days left" in page_of(doras, ready)


@pytest.mark.parametrize("day", ["2026-11-19", "2040-01-01", "soon", ""])
def test_day_that_is_unfit_is_refused_on_the_page(doras, ready, day):
    answer = doras.post(f"{LIST}{ready.pk}/keep/", {"delete_after": day})
    assert (answer.status_code, "today or later" in answer.content.decode()) == (422, True)
    assert Extract.objects.get().delete_after == ready.delete_after


def test_extract_is_deleted_only_with_its_name(doras, dora, ready):
    address = f"{LIST}{ready.pk}/delete/"
    assert "Type the name" in doras.get(address).content.decode()
    refused = doras.post(address, {"typed": "escale"})
    assert (refused.status_code, "nothing was deleted" in refused.content.decode()) == (422, True)
    assert doras.post(address, {"typed": "escales"}).headers["Location"] == LIST
    ready.refresh_from_db()
    assert (ready.state, ready.accesses.first().by) == ("deleted", dora)
    assert doras.get(address).status_code == 302
    assert doras.post(address, {"typed": "escales"}).status_code == 302
    assert ready.accesses.filter(deed="deletion_asked").count() == 1


def test_unfinished_upload_is_dropped_with_one_click(doras, dora):
    extract = make_extract(dora, state=ExtractState.UPLOADING)
    address = f"{LIST}{extract.pk}/delete/"
    assert "Type the name" not in doras.get(address).content.decode()
    doras.post(address)
    assert Extract.objects.get().state == "deleted"


def test_page_of_a_destroyed_extract_keeps_its_journal_and_offers_nothing(doras, ready):
    delete(ready, reason="asked", by=CLOCK, now=NOW)
    assert "are being destroyed" in page_of(doras, ready)
    destroy(ready, now=NOW)
    page = page_of(doras, ready)
    assert ("Its files are destroyed" in page, "Files destroyed" in page) == (True, True)
    assert "/delete/" not in page
    assert "/keep/" not in page


def test_nobody_else_finds_the_vault(mallorys, ready):
    own = f"{LIST}{ready.pk}/"
    for address in (LIST, own, f"{own}delete/"):
        assert mallorys.get(address).status_code == 404
        assert browser_of().get(address).headers["Location"].startswith("/accounts/login/")
    assert mallorys.post(f"{own}keep/", {"delete_after": "2026-12-01"}).status_code == 404
    assert mallorys.post(f"{own}delete/", {"typed": "escales"}).status_code == 404
    ready.refresh_from_db()
    assert (ready.state, ready.accesses.filter(deed="opened").count()) == ("ready", 0)
    assert "Data vault" not in mallorys.get("/").content.decode()


RAW = (
    b"imo;navire;contact;remarque;poids\n"
    + b"9074729;ATLASQUAI;quaiatlas@anp.ma;remarqueatlas;987654\n" * 30
    + b"9321483;RIFQUAI;radeatlas@anp.ma;;123456\n" * 20
)
MARKS = ("9074729", "9321483", "ATLASQUAI", "RIFQUAI", "OTHERQUAI", "atlas@", "remarqueatlas", "987654", "123456")


@pytest.mark.parametrize("tail", [b"", b"9074729;ATLASQUAI;quaiatlas@anp.ma;remarqueatlas;987654;OTHERQUAI\n"])
def test_no_page_shows_a_value(doras, dora, tail):
    """Of a file that was read, and of one that was refused for a row that the refusal could quote."""
    content = RAW + tail
    extract = open_upload(Announced("escales", "escales.csv", len(content), NOW.date()), by=Actor(dora), now=NOW)
    append(extract, offset=0, content=io.BytesIO(content), by=Actor(dora), now=NOW)
    read_extract(extract.pk, clock=lambda: NOW)
    extract.refresh_from_db()
    assert extract.state == ("refused" if tail else "ready")
    own = f"{LIST}{extract.pk}/"
    for address in (LIST, own, f"{own}delete/", f"{LIST}?deleted"):
        page = doras.get(address).content.decode()
        assert not any(mark in page for mark in MARKS), address
    assert ("9·····9" in page_of(doras, extract)) == (not tail)


def test_no_address_leads_to_the_files(doras, ready, settings):
    """Whatever stands in an address of the site: nothing serves from the vault's folder."""
    keeping.append(ready.pk, offset=0, content=io.BytesIO(b"MARK-OF-THE-RAW-FILE"))
    own = f"{LIST}{ready.pk}"
    guesses = [f"{own}/{name}" for name in ("original", "file/", "table.parquet", "chunks/", "download/")]
    guesses += [
        f"/static/../vault/extracts/{ready.pk}/original",
        f"/vault/extracts/{ready.pk}/original",
        f"/media/{ready.pk}",
    ]
    for address in guesses:
        answer = doras.get(address, headers={"Tus-Resumable": "1.0.0"})
        assert answer.status_code in {404, 405}, address
        assert b"MARK-OF-THE-RAW-FILE" not in answer.content
    kept = [str(storage.get("OPTIONS", {}).get("location", "")) for storage in settings.STORAGES.values()]
    assert not any(str(settings.VAULT).startswith(place) for place in kept if place)


@pytest.mark.parametrize("days", [1, 7, 8])
def test_last_week_is_marked(doras, ready, days, monkeypatch):
    Extract.objects.filter(pk=ready.pk).update(delete_after=NOW.date() + timedelta(days=days))
    assert bool(re.search(r'class="[^"]*vault-soon', doras.get(LIST).content.decode())) == (days < 8)
    assert clock.now() == NOW
