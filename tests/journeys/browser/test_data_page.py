"""The data in a real browser: what they are, the licence, the files, the rows, in both directions and both lights."""

import re

import pytest
from playwright.sync_api import Page, expect

from datasets.models import LicenceAcceptance
from tests import factories
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, log_in, reader
from tests.journeys.browser.test_pages import LOOKS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

DATA = "/challenges/rade/data/"
ROWS = "/challenges/rade/data/rows/"
ASKED = f"{ROWS}?where=queue&is=ge&value=many&where=terminal&is=ne&value=OTHER&sort=-waiting_hours"


@pytest.fixture
def wide(harbour, tmp_path):
    """A release with sixty columns of long names and texts."""
    folder = factories.release_folder(tmp_path / "wide", extra_columns=51)
    return factories.make_release(harbour.phase.challenge, folder, version="1.1.0")


def test_licence_is_readable_by_all(chromium, harbour):
    page = reader(chromium, harbour.url, language="ar").new_page()
    log_in(page, "captain-0")
    assert look_at(page, DATA, language="ar") == []
    page.click("#licence button")
    assert page.locator("#agree-error").is_visible()
    page.goto(page.url)
    expect(page.locator("#agree-error")).to_have_count(0)


@pytest.mark.parametrize(("language", "light", "viewport"), [LOOKS[0], LOOKS[2]])
def test_overfull_page_is_readable_by_all(chromium, harbour, wide, witness: Witness, language, light, viewport):
    page = reader(chromium, harbour.url, language=language, color_scheme=light, viewport=viewport).new_page()
    witness.watch(page)
    wrong = [fault for address in (DATA, ROWS) for fault in look_at(page, address, language=language)]
    log_in(page, "alice")
    wrong += [fault for address in (DATA, ASKED) for fault in look_at(page, address, language=language)]
    assert wrong == []
    assert witness.complaints == []


def test_from_the_licence_to_the_file_and_the_rows(chromium, harbour, witness: Witness):
    page = reader(chromium, harbour.url, language="en").new_page()
    witness.watch(page)
    log_in(page, "captain-0")
    page.goto(DATA)
    page.click("button:has-text('Accept the licence')")
    expect(page.locator(".field-error")).to_contain_text("Tick the box")
    page.check("#agree")
    page.click("button:has-text('Accept the licence')")
    assert LicenceAcceptance.objects.filter(user__username="captain-0").exists()
    with page.expect_download() as started:
        page.click(".access-file >> nth=0")
    assert started.value.suggested_filename == "train.parquet"
    page.click(".access >> text=Look at the rows")
    expect(page.locator(".rows-found")).to_contain_text("1,200 rows")
    assert witness.complaints == []
    assert witness.hosts == {harbour.url.removeprefix("http://")}


def test_rows_change_in_place_and_the_address_with_them(chromium, harbour, witness: Witness):
    page = reader(chromium, harbour.url, language="en").new_page()
    witness.watch(page)
    log_in(page, "alice")
    page.goto(ROWS)
    page.evaluate("window.same = true")
    page.click(".rows-sort >> text=waiting_hours")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("waiting_hours")
    page.select_option("#where-0", "terminal")
    page.select_option("#is-0", "eq")
    page.fill("#value-0", "Tarik")
    page.click("#asking-show")
    expect(page.locator("#rows-said")).to_contain_text(re.compile(r"^\d+ rows of 1,200$"))
    expect(page.locator(".rows-table tbody tr:first-child td:nth-child(2)")).to_have_text("Tarik")
    page.click("text=Next")
    expect(page.locator(".pages")).to_contain_text("Page 2 of")
    expect(page.locator("[data-rows]")).to_be_focused()
    assert page.evaluate("window.same")
    assert re.search(r"sort=waiting_hours&where=terminal&is=eq&value=Tarik.*page=2", page.url)
    shared = page.locator(".rows-table tbody tr").all_inner_texts()
    page.reload()
    assert page.locator(".rows-table tbody tr").all_inner_texts() == shared
    page.go_back()
    expect(page.locator(".pages")).to_contain_text("Page 1 of")
    assert witness.complaints == []


def test_rows_are_asked_for_without_javascript(chromium, harbour):
    page = reader(chromium, harbour.url, language="en", java_script_enabled=False).new_page()
    log_in(page, "alice")
    page.goto(ROWS)
    page.select_option("#where-0", "queue")
    page.select_option("#is-0", "ge")
    page.fill("#value-0", "five")
    page.click("#asking-show")
    expect(page.locator(".field-error")).to_contain_text("“five” is no number")
    page.fill("#value-0", "5")
    page.click("#asking-show")
    expect(page.locator(".rows-found")).to_contain_text("rows of 1,200")
    page.click("a.condition-drop")
    expect(page.locator(".rows-found")).to_have_text("1,200 rows")


def test_digest_and_lines_are_copied(chromium, harbour):
    context = reader(chromium, harbour.url, language="en")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=harbour.url)
    page = context.new_page()
    page.goto(DATA)
    copy(page, "polars")
    assert page.evaluate("navigator.clipboard.readText()").startswith("import polars as pl\ntrain = pl.read_parquet")
    page.click("tr:has-text('data/test.csv') [data-copy]")
    digest = page.input_value("tr:has-text('data/test.csv') input")
    assert page.evaluate("navigator.clipboard.readText()") == digest
    assert re.fullmatch("[0-9a-f]{64}", digest)


def test_reader_whose_session_has_ended_is_told_what_to_do(chromium, harbour):
    page = reader(chromium, harbour.url, language="en").new_page()
    log_in(page, "alice")
    page.goto(ROWS)
    page.context.clear_cookies(name="sessionid")
    page.click(".rows-sort >> text=queue")
    expect(page.locator("main")).to_contain_text("The rows are for those who may download them.")


def copy(page: Page, title: str) -> None:
    page.click(f".snippet:has-text('{title}') [data-copy]")
    expect(page.locator(f".snippet:has-text('{title}') [data-copy]")).to_contain_text("Copied")
