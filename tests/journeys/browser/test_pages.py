"""Every page, in both lights, in French and in Arabic, wide and on a phone: readable by all, light, and ours alone."""

import base64
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from challenges.leaderboards.queries import board_for
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Harbour, Witness, log_in, reader
from tests.smartport.world import Address, World, addresses, world  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = [("fr", "light", WIDE), ("fr", "dark", PHONE), ("ar", "light", PHONE), ("ar", "dark", WIDE)]
HEAVIEST = 150_000
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"><rect width="9" height="5"/></svg>'
NOT_PAGES = ("api/", "static/")
NO_PAGE = (204, 301, 302, 401, 405)
HALL = re.compile(r"/stage/(screen/|control/[^/]+/hall/)")  # French at the left and Arabic at the right, whoever looks
LEAST_PAGES = {"anonymous": 15, "captain": 45, "organizer": 25}
MOST_SHIFT = 0.02
SHIFT = """() => new Promise((done) => {
  let shift = 0;
  const add = (found) => { for (const entry of found.getEntries()) shift += entry.hadRecentInput ? 0 : entry.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shift), 60);
})"""


@pytest.mark.parametrize("role", LEAST_PAGES)
@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_every_page_is_readable_by_all(chromium, site, world: World, witness, role, language, light, viewport):  # noqa: F811
    """Every address of the site that is a page for this person; a new one is looked at without being named here."""
    context = reader(chromium, site, language=language, color_scheme=light, viewport=viewport)
    page = context.new_page()
    witness.watch(page)
    if world.people[role]:
        log_in(page, world.people[role].username)
    wrong, seen = [], 0
    for address in addresses():
        if not address.route.startswith(NOT_PAGES) and "logout" not in address.name:
            faults = look_at(page, world.path(address), language=language)
            wrong += faults or []
            seen += faults is not None
    assert wrong == []
    assert seen >= LEAST_PAGES[role]
    assert witness.hosts == {site.removeprefix("http://")}
    assert witness.complaints == []


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_submission_is_readable_in_every_state(chromium, harbour: Harbour, language, light, viewport):
    page = reader(chromium, harbour.url, language=language, color_scheme=light, viewport=viewport).new_page()
    log_in(page, "alice")
    own = [f"/submissions/{submission.pk}/" for submission in harbour.submissions.values()]
    rest = ["/challenges/rade/submissions/", "/challenges/rade/leaderboard/", "/no/such/page/"]
    assert [fault for address in (*own, *rest) for fault in look_at(page, address, language=language) or []] == []


def test_foot_of_a_page_is_seen_when_all_of_it_has_come(chromium, harbour: Harbour):
    page = reader(chromium, harbour.url).new_page()
    page.goto("/")
    seen = page.locator(".colophon").is_visible()
    page.evaluate("document.querySelector('.colophon-end').remove()")
    assert (seen, page.locator(".colophon").is_visible()) == (True, False)


@pytest.mark.parametrize("address", ["/", "/challenges/rade/", "/challenges/rade/leaderboard/", "queued", "scored"])
def test_page_is_light_on_its_first_visit(chromium, harbour: Harbour, address):
    context = reader(chromium, harbour.url)
    log_in(context.new_page(), "alice")
    state = harbour.submissions.get(address)
    fresh = reader(chromium, harbour.url)
    fresh.add_cookies(context.cookies())
    page, witness = fresh.new_page(), Witness()
    witness.watch(page)
    page.goto(f"/submissions/{state.pk}/" if state else address)
    assert 5_000 < witness.weight() < HEAVIEST


def look_at(page: Page, address: str, *, language: str) -> list[str] | None:
    """What is wrong with a page, in one line each; None for what is no page, or not for this reader."""
    found = page.request.get(address, max_redirects=0)
    if found.status in NO_PAGE or not found.body().startswith(b"<!doctype html>"):  # a part of one is none
        return None
    page.goto(address)
    wrong = []
    if found.status >= 500:
        wrong.append(f"status {found.status}")
    if (shift := page.evaluate(SHIFT)) > MOST_SHIFT:
        wrong.append(f"moves by {shift:.3f} while it loads")
    is_one_language = not found.ok or not HALL.match(address)
    if page.get_attribute("html", "dir") != ("rtl" if language == "ar" and is_one_language else "ltr"):
        wrong.append("direction")
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0:
        wrong.append(f"scrolls sideways by {too_wide} px")
    violations = Axe().run(page).response["violations"]
    wrong += [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]
    return [f"{address} {fault}" for fault in wrong]


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_challenge_with_prizes_partners_scale_and_picture_is_readable(
    chromium, harbour: Harbour, language, light, viewport
):
    """Its board has four further scores with long names."""
    drawing = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()
    texts = {code: f"{word} {'long ' * 12}" for code, word in (("fr", "Nom"), ("ar", "اسم"), ("en", "Name"))}
    challenge = harbour.phase.challenge
    challenge.theme, challenge.prizes = texts, [{"title": texts, "about": texts}]
    challenge.naive_anchor, challenge.target_anchor = 12345.678, 0.5
    challenge.statement = {code: f"{text}\n\n![{text}]({drawing})" for code, text in texts.items()}
    challenge.save()
    for short in ("ADII", "Transporteurs"):
        address = "https://customs.example" if short == "ADII" else ""
        challenge.partners.create(edition=challenge.edition, short_name=short, name=texts, address=address)
    board = board_for(harbour.phase)
    name = dict.fromkeys(texts, "Gain sur la persistance (PM10)")
    board.columns += [{**board.columns[0], "key": f"more{n}", "primary": False, "title": name} for n in range(4)]
    board.save()
    page = reader(chromium, harbour.url, language=language, color_scheme=light, viewport=viewport).new_page()
    addresses = ("/", "/challenges/rade/", "/challenges/rade/leaderboard/")
    assert [fault for address in addresses for fault in look_at(page, address, language=language)] == []
