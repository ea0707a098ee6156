"""Alice's certificate, with her yes to her name on it, and readers in English."""

import pytest
from django.core.cache import cache
from django.test import Client

from challenges import clock
from challenges.results.models import Certificate
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from tests.factories import NOW
from tests.factories.stage import make_certificate, make_publication


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """The doors' clock, and nobody has asked yet."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def paper(edition, alice) -> Certificate:
    give(alice, purpose=PUBLICATION, now=NOW)
    make_publication(edition)
    return make_certificate(edition, alice, team="Les Alizés")


@pytest.fixture
def visitor(db) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def holder(visitor, alice) -> Client:
    visitor.force_login(alice)
    return visitor
