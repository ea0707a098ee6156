"""Readers of the site: each of the cast in a browser of their own, a clock that stands at NOW, English on screen."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from challenges import clock
from datasets.models import Release, ReleaseFile
from tests.factories import NOW, OPENS_AT, accept_licence

DATA = b"call_id,wait_h\n" + b"a,1.5\n" * 40


@pytest.fixture(autouse=True)
def at(monkeypatch) -> Callable[[datetime], None]:
    """The doors' clock: NOW until told otherwise."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(NOW)
    return set_clock


def browser_of(person=None) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    if person:
        client.force_login(person)
    return client


@pytest.fixture
def visitor(db) -> Client:
    return browser_of()


@pytest.fixture
def alices(alices_team, alice) -> Client:
    return browser_of(alice)


@pytest.fixture
def bobs(alices_team, bob) -> Client:
    return browser_of(bob)


@pytest.fixture
def carols(carol) -> Client:
    """Logged in, in no team."""
    return browser_of(carol)


@pytest.fixture
def mallorys(mallorys_team, mallory) -> Client:
    return browser_of(mallory)


@pytest.fixture
def release(challenge, alice, bob) -> Release:
    """One file that the challenge hands out; Alice and Bob have accepted its licence."""
    made = Release.objects.create(
        slug="rade", version="1.0.0", title={"en": "Port calls"}, licence="CC BY 4.0", published_at=OPENS_AT
    )
    stored = default_storage.save("", ContentFile(DATA))
    sha256 = stored.rsplit("/", 1)[-1]
    ReleaseFile.objects.create(release=made, path="data/train.csv", sha256=sha256, size=len(DATA), content=stored)
    challenge.release = made
    challenge.save()
    accept_licence(made, alice, bob)
    return made
