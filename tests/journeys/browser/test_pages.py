"""Every page, in both lights, in French and in Arabic, wide and on a phone: readable by all, light, and ours alone."""

import base64

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from challenges.leaderboards.queries import board_for
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Harbour, Witness, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = [("fr", "light", WIDE), ("fr", "dark", PHONE), ("ar", "light", PHONE), ("ar", "dark", WIDE)]
HEAVIEST = 150_000
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"><rect width="9" height="5"/></svg>'
VISITORS = ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/design/", "/no/such/page/")
MEMBERS = (
    "/",
    "/challenges/rade/",
    "/challenges/rade/data/",
    "/challenges/rade/data/rows/",
    "/challenges/rade/rules/",
    "/challenges/rade/submit/",
    "/challenges/rade/submissions/",
    "/challenges/rade/leaderboard/",
    "/team/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
)


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_every_page_is_readable_by_all(chromium, harbour: Harbour, witness: Witness, language, light, viewport):
    context = reader(chromium, harbour.url, language=language, color_scheme=light, viewport=viewport)
    page = context.new_page()
    witness.watch(page)
    wrong = [fault for address in VISITORS for fault in look_at(page, address, language=language)]
    log_in(page, "alice")
    own = [f"/submissions/{submission.pk}/" for submission in harbour.submissions.values()]
    log = f"/submissions/{harbour.submissions['scored'].pk}/log/"
    wrong += [fault for address in (*MEMBERS, *own, log) for fault in look_at(page, address, language=language)]
    assert wrong == []
    assert witness.hosts == {harbour.url.removeprefix("http://")}
    assert witness.complaints == []


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


def look_at(page: Page, address: str, *, language: str) -> list[str]:
    """What is wrong with a page, in one line each."""
    page.goto(address)
    wrong = []
    if page.get_attribute("html", "dir") != ("rtl" if language == "ar" else "ltr"):
        wrong.append("direction")
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0:
        wrong.append(f"scrolls sideways by {too_wide} px")
    found = Axe().run(page).response["violations"]
    wrong += [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
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
