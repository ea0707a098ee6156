"""The evening in a browser: a hall that follows, a phone in its language, and the file that needs no network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from smartport.stage.deck import deck_html
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in, reader
from tests.smartport.stage.seen import SECRET, TITLE, evening, plain, press, screen  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]
HALL = {"width": 1920, "height": 1080}
UPPER, LEAST = 0.75, 48
MEASURE = """() => {
  const found = [];
  for (const one of document.querySelectorAll(".scene *")) {
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const box = one.getBoundingClientRect();
    if (box.width) found.push([parseFloat(getComputedStyle(one).fontSize), box.bottom / innerHeight, one.textContent]);
  }
  return found;
}"""


@pytest.fixture
def hall(chromium, site: str, press, screen) -> Page:  # noqa: F811
    """Where no follower is: it asks the site."""
    press("m:award")
    page = reader(chromium, site, viewport=HALL, reduced_motion="reduce").new_page()
    page.goto(f"/stage/screen/{SECRET}/")
    return page


def kind(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.kind"))


def test_hall_follows_without_a_follower_and_keeps_what_it_has_without_a_network(hall: Page, press):  # noqa: F811
    press("m:board")
    expect(hall.locator(".scene-board")).to_be_visible()
    hall.context.set_offline(True)
    press("m:resolve:1")
    expect(hall.locator("[data-lost]")).to_be_visible(timeout=20_000)
    expect(hall.locator(".scene-board")).to_be_visible()
    hall.context.set_offline(False)
    expect(hall.locator(".scene-resolve")).to_be_visible(timeout=20_000)
    expect(hall.locator("[data-lost]")).to_be_hidden()


@pytest.mark.parametrize("key", ["welcome", "m:award", "m:board", "m:silence", "m:winner", "p:winner", "laureates"])
def test_what_is_said_is_large_and_in_the_upper_part(hall: Page, press, key):  # noqa: F811
    show = press(key)
    expect(hall.locator(f"[data-scene][data-version='{show.version}']")).to_be_attached()
    found = hall.evaluate(MEASURE)
    assert found
    assert [line for line in found if line[0] < LEAST or line[1] > UPPER + 0.005] == []


@pytest.mark.parametrize("key", ["m:board", "m:winner", "laureates"])
def test_older_projector_shows_type_as_large(hall: Page, press, key):  # noqa: F811
    hall.set_viewport_size({"width": 1024, "height": 768})
    show = press(key)
    expect(hall.locator(f"[data-scene][data-version='{show.version}']")).to_be_attached()
    found = hall.evaluate(MEASURE)
    assert [line for line in found if line[0] < LEAST * 768 / 1080 or line[1] > UPPER + 0.005] == []


def test_points_stand_on_one_line_beside_their_bar(hall: Page, press):  # noqa: F811
    press("m:resolve:1")
    expect(hall.locator(".scene-resolve")).to_be_visible()
    lines = hall.locator(".row-points").evaluate_all(
        "found => found.map(one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).fontSize))"
    )
    assert len(lines) == 3
    assert max(lines) < 2


def test_phone_shows_one_language(chromium, site: str, press):  # noqa: F811
    press("m:award")
    page = reader(chromium, site, language="ar", viewport={"width": 390, "height": 844}).new_page()
    page.goto("/stage/")
    expect(page.locator(".grand [lang=ar]")).to_be_visible()
    expect(page.locator(".grand [lang=fr]")).to_be_hidden()


def test_file_moves_with_the_keys_of_the_control_and_no_network(chromium, tmp_path: Path):
    path = tmp_path / "evening.html"
    path.write_bytes(deck_html(plain(), title=TITLE, is_rehearsal=False))
    context = chromium.new_context(offline=True, viewport=HALL, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(path.as_uri())
    seen = [kind(page)]
    for key in ("Space", "PageDown", "f", "PageUp", "b", "b", "l", "l"):
        page.keyboard.press(key)
        seen.append(kind(page))
    assert seen == ["", "welcome", "award", "silence", "award", "", "award", "", "award"]
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    assert kind(page) == "silence"
    page.keyboard.down("Space")
    page.wait_for_timeout(1300)
    page.keyboard.up("Space")
    assert (kind(page), complaints) == ("winner", [])
    context.close()


def test_control_shows_the_hall_itself_and_that_no_follower_answers(chromium, site: str, press, dora):  # noqa: F811
    press("m:award")
    page = reader(chromium, site, viewport={"width": 1440, "height": 900}).new_page()
    log_in(page, "dora")
    page.goto("/stage/control/")
    inside = page.frame_locator("[data-preview]")
    expect(inside.locator(".scene-award")).to_be_visible()
    page.frames[-1].evaluate("window.isTheSame = true")
    press("p:winner")
    expect(inside.locator(".scene-winner .team").first).to_be_visible()
    assert page.frames[-1].evaluate("window.isTheSame") is True
    expect(page.locator("[data-alone]")).to_be_visible()
    expect(page.locator("[data-phones]")).to_be_hidden()


def test_control_counts_the_phones_that_follow(chromium, site: str, press, dora):  # noqa: F811
    press("m:award")
    page = reader(chromium, site).new_page()
    log_in(page, "dora")
    page.route("**/follow/count/demo", lambda route: route.fulfill(body="1234\n"))
    page.goto("/stage/control/")
    expect(page.locator("[data-phones-count]")).to_have_text("1234")
    expect(page.locator("[data-alone]")).to_be_hidden()
