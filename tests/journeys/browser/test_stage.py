"""The control of a running show in a real browser: keys, a clicker, a mouse that holds, two tabs, a lost line."""

import pytest
from playwright.sync_api import Browser, Page, expect

from challenges.ceremony.models import Show
from challenges.ceremony.running import rehearse
from tests.factories import NOW
from tests.factories.evening import make_awards, make_evening
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]
LAPTOP = {"width": 1366, "height": 768}
HELD = 1300  # ms


@pytest.fixture
def show(site, edition, alices_team, mallorys_team, dora) -> Show:
    make_awards(edition, alices_team, mallorys_team)
    make_evening(edition)
    return rehearse(edition, seed=1, by=dora, now=NOW)


@pytest.fixture
def page(site, show, chromium: Browser, witness: Witness) -> Page:
    """Dora's, which holds the control."""
    page = reader(chromium, site, language="en", viewport=LAPTOP).new_page()
    witness.watch(page)
    log_in(page, "dora")
    page.goto(f"/stage/control/?edition=demo&key={show.controller_key}")
    return page


def at_version(page: Page, version: int) -> None:
    expect(page.locator(f'[data-show][data-version="{version}"]')).to_be_visible()


def step(show: Show) -> int:
    """As it is kept."""
    return Show.objects.get(pk=show.pk).cursor


def to_a_winner(page: Page, show: Show) -> int:
    """The step before the first one that is held."""
    at = next(at for at, one in enumerate(show.script) if one["holds"]) - 1
    Show.objects.filter(pk=show.pk).update(cursor=at, display="step", version=50)
    page.reload()
    at_version(page, 50)
    return at


def test_keys_of_a_clicker_move_one_step_each(page, show, witness):
    for version, key in enumerate(("PageDown", "f", " ", "PageUp", "b", ".", "l"), start=1):
        page.keyboard.press(key)
        at_version(page, version)
    assert (step(show), Show.objects.get().display) == (1, "logo")
    assert witness.complaints == []
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_double_click_and_key_that_repeats_move_once(page, show):
    page.locator(".control-key-next button").dblclick()
    at_version(page, 1)
    page.evaluate(
        """for (const repeat of [false, true, true])
        document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "f", code: "KeyF", bubbles: true, repeat}))"""
    )
    at_version(page, 2)
    page.wait_for_timeout(500)
    assert Show.objects.get().version == 2


def test_winner_is_told_by_a_key_that_is_held_not_by_a_press(page, show):
    at = to_a_winner(page, show)
    page.keyboard.press("PageDown")
    expect(page.locator("[data-waiting]")).to_be_visible()
    assert step(show) == at
    page.keyboard.press("PageDown")
    page.wait_for_timeout(HELD)
    assert step(show) == at
    page.keyboard.press("PageDown")
    at_version(page, 51)
    assert step(show) == at + 1


def test_winner_is_told_by_holding_key_or_mouse(page, show):
    at = to_a_winner(page, show)
    page.keyboard.down("f")
    page.wait_for_timeout(HELD)
    page.keyboard.up("f")
    at_version(page, 51)
    page.keyboard.press("r")
    at_version(page, 52)
    page.locator(".control-key-next button").hover()
    page.mouse.down()
    page.wait_for_timeout(HELD)
    page.mouse.up()
    at_version(page, 53)
    assert step(show) == at + 1


def test_two_tabs_never_jump_and_both_see_where_the_show_is(page, show):
    other = page.context.new_page()
    other.goto(page.url)
    page.keyboard.press("PageDown")
    at_version(page, 1)
    at_version(other, 1)
    other.keyboard.press("PageDown")
    at_version(other, 2)
    at_version(page, 2)


def test_page_that_lost_the_control_says_so_by_itself(page, show, chromium, site, dora):
    other = page.context.new_page()
    other.goto("/stage/control/?edition=demo")
    other.get_by_role("link", name="Take the control over…").click()
    other.get_by_role("button", name="Take the control").click()
    expect(page.locator(".control-lock")).to_be_visible()
    page.keyboard.press("PageDown")
    other.keyboard.press("PageDown")
    at_version(other, 1)
    assert Show.objects.get().version == 1


def test_without_a_line_it_says_so_and_comes_back_by_itself(page, show):
    page.context.set_offline(True)
    page.keyboard.press("PageDown")
    expect(page.locator("[data-lost]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_be_hidden()
    page.keyboard.press("PageDown")
    at_version(page, 1)
    page.reload()
    at_version(page, 1)
    expect(page.locator("[data-mine]")).to_be_visible()
