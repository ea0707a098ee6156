"""Dora brings a raw file: in pieces, over a line that breaks, across a closed page; sees what it holds; deletes it."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from datasets import bell, clock
from datasets.pages import tus
from datasets.tasks import destroy_deleted
from datasets.vault import keeping
from datasets.vault.actions import append
from datasets.vault.models import Extract, ExtractState
from datasets.vault.reading import read_extract
from datasets.vault.rules import VaultRefusal
from tests.factories import NOW
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, log_in, reader
from tests.journeys.browser.test_pages import LOOKS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

MEBIBYTE = 1 << 20
PATIENCE = 60_000
OWN_PAGE = re.compile(r"/data/vault/[0-9a-f-]{36}/$")
HEADER = "imo;navire;société;arrivée;poids_t;remarque\n"
SHIPS = ("9074729", "9321483", "9776418", "9461867")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch) -> None:
    """The doors of the data have a clock of their own; nobody listens to the bell. All doors are imported, which takes
    a while, before a browser waits for one."""
    reverse("vault")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(bell.current_app, "send_task", lambda *args, **kwargs: None)


@pytest.fixture
def window(chromium, site: str, dora) -> BrowserContext:
    context = reader(chromium, site)
    log_in(context.new_page(), "dora")
    return context


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.pages[0]


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """25 MiB that no reader would take for a table: four pieces."""
    path = tmp_path / "Pesées août.csv"
    path.write_bytes(os.urandom(25 * MEBIBYTE))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = [
        f"{SHIPS[number % 4]};Atlas {number % 7};SOCIETE DU PORT SARL;{number % 28 + 1:02}/03/2025 08:{number % 60:02};"
        f"{number},5;{'' if number % 3 else 'à quai'}\n"
        for number in range(600)
    ]
    path = tmp_path / "escales-2025.csv"
    path.write_bytes((HEADER + "".join(lines)).encode("windows-1252"))
    return path


class Away(VaultRefusal):
    """As a server says it that is being restarted."""

    code = "away"
    status = 503


class Site:
    """Takes so many pieces and then none, until it is told to take more."""

    def __init__(self) -> None:
        self.takes = 1000

    def append(self, *args: object, **told: object) -> Extract:
        if not self.takes:
            raise Away
        self.takes -= 1
        return append(*args, **told)


@pytest.fixture
def behind(monkeypatch) -> Site:
    """The site behind the door of uploads."""
    site = Site()
    monkeypatch.setattr(tus, "append", site.append)
    return site


def choose(page: Page, path: Path) -> None:
    page.goto("/data/vault/upload/")
    page.set_input_files("#file", str(path))


def begin(page: Page, path: Path) -> None:
    choose(page, path)
    page.click("[data-upload-begin]")


def expect_sent(page: Page, pieces: int) -> None:
    percent = 100 * pieces * 8 // 25
    expect(page.locator("[data-upload-sent]")).to_contain_text(f"({percent}", timeout=PATIENCE)


def expect_whole(page: Page, path: Path) -> None:
    page.wait_for_url(OWN_PAGE, timeout=PATIENCE)
    extract = Extract.objects.get()
    assert keeping.original(extract.pk).read_bytes() == path.read_bytes()


def test_large_file_goes_on_after_the_line_broke(page: Page, large: Path, behind: Site, witness: Witness):
    witness.watch(page)
    behind.takes = 1
    choose(page, large)
    expect(page.locator("#name")).to_have_value("pesees-aout")
    page.click("[data-upload-begin]")
    expect_sent(page, 1)
    page.context.set_offline(True)
    behind.takes = 1000
    expect(page.locator("[data-upload-say]")).to_contain_text("La connexion est perdue", timeout=PATIENCE)
    page.context.set_offline(False)
    expect_whole(page, large)
    expect(page.locator("#extract")).to_contain_text("attend d’être lu")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('upload')).length") == 0
    assert witness.complaints == []


def test_upload_is_gone_on_with_after_the_page_was_closed(window: BrowserContext, large: Path, behind: Site):
    behind.takes = 2
    first = window.new_page()
    begin(first, large)
    expect_sent(first, 2)
    first.close()
    assert Extract.objects.get().received == 16 * MEBIBYTE

    behind.takes = 1000
    second = window.new_page()
    choose(second, large)
    expect(second.locator("[data-upload-continues]")).to_contain_text("64", timeout=PATIENCE)
    expect(second.locator("#name")).to_be_hidden()
    second.click("[data-upload-begin]")
    expect_whole(second, large)
    assert Extract.objects.count() == 1


def test_another_file_of_the_same_name_size_and_hour_is_another(page: Page, large: Path, behind: Site):
    behind.takes = 1
    begin(page, large)
    expect_sent(page, 1)
    stat = large.stat()
    large.write_bytes(os.urandom(stat.st_size))
    os.utime(large, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    choose(page, large)
    page.click("[data-upload-begin]")
    expect(page.locator("[data-upload-refusal]")).to_contain_text("pesees-aout", timeout=PATIENCE)


def test_upload_is_paused_and_resumed(page: Page, large: Path, behind: Site):
    behind.takes = 1
    begin(page, large)
    expect_sent(page, 1)
    page.click("[data-upload-pause]")
    expect(page.locator("[data-upload-say]")).to_contain_text("En pause")
    behind.takes = 1000
    page.wait_for_timeout(3000)
    assert Extract.objects.get().received == 8 * MEBIBYTE
    page.click("[data-upload-resume]")
    expect_whole(page, large)


def test_two_tabs_with_the_same_file_bring_it_once(window: BrowserContext, large: Path, behind: Site):
    behind.takes = 1
    first, second = window.new_page(), window.new_page()
    begin(first, large)
    expect_sent(first, 1)
    begin(second, large)
    behind.takes = 1000
    expect_whole(second, large)
    first.wait_for_url(OWN_PAGE, timeout=PATIENCE)


def test_refusal_is_said_on_the_page_and_nothing_is_lost(page: Page, table: Path, dora):
    choose(page, table)
    page.fill("#delete-after", "2031-12-31")
    page.click("[data-upload-begin]")
    expect(page.locator("[data-upload-refusal]")).to_be_hidden()
    page.evaluate("document.querySelector('#delete-after').max = ''")
    page.fill("#delete-after", "2040-12-31")
    page.click("[data-upload-begin]")
    expect(page.locator("[data-upload-refusal]")).to_contain_text("jour de suppression")
    expect(page.locator("#name")).to_have_value("escales-2025")
    assert Extract.objects.count() == 0


def test_ended_session_is_said(window: BrowserContext, page: Page, large: Path):
    choose(page, large)
    window.clear_cookies(name="sessionid")
    page.click("[data-upload-begin]")
    expect(page.locator("[data-upload-refusal]")).to_contain_text("session")


def test_dora_brings_a_table_sees_what_identifies_and_deletes_it(page: Page, table: Path, witness: Witness):
    witness.watch(page)
    choose(page, table)
    page.click("[data-upload-begin]")
    expect(page.locator("#extract")).to_contain_text("attend d’être lu")
    read_extract(Extract.objects.get().pk, clock=clock.now)
    expect(page.locator("#columns")).to_be_visible(timeout=15_000)
    said = page.locator("#extract").inner_text()
    for word in ("Windows-1252", "points-virgules", "numéro OMI", "remarque"):
        assert word in said
    assert "Atlas" not in page.content()
    assert "SOCIETE DU PORT" not in page.content()
    assert not any(ship in page.content() for ship in SHIPS)

    page.click("a[href$='/delete/']")
    page.fill("#typed", "escales-2025")
    page.click("main form .button-danger")
    expect(page.locator("main")).to_contain_text("Le coffre est vide")
    destroy_deleted()
    assert not keeping.original(Extract.objects.get().pk).exists()
    assert witness.complaints == []


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_its_pages_are_readable_by_all(chromium, site, witness: Witness, dora, table, language, light, viewport):
    context = reader(chromium, site, language=language, color_scheme=light, viewport=viewport)
    page = context.new_page()
    witness.watch(page)
    log_in(page, "dora")
    wrong = look_at(page, "/data/vault/", language=language) + look_at(page, "/data/vault/upload/", language=language)
    page.set_input_files("#file", str(table))
    page.click("[data-upload-begin]")
    page.wait_for_url(OWN_PAGE)
    own = Extract.objects.get()
    address = f"/data/vault/{own.pk}/"
    wrong += look_at(page, address, language=language)
    read_extract(own.pk, clock=clock.now)
    for below in ("", "delete/"):
        wrong += look_at(page, f"{address}{below}", language=language)
    wrong += look_at(page, "/data/vault/", language=language)
    for state in (ExtractState.UPLOADING, ExtractState.REFUSED, ExtractState.DELETED):
        refusal = {"code": "too_few_cells", "details": {"row": 1204, "cells": 5, "width": 6, "column": "remarque"}}
        Extract.objects.filter(pk=own.pk).update(state=state, received=1000, refusal=refusal)
        wrong += look_at(page, address, language=language)
    wrong += look_at(page, "/data/vault/?deleted", language=language)
    assert wrong == []
    assert witness.complaints == []
