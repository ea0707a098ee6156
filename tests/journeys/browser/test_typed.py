"""What was typed is not lost when the session ends in the middle of it, and is shown to nobody else."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

PLACE = "/challenges/rade/questions/"
WORDS = "Peut-on citer les marées ?"


def typed_and_logged_out(page, name):
    log_in(page, name)
    page.goto(PLACE)
    page.get_by_label("Votre question").fill(WORDS)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Poser la question").click()
    page.wait_for_url("**/accounts/login/**")


def enter(page, name):
    page.locator("input[name=login]").fill(f"{name}@smartport.test")
    page.locator("input[name=password]").fill("a-calm-sea-and-a-good-tide")
    page.locator("main form[action*=login] button[type=submit], main form button.button").first.click()
    page.wait_for_url(f"**{PLACE}")


def test_what_was_typed_is_back_after_the_log_in(harbour, chromium):
    page = reader(chromium, harbour.url).new_page()
    typed_and_logged_out(page, "bob")
    enter(page, "bob")
    expect(page.get_by_label("Votre question")).to_have_value(WORDS)
    page.reload()
    expect(page.get_by_label("Votre question")).to_have_value("")


def test_what_was_typed_is_not_shown_to_whoever_logs_in_next(harbour, chromium):
    page = reader(chromium, harbour.url).new_page()
    typed_and_logged_out(page, "bob")
    enter(page, "alice")
    expect(page.get_by_label("Votre question")).to_have_value("")
