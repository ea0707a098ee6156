"""How the journal ended each day, for programs."""

import pytest

from challenges.journal.models import DayHead
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_days_for_programs(client, edition):
    DayHead.objects.create(day=NOW.date(), zone="Africa/Casablanca", number=7, hash="a" * 64, noted_at=NOW)
    answer = client.get("/api/v1/journal/heads").json()
    assert answer["results"] == [
        {"day": "2026-11-20", "zone": "Africa/Casablanca", "lines": 8, "number": 7, "hash": "a" * 64}
    ]


def test_before_the_first_day_the_list_is_empty(client, db):
    assert client.get("/api/v1/journal/heads").json()["results"] == []
