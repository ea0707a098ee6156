"""Callers of the API: each of the cast with a token, a visitor without, and a clock that stands at NOW."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from challenges import clock
from tests.factories import NOW, make_token

Caller = Callable[..., APIClient]


@pytest.fixture(autouse=True)
def fresh_throttles():
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
    """Nobody."""
    return APIClient()


@pytest.fixture
def as_(db) -> Caller:
    """Makes the client of a person, who sends a token."""

    def client(person) -> APIClient:
        return APIClient(headers={"authorization": f"Token {make_token(person)}"})

    return client


@pytest.fixture
def post_file():
    """Hands a file in as a form does."""

    def post(client, content, *, name="predictions.csv", kind="predictions", slug="rade", **fields):
        file = SimpleUploadedFile(name, content)
        body = {"file": file, "kind": kind, **fields}
        return client.post(f"/api/v1/challenges/{slug}/submissions", body, format="multipart")

    return post
