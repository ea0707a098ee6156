"""What jurors, their president and Dora do about a jury, by links and buttons, as the guide says it."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Locator, Page, expect

from challenges.panels.models import JurorInvitation, Panel
from challenges.post.models import Letter
from tests.factories.people import PASSWORD
from tests.journeys.browser.organizing import PATIENCE, enter, fill_texts, follow, in_words, press

# One of the ready rubric's five criteria is worth 25 of 100 points from the lowest grade to the highest.
CRITERIA = ("relevance", "rigour", "feasibility", "originality", "clarity")
TITLE = {"fr": "Jury des passages", "ar": "لجنة تحكيم العبور", "en": "Jury of the visits"}


def log_in_by_link(page: Page, name: str) -> None:
    """From a page that says to log in, and back to it."""
    follow(page, "Log in")
    log_in(page, name)


def log_in(page: Page, name: str) -> None:
    """On the page that asks for it; whoever has power is led on to the second factor."""
    page.fill("[name=login]", f"{name}@smartport.test")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()


def set_up_factor(page: Page) -> None:
    """An app on the telephone, from the page to which an account with power is led."""
    expect(page.locator("h1")).to_have_text(in_words(page, "First a second factor"))
    follow(page, "Set up an app")
    page.fill("[name=password]", PASSWORD)
    press(page, "Continue")
    key = page.locator("#totp-key").get_attribute("value") or ""
    page.fill("[name=code]", format_hotp_value(hotp_value(key, int(time.time()) // 30)))
    press(page, "Set up")
    expect(page.locator("h1")).to_have_text(in_words(page, "Recovery codes"))


def make_panel(page: Page, *, challenge: str) -> Panel:
    """With a screening of three ballots each and a final of four, both blind, from the ready rubric."""
    enter(page, "Jury")
    follow(page, "New panel")
    page.get_by_label(in_words(page, "challenge").capitalize()).select_option(label=challenge)
    fill_texts(page, "Title", TITLE)
    page.fill("[name=finalists]", "4")
    page.check("[name=final_is_blind]")
    page.fill("[name=screening_closes_at]", "2026-12-01T18:00")
    page.fill("[name=final_closes_at]", "2026-12-10T18:00")
    press(page, "Make the panel")
    expect(page.locator("h1")).to_have_text(TITLE["fr"])
    step(page, "Criteria")
    press(page, "Start from the ready rubric")
    expect(page.locator(".panel-criteria > li")).to_have_count(len(CRITERIA))
    return Panel.objects.get()


def step(page: Page, name: str) -> None:
    """A step of the panel, from any of its pages."""
    page.locator(".panel-tabs").get_by_role("link", name=re.compile(re.escape(in_words(page, name)) + "$")).click()


def invite(page: Page, name: str, *, seat: str, institution: str) -> str:
    """The address in the letter that goes out."""
    step(page, "Jurors")
    address = f"{name}@smartport.test"
    page.fill("[name=email]", address)
    page.select_option("[name=seat]", seat)
    page.fill("[name=institution]", institution)
    press(page, "Send the invitation")
    expect(page.locator(".roster")).to_contain_text(address)
    body = Letter.objects.get(address=address, about__startswith="jury:invitation:").body
    assert JurorInvitation.objects.filter(email=address, ended_at=None).count() == 1
    return re.search(r"/jury/join/\S+", body)[0]


def sign_declaration(page: Page, name: str, *, tie: tuple[str, str] | None = None) -> None:
    page.check("#confidential")
    if tie:
        page.select_option("#relation-1", tie[0])
        page.fill("#tie-1", tie[1])
    page.check("#complete")
    page.fill("#name", name)
    press(page, "Sign")


def go_to_desk(page: Page) -> None:
    """From the head of any page, on a tablet."""
    page.locator("html[data-scripted]").wait_for(state="attached")  # before that the menu stands open
    page.locator(".menu-switch").click()
    page.locator(".masthead").get_by_role("link", name=in_words(page, "Jury"), exact=True).click()
    page.locator("ul.jury-panels h2 a").first.click()


def grade(page: Page, grades: dict[str, int], *, to_team: str = "") -> None:
    """On the page of a project, by finger; the draft keeps itself."""
    for key, number in grades.items():
        level = page.locator(f".jury-level:has([name='grade-{key}'][value='{number}'])")
        level.tap()
    page.fill("[name=to_team]", to_team)
    expect(page.locator("[data-state]")).to_contain_text(in_words(page, "Saved"), timeout=PATIENCE)


def cast(page: Page) -> None:
    """What was written, looked at as a whole."""
    press(page, "Look at it and cast")
    press(page, "Cast it")
    expect(page.locator("#ballot .badge-good")).to_be_visible()


def recuse(page: Page, *, relation: str, reason: str) -> None:
    """From the page of the project."""
    follow(page, "I cannot judge this project")
    page.select_option("#relation", relation)
    page.fill("#reason", reason)
    press(page, "Recuse myself")
    expect(page.locator(".jury-progress")).to_be_visible()


def row_of(page: Page, text: str) -> Locator:
    """The line of a table or list in which this stands."""
    return page.locator("main tbody tr, main .roster > li").filter(has_text=text).first


def move_up(page: Page, code: str) -> None:
    """One place, on the page of motions."""
    page.locator(f"button[name=up][value={code}]").click()


def sign(page: Page, name: str, *, button: str) -> None:
    page.fill("#name", name)
    press(page, button)
