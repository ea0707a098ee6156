"""A backup of a small site, made at noon."""

from pathlib import Path

import pytest

from challenges import clock
from tests.factories import NOW
from tests.smartport.backup.places import saved


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def backup(tmp_path, submission) -> Path:
    saved(tmp_path / "backup.tar")
    return tmp_path / "backup.tar"
