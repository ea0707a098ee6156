"""Where one is logged in: devices in words, seen now and then, ended one by one or all at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from smartport.accounts.sessions import device_of
from tests.factories import NOW, make_person
from tests.factories.people import PASSWORD

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def other_device():
    client = Client(headers={"user-agent": IPHONE})
    client.post("/accounts/login/", {"login": "alice@smartport.test", "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (IPHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "macOS")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_device_has_a_name(user_agent, device):
    assert device_of(user_agent) == device


def test_page_names_the_devices_and_marks_this_one(alices):
    other_device()
    page = alices.get("/accounts/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("this device") == 1


def test_one_is_logged_out(alices, alice):
    other = other_device()
    session = UserSession.objects.get(user=alice, user_agent=IPHONE)
    alices.post(f"/account/sessions/{session.pk}/end/")
    assert other.get("/account/").status_code == 302
    assert alices.get("/account/").status_code == 200


def test_all_others_are_logged_out(alices):
    others = [other_device(), other_device()]
    alices.post("/accounts/sessions/")
    assert [other.get("/account/").status_code for other in others] == [302, 302]
    assert alices.get("/account/").status_code == 200


def test_nobody_elses_is_ended(alices, alice):
    mallory = make_person("mallory")
    stranger = Client()
    stranger.post("/accounts/login/", {"login": mallory.email, "password": PASSWORD})
    session = UserSession.objects.get(user=mallory)
    assert alices.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert stranger.get("/account/").status_code == 200


def test_log_in_begins_a_new_session(browser, alice):
    """Whoever planted a session in a browser does not share it after the log-in."""
    browser.get("/accounts/login/")
    browser.session["x"] = 1
    before = browser.session.session_key
    browser.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert browser.session.session_key != before


def test_new_password_logs_out_the_others(alices, alice):
    other = other_device()
    new = "a-colder-sea-and-a-better-tide"
    answer = alices.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert other.get("/account/").status_code == 302
    assert alices.get("/account/").status_code == 200


def test_last_seen_is_noted_every_ten_minutes(alices, alice, at):
    session = UserSession.objects.get(user=alice)
    for minutes, seen in ((9, session.last_seen_at), (10, NOW + timedelta(minutes=10))):
        at(NOW + timedelta(minutes=minutes))
        alices.get("/")
        session.refresh_from_db()
        assert session.last_seen_at == seen


def test_api_lists_and_ends_them(alices, alice, as_, django_assert_num_queries):
    client = as_(alice)
    listed = client.get("/api/v1/sessions").json()["results"]
    assert [(one["browser"], one["system"], one["is_current"]) for one in listed] == [("Firefox", "Linux", False)]
    for devices in (1, 3):
        while UserSession.objects.count() < devices:
            other_device()
        with django_assert_num_queries(3):
            client.get("/api/v1/sessions")
    first = listed[0]["id"]
    assert client.delete(f"/api/v1/sessions/{first}").status_code == 204
    assert client.delete(f"/api/v1/sessions/{first}").status_code == 404
    assert client.delete("/api/v1/sessions").status_code == 204
    assert not UserSession.objects.exists()
    assert alices.get("/account/").status_code == 302
