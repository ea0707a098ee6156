"""Nothing that is said is cut, covered or too small, however long it is: halls of three sizes, a deck and phones."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from smartport.stage.drawing import drawn
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, reader
from tests.smartport.stage.long import steps
from tests.smartport.stage.seen import SECRET, evening, press, screen  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]
HALLS = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768)]
LEAST = 0.024
"""Of the height of a hall: the smallest type, of the longest texts alone."""
SHOW = """([version, html]) =>
  document.dispatchEvent(new CustomEvent("stage:state", { detail: { show: "long", version, html } }))"""
FOUND = """(least) => {
  const found = [];
  const isHall = document.body.classList.contains("hall");
  const lines = [];
  for (const one of document.querySelectorAll(".scene *")) {
    const own = [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!own.length || !one.offsetParent) continue;
    const style = getComputedStyle(one);
    const said = one.textContent.trim().slice(0, 30);
    const range = document.createRange();
    range.selectNodeContents(own[0]);
    const size = parseFloat(style.fontSize);
    for (const box of range.getClientRects()) {
      // Letters, not the room above and below them.
      const middle = box.top + box.height / 2;
      lines.push([one, box.left, box.right, middle - size * 0.4, middle + size * 0.4, said]);
      if (box.left < -1 || box.right > innerWidth + 1) found.push(["beside", said, box.left, box.right]);
      if (isHall && (box.top < -1 || box.bottom > innerHeight)) found.push(["below", said, box.bottom / innerHeight]);
    }
    if (isHall && size < least * innerHeight) found.push(["small", said, size / innerHeight]);
    for (let kin = one; kin && !kin.matches(".scene"); kin = kin.parentElement) {
      const cuts = getComputedStyle(kin);
      if (cuts.webkitLineClamp !== "none" || cuts.textOverflow === "ellipsis") found.push(["cut", said]);
      if (cuts.overflowX === "visible" && cuts.overflowY === "visible") continue;
      if (kin.scrollWidth > kin.clientWidth + 1 || kin.scrollHeight > kin.clientHeight + 1) found.push(["cut", said]);
    }
  }
  for (const [nth, [one, left, right, top, bottom, said]] of lines.entries())
    for (const [other, l, r, t, b, too] of lines.slice(nth + 1))
      if (one !== other && left < r - 2 && l < right - 2 && top < b - 2 && t < bottom - 2)
        found.push(["over", said, too]);
  if (document.documentElement.scrollWidth > innerWidth) found.push(["wide", document.documentElement.scrollWidth]);
  return found;
}"""
FACES = "document.querySelectorAll('.hall [data-sheet]').length"
TURN = """(at) =>
  document.querySelectorAll("[data-sheet]").forEach((one, nth) => one.classList.toggle("is-said", nth === at))"""


def alone(page: Page) -> None:
    """With what it was told first, so that nothing but this test draws on it."""
    expect(page.locator(".scene")).to_be_attached()
    page.context.set_offline(True)


def flaws(page: Page, html: str, *, version: int) -> list[Any]:
    """Of this drawing, in each of its turns."""
    page.evaluate(SHOW, [version, html])
    expect(page.locator(f"[data-scene][data-version='{version}'] .scene")).to_be_attached()
    found = list(page.evaluate(FOUND, LEAST))
    for at in range(page.evaluate(FACES)):
        page.evaluate(TURN, at)
        found += page.evaluate(FOUND, LEAST)
    return found


def drawings() -> Mapping[str, str]:
    return {
        name: drawn({"display": "step", "step": {"kind": kind, "shows": shows}})
        for name, (kind, shows) in steps().items()
    }


@pytest.mark.parametrize("size", HALLS)
def test_hall_shows_the_longest_texts_whole(chromium, site: str, press, screen, size):  # noqa: F811
    press("m:award")
    viewport = {"width": size[0], "height": size[1]}
    page = reader(chromium, site, viewport=viewport, reduced_motion="reduce").new_page()
    page.goto(f"/stage/screen/{SECRET}/")
    alone(page)
    made = enumerate(drawings().items(), start=1)
    assert {name: found for at, (name, html) in made if (found := flaws(page, html, version=at))} == {}


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("ar", 390), ("ar", 320), ("en", 320)])
def test_phone_shows_the_longest_texts_whole(chromium, site: str, press, language, width):  # noqa: F811
    press("m:award")
    viewport = {"width": width, "height": 780}
    page = reader(chromium, site, language=language, viewport=viewport, reduced_motion="reduce").new_page()
    page.goto("/stage/")
    alone(page)
    made = enumerate(drawings().items(), start=1)
    assert {name: found for at, (name, html) in made if (found := flaws(page, html, version=at))} == {}
