"""A ballot in a real browser: it keeps itself through a second window, a lost session and a killed page; by keyboard,
and on a tablet."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from challenges import clock
from challenges.jury.models import Ballot
from challenges.panels.models import Panel, Stage
from smartport.accounts.models import User
from tests.factories import NOW
from tests.factories.jury import CRITERIA, assign, at_stage, make_candidate, make_juror, make_panel
from tests.factories.projects import make_picture, make_project
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}


@pytest.fixture
def address(site, leaderboard, alices_team, alice, carol):
    challenge = leaderboard.phase.challenge
    panel = at_stage(make_panel(challenge), Stage.SCREENING)
    text = {"title": "Les Alizés au large", "pitch": "# Idée\n\n" + "mot " * 300}
    project = make_project(alices_team, challenge, by=alice, **text)
    make_picture(project, by=alice, caption="Tableau de bord")
    candidate = make_candidate(panel, project)
    assign(make_juror(panel, carol), candidate)
    return f"/jury/{panel.pk}/projects/{candidate.code}/"


@pytest.fixture
def window(chromium, site, carol):
    """Carol's, on a tablet, in English."""
    return carols(chromium, site, language="en", **TABLET)


def carols(chromium, site, **options):
    found = reader(chromium, site, **options)
    page = found.new_page()
    log_in(page, "carol")
    page.wait_for_url(lambda url: "login" not in url)
    return found


def opened(window, address):
    page = window.new_page()
    page.goto(address)
    return page


def saved(page):
    expect(page.locator("[data-state]")).to_contain_text("Saved")


def test_draft_keeps_itself_and_survives_a_killed_page(window, address, witness):
    page = opened(window, address)
    witness.watch(page)
    page.fill("[name=to_team]", "A calm and useful idea")
    page.locator(".jury-level").nth(3).tap()
    saved(page)
    page.fill("[name=to_jury]", "Written a moment before the crash")
    page.wait_for_timeout(2500)
    page.close(run_before_unload=False)
    kept = Ballot.objects.get()
    assert (kept.to_team, kept.to_jury) == ("A calm and useful idea", "Written a moment before the crash")
    assert kept.grades == {CRITERIA[0]: 4}
    assert 0 < kept.seconds < 60
    again = opened(window, address)
    expect(again.locator("[name=to_jury]")).to_have_value("Written a moment before the crash")
    expect(again.locator("[data-offer]")).to_be_hidden()
    assert witness.complaints == []


def test_what_is_typed_before_the_script_has_come_is_kept_too(window, address):
    page = window.new_page()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/ballot*.js", hold)
    page.goto(address, wait_until="commit")
    page.fill("[name=to_team]", "Typed on a slow line")
    page.wait_for_timeout(300)
    held[0].continue_()
    expect(page.locator("[data-count]").first).to_contain_text("20 /")
    saved(page)
    page.wait_for_timeout(1500)
    assert Ballot.objects.get().to_team == "Typed on a slow line"


def test_second_window_is_refused_kindly_and_shows_both(window, address):
    first, second = opened(window, address), opened(window, address)
    first.fill("[name=to_team]", "From the first window")
    saved(first)
    second.fill("[name=to_team]", "From the second window")
    clash = second.locator("[data-clash]")
    expect(clash).to_contain_text("From the first window")
    expect(clash).to_contain_text("From the second window")
    assert Ballot.objects.get().to_team == "From the first window"
    clash.locator("[data-keep]").click()
    saved(second)
    expect(clash).to_be_empty()
    assert Ballot.objects.get().to_team == "From the second window"
    first.fill("[name=to_team]", "First again")
    first.locator("[data-take]").click()
    expect(first.locator("[name=to_team]")).to_have_value("From the second window")


def test_lost_session_keeps_the_text_and_offers_it_again(window, address):
    page = opened(window, address)
    page.fill("[name=to_team]", "Saved before")
    saved(page)
    cookies = [one for one in window.cookies() if one["name"] != "sessionid"]
    window.clear_cookies()
    window.add_cookies(cookies)
    page.fill("[name=to_team]", "Typed after the session was over")
    expect(page.locator("[data-lost]")).to_be_visible()
    page.click("[data-lost] a")
    page.fill("[name=login]", "carol@smartport.test")
    page.fill("[name=password]", "a-calm-sea-and-a-good-tide")
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{address}")
    expect(page.locator("[name=to_team]")).to_have_value("Saved before")
    page.click("[data-put-back]")
    expect(page.locator("[name=to_team]")).to_have_value("Typed after the session was over")
    saved(page)
    page.wait_for_timeout(1500)
    assert Ballot.objects.get().to_team == "Typed after the session was over"


def test_without_a_connection_nothing_is_lost(window, address):
    page = opened(window, address)
    window.set_offline(True)
    page.fill("[name=to_team]", "On the train")
    expect(page.locator("[data-state]")).to_contain_text("No connection")
    window.set_offline(False)
    saved(page)
    assert Ballot.objects.get().to_team == "On the train"


def test_hour_that_passes_meanwhile_is_said_and_the_text_stays(window, address, monkeypatch):
    Panel.objects.update(screening_closes_at=NOW + timedelta(hours=1))
    page = opened(window, address)
    page.fill("[name=to_team]", "In time")
    saved(page)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    page.fill("[name=to_team]", "Typed too late")
    expect(page.locator("[data-refusal-message]")).to_contain_text("were taken until")
    expect(page.locator("[name=to_team]")).to_have_value("Typed too late")
    page.click("[value=review]")
    expect(page.locator("main")).to_contain_text("This draft is not counted.")
    expect(page.locator(".jury-given")).to_contain_text("Typed too late")
    assert Ballot.objects.get().to_team == "In time"


def test_keyboard_grades_and_casts(window, address):
    page = opened(window, address)
    page.keyboard.press("j")
    for grade in "4523":
        page.keyboard.press(grade)
        page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("1")
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_have_attribute("open", "")
    expect(page.locator("[data-progress]")).to_have_text("4 / 4 graded")
    page.focus("[name=to_jury]")
    page.keyboard.type("5 j k")
    saved(page)
    page.click("[value=review]")
    page.wait_for_url("**/cast/")
    expect(page.locator("main")).to_contain_text("5 j k")
    page.click("main form.form button")
    page.wait_for_url(f"**{address}")
    kept = Ballot.objects.get()
    assert kept.grades == dict(zip(CRITERIA, (4, 5, 1, 3), strict=True))
    assert kept.cast_at is not None


@pytest.mark.parametrize(("language", "width"), [("fr", 820), ("ar", 820), ("fr", 390), ("ar", 1440)])
def test_pages_fit_and_a_finger_finds_every_level(chromium, site, address, language, width):
    window = carols(chromium, site, language=language, viewport={"width": width, "height": 1180})
    page = opened(window, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.locator(".jury-level").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 44
    assert "Alizés" not in page.content()
    assert User.objects.get(username="carol").judges
