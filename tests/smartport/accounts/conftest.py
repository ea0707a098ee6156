"""Readers and callers of the account: fresh limits, a clock that stands at NOW, and browsers that speak English."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from rest_framework.test import APIClient

from challenges import clock
from smartport.accounts.models import User
from tests.factories import NOW, make_person, make_token
from tests.factories.people import PASSWORD


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts of another test do not count."""
    cache.clear()


@pytest.fixture(autouse=True)
def at(monkeypatch) -> Callable[[datetime], None]:
    """The doors' clock: NOW until told otherwise."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(NOW)
    return set_clock


@pytest.fixture
def visitor(db) -> APIClient:
    """Nobody, at the API."""
    return APIClient()


@pytest.fixture
def as_(db) -> Callable[..., APIClient]:
    """Makes the client of a person, who sends a token."""

    def client(person: User, **fields: object) -> APIClient:
        return APIClient(headers={"authorization": f"Token {make_token(person, **fields)}"})

    return client


@pytest.fixture
def browser(db) -> Client:
    """A visitor's, in English."""
    client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def alice(db) -> User:
    """Captains alices_team."""
    return make_person("alice")


@pytest.fixture
def alices(browser, alice) -> Client:
    """Alice's browser, in which she has just typed her password."""
    answer = browser.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert answer.status_code == 302
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser
