"""Two organizers, each in a browser of their own, the operator, and an hour that stands still."""

import pytest
from django.test import Client

from challenges import clock
from smartport.accounts.models import User
from tests.factories import NOW, make_person
from tests.smartport.console.desks import at_the_desk


@pytest.fixture
def hour(monkeypatch) -> None:
    """The doors' clock: NOW."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def organizer(dora: User) -> Client:
    return at_the_desk(dora)


@pytest.fixture
def colleague(db: None) -> Client:
    return at_the_desk(make_person("driss", is_staff=True))


@pytest.fixture
def olga(client: Client) -> User:
    """The operator, at the door."""
    olga = make_person("olga", is_staff=True, is_superuser=True)
    client.force_login(olga)
    client.cookies["language"] = "en"
    return olga
