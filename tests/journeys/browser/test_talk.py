"""Countdowns whatever the reader's clock says, a switch that keeps at once, and a question asked and answered."""

from datetime import timedelta

import pytest

from challenges import clock
from challenges.post.queries import wanted_kinds
from tests.factories import NOW
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

WRONG_CLOCK = "Date.now = ((real) => () => real() + 9e12)(Date.now)"
SLEEP = """() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
    Date.now = ((real) => () => real() + 3 * 86400e3)(Date.now);
    Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def days_of(page) -> int:
    return int(page.locator(".countdown [data-part]").first.inner_text())


def test_countdown_does_not_believe_the_readers_clock_and_asks_after_a_sleep(site, chromium, monkeypatch):
    window = reader(chromium, site)
    window.add_init_script(WRONG_CLOCK)
    page = window.new_page()
    page.goto("/challenges/rade/")
    assert days_of(page) == 56
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))
    with page.expect_response("**/clock/"):
        page.evaluate(SLEEP)
    page.wait_for_function("document.querySelector('.countdown [data-part]').textContent === '53'")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=99))
    with page.expect_response("**/clock/"):
        page.evaluate(SLEEP)
    page.locator("[data-countdown-over]").wait_for(state="visible")


def test_switch_of_letters_is_kept_at_once(harbour, chromium, alice):
    page = reader(chromium, harbour.url).new_page()
    log_in(page, "alice")
    page.goto("/account/mail/")
    page.get_by_role("switch", name="Annonces des organisateurs").uncheck()
    page.get_by_text("Enregistré", exact=True).wait_for()
    assert wanted_kinds(alice)["announcements"] is False
    page.reload()
    assert not page.get_by_role("switch", name="Annonces des organisateurs").is_checked()


def test_question_is_asked_answered_and_found(harbour, chromium, dora):
    team = reader(chromium, harbour.url).new_page()
    log_in(team, "bob")
    team.goto("/challenges/rade/questions/")
    team.get_by_label("Votre question").fill("Peut-on citer les marées de l'an dernier ?")
    team.get_by_role("button", name="Poser la question").click()
    team.get_by_text("Attend une réponse").wait_for()

    desk = reader(chromium, harbour.url).new_page()
    log_in(desk, "dora")
    desk.goto("/questions/")
    desk.get_by_role("link", name="Peut-on citer").click()
    desk.get_by_label("Réponse", exact=True).fill("Oui, **toutes**.")
    desk.get_by_label("Tout le monde").check()
    desk.get_by_role("button", name="Envoyer la réponse").click()
    desk.wait_for_url("**/questions/")

    stranger = reader(chromium, harbour.url).new_page()
    stranger.goto("/challenges/rade/questions/")
    stranger.get_by_label("Chercher dans les questions").fill("MAREES citer")
    stranger.get_by_role("button", name="Rechercher").click()
    stranger.get_by_text("Oui, toutes.").wait_for()
    assert "Alizés" not in stranger.inner_text("main")
