"""Dora and the others before the pages of the data, on a clock that stands at NOW."""

from datetime import timedelta

import pytest
from django.test import Client

from datasets import clock
from datasets.vault.actions import Actor, Announced, open_upload
from datasets.vault.models import Extract, ExtractState
from tests.factories import NOW

COLUMNS = [
    {
        "name": "navire <b>",
        "type": "text",
        "nulls": 0,
        "distinct": 39,
        "is_exact": True,
        "form": "",
        "doubts": [],
        "identifiers": [
            {"kind": "imo", "count": 40, "share": 1.0, "certainty": "sure", "example": "9·····7", "is_embedded": False}
        ],
    },
    {
        "name": "poids",
        "type": "number",
        "nulls": 3,
        "distinct": 30,
        "is_exact": False,
        "form": "1234,5",
        "doubts": [{"code": "null_words", "count": 3, "total": 40, "rows": [7, 12, 31]}],
        "identifiers": [],
    },
]
READING = {"format": "csv", "encoding": "Windows-1252", "separator": ";", "decimal": ","}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser_of(person=None) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    if person:
        client.force_login(person)
    return client


@pytest.fixture
def doras(dora) -> Client:
    return browser_of(dora)


@pytest.fixture
def mallorys(mallory) -> Client:
    return browser_of(mallory)


def make_extract(by, name: str = "escales", *, state: ExtractState = ExtractState.READY, size: int = 1000, **fields):
    """A row in this state; its files are not there."""
    told = Announced(name=name, file_name=f"{name}.csv", size=size, delete_after=(NOW + timedelta(days=90)).date())
    made = open_upload(told, by=Actor(by), now=NOW)
    if state == ExtractState.READY:
        fields = {"rows": 40, "columns": COLUMNS, "reading": READING, "sha256": "ab" * 32, **fields}
    received = 0 if state == ExtractState.UPLOADING else size
    Extract.objects.filter(pk=made.pk).update(**{"state": state, "received": received, **fields})
    made.refresh_from_db()
    return made


@pytest.fixture
def ready(dora) -> Extract:
    return make_extract(dora)
