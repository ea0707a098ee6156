"""Dora makes a release out of a raw extract: three questions, a choice and what it costs, a build, three signatures."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from datasets import clock
from datasets.builds.actions import ask_build, save_revision
from datasets.builds.models import Build, BuildState, Draft
from datasets.builds.queries import last_revision
from datasets.builds.running import run_build
from datasets.releases.models import Release
from datasets.vault.models import Extract
from tests.factories import NOW
from tests.factories.recipes import make_draft, make_extract_of, visits
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, log_in, reader
from tests.journeys.browser.test_pages import LOOKS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

RECIPE = "/data/recipes/passages/"
OVERFULL = 40


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def harbour(live_server, chromium, dora) -> Iterator[str]:
    """The windows close before the database does."""
    yield live_server.url
    for window in chromium.contexts:
        window.close()


@pytest.fixture
def extract(harbour, dora) -> Extract:
    return make_extract_of(visits(), by=dora)


@pytest.fixture
def page(chromium, harbour, extract, witness: Witness) -> Page:
    page = reader(chromium, harbour, language="en").new_page()
    log_in(page, "dora")
    witness.watch(page)
    return page


def make(build: Build) -> None:
    """What a worker does."""
    assert run_build(build.pk, clock=lambda: NOW)


def write_recipe(page: Page, extract: Extract) -> None:
    page.goto(f"/data/vault/{extract.pk}/")
    page.click("a[href$='/recipe/']")
    page.select_option("#target", "Durée (min)")
    page.fill("#title-fr", "Passages de camions")
    page.click("main form .button >> nth=0")
    page.wait_for_url(f"**{RECIPE}")


def sign(page: Page, question: str) -> None:
    box = page.locator(f"#sign-{question}")
    box.locator("[name=signer]").fill("Dora Alami")
    box.locator("[name=role]").fill("DPO")
    box.locator("[value=yes]").check()
    box.locator("form .button").click()
    expect(box.locator("form")).to_have_count(0)


def test_release_is_made_from_a_raw_extract_to_the_end(page: Page, extract: Extract, witness: Witness):
    write_recipe(page, extract)
    trial = page.locator("#trial")
    expect(trial.locator(".trial-table")).to_be_visible(timeout=30_000)
    page.click("[data-card=poids_t] summary")
    expect(trial.locator(".trial-bars")).to_be_visible(timeout=30_000)
    page.locator("[data-card=poids_t] [name$=round_to]").fill("20")
    expect(trial).to_contain_text("“poids_t” keeps", timeout=30_000)
    expect(page.locator("[data-card=poids_t] .card-unsaved")).to_be_visible()
    assert Draft.objects.get().revisions.count() == 1
    page.click(".recipe-save [value=save]")
    page.wait_for_url("**open=poids_t*")

    page.click(".recipe-bar form .button")
    expect(page.locator("#progress")).to_be_visible()
    build = Build.objects.get()
    make(build)
    page.wait_for_selector("#signing", timeout=30_000)
    for question in ("singling_out", "linkability", "inference"):
        sign(page, question)
    page.click("a[href$='/publish/']")
    page.fill("#typed", "1.0.0")
    page.click("main form .button >> nth=0")
    expect(page.locator(".notice-good")).to_contain_text("passages 1.0.0")
    build.refresh_from_db()
    assert (build.state, Release.objects.get().version) == (BuildState.PUBLISHED, "1.0.0")
    assert witness.complaints == []


def test_order_of_importance_is_moved_and_gone_back_on(page: Page, extract: Extract, dora):
    make_draft(extract, by=dora)
    page.goto(RECIPE)
    first = page.locator(".importance li >> nth=0")
    name = first.locator("bdi").inner_text()
    first.locator("button >> nth=1").click()
    expect(page.locator(".importance li >> nth=1").locator("bdi")).to_have_text(name)
    page.goto(f"{RECIPE}history/")
    page.click(".revisions form button")
    page.wait_for_url(f"**{RECIPE}")
    expect(page.locator(".importance li >> nth=0").locator("bdi")).to_have_text(name)


def test_two_windows_lose_nothing(page: Page, extract: Extract, dora):
    draft = make_draft(extract, by=dora)
    page.goto(RECIPE)
    other = last_revision(draft).text.replace("k: 5", "k: 9")
    save_revision(draft, text=other, after=1, by=dora, now=NOW)
    page.fill("#p-l", "3")
    page.click(".recipe-save [value=save]")
    expect(page.locator("#refusal")).to_contain_text("saved revision 2 in the meantime")
    expect(page.locator("#p-l")).to_have_value("3")
    page.click(".recipe-save [value=save]")
    expect(page.locator("#refusal")).to_have_count(0)
    assert "l: 3" in last_revision(draft).text


def test_recipe_is_tried_and_saved_without_javascript(chromium, harbour, extract: Extract, dora):
    draft = make_draft(extract, by=dora)
    page = reader(chromium, harbour, language="en", java_script_enabled=False).new_page()
    log_in(page, "dora")
    page.goto(f"{RECIPE}?open=poids_t")
    page.locator("[data-card=poids_t] [name$=round_to]").fill("20")
    page.click(".recipe-save [value=try]")
    expect(page.locator("#trial")).to_contain_text("“poids_t” keeps")
    page.click(".recipe-save [value=save]")
    assert "round_to: 20" in last_revision(draft).text


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_pages_are_readable_by_all(chromium, harbour, extract, witness: Witness, dora, language, light, viewport):
    context = reader(chromium, harbour, language=language, color_scheme=light, viewport=viewport)
    page = context.new_page()
    log_in(page, "dora")
    witness.watch(page)
    wrong = look_at(page, f"/data/vault/{extract.pk}/recipe/", language=language)
    wrong += look_at(page, "/data/recipes/", language=language)
    draft = make_draft(extract, by=dora)
    save_revision(draft, text=last_revision(draft).text.replace("l: 2", "l: 1"), after=1, by=dora, now=NOW)
    build = ask_build(draft, by=dora, now=NOW)
    own = f"/data/builds/{build.pk}/"
    wrong += look_at(page, own, language=language)
    make(build)
    page.wait_for_selector("#signing", timeout=30_000)
    opened = f"{RECIPE}?open=poids_t"
    for address in (opened, f"{RECIPE}texts/", f"{RECIPE}text/", f"{RECIPE}text/?revision=1", f"{RECIPE}history/"):
        wrong += look_at(page, address, language=language)
    for address in ("/data/recipes/", f"{RECIPE}derive/ongoing/", own, f"{own}publish/", f"{own}discard/"):
        wrong += look_at(page, address, language=language)
    page.goto(opened)
    page.wait_for_selector("#trial .trial-table", timeout=30_000)
    assert wrong == []
    assert witness.hosts == {harbour.removeprefix("http://")}
    assert witness.complaints == []


def test_recipe_of_forty_columns_is_still_a_page(chromium, harbour, witness: Witness, dora):
    table = visits()
    wide = {f"Mesure portuaire numéro {place} (t)": table["Poids (t)"] + place for place in range(OVERFULL)}
    make_draft(make_extract_of(table.assign(**wide), by=dora), by=dora)
    page = reader(chromium, harbour, viewport={"width": 390, "height": 844}).new_page()
    log_in(page, "dora")
    witness.watch(page)
    assert look_at(page, RECIPE, language="fr") == []
    page.wait_for_selector("#trial .trial-table", timeout=30_000)
    page.fill("#p-k", "6")
    page.click(".recipe-save [value=save]")
    expect(page.locator("#p-k")).to_have_value("6")
    assert "k: 6" in last_revision(Draft.objects.get()).text
    assert witness.complaints == []
