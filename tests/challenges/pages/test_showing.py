"""A secret is shown by the page after the deed: once, soon, and to the one who did it."""

import time

import pytest
from django.core import signing

from challenges.pages.showing import SECONDS
from challenges.pages.teams import NEW_LINK

NOTICE = "Here is the invitation link. It is shown this once."


@pytest.fixture
def led_on(alices, alices_team):
    """Alice's browser after she asked for a link, before the page that shows it."""
    answer = alices.post("/team/invitations/")
    assert (answer.status_code, answer.url) == (302, "/team/")
    return alices


def test_secret_stands_in_no_address_and_no_script_reads_it(led_on):
    cookie = led_on.cookies[NEW_LINK]
    assert (cookie["httponly"], cookie["max-age"], cookie["samesite"]) == (True, SECONDS, "Lax")


def test_page_that_shows_it_is_kept_by_nobody(led_on):
    page = led_on.get("/team/")
    assert NOTICE in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert led_on.cookies[NEW_LINK].value == ""
    assert NOTICE not in led_on.get("/team/").content.decode()


def test_looking_at_the_head_alone_uses_it_up_not(led_on):
    led_on.head("/team/")
    assert NOTICE in led_on.get("/team/").content.decode()


def test_nothing_is_shown_too_late(led_on, monkeypatch):
    later = time.time() + SECONDS + 2
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert NOTICE not in led_on.get("/team/").content.decode()


@pytest.mark.parametrize("sealed", ["", "x", "a.b.c", "\x00", "é" * 5000])
def test_cookie_of_another_making_shows_nothing(led_on, sealed):
    led_on.cookies[NEW_LINK] = sealed
    page = led_on.get("/team/")
    assert (page.status_code, NOTICE in page.content.decode()) == (200, False)


def test_nobody_else_is_shown_it(led_on, mallorys):
    mallorys.cookies[NEW_LINK] = led_on.cookies[NEW_LINK].value
    page = mallorys.get("/team/")
    assert (page.status_code, NOTICE in page.content.decode()) == (200, False)
