"""The chain: what a hash covers, and what it does not depend on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from challenges.journal.rules import NO_HASH, Line, hash_of

LINE = Line(
    number=1,
    at=datetime(2026, 11, 20, 12, 0, 0, 5, tzinfo=UTC),
    actor="user:7",
    deed="team.created",
    subject="team:1",
    details={"name": "Les Alizés", "size": 2},
    previous_hash=NO_HASH,
)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2},
        {"at": LINE.at + timedelta(microseconds=1)},
        {"actor": "user:8"},
        {"deed": "team.joined"},
        {"subject": "team:2"},
        {"details": {"name": "Les Alizes", "size": 2}},
        {"previous_hash": "1" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_hash_changes_with_every_field(change):
    assert hash_of(replace(LINE, **change)) != hash_of(LINE)


def test_hash_does_not_depend_on_zone_or_order_of_keys():
    elsewhere = LINE.at.astimezone(timezone(timedelta(hours=1)))
    assert hash_of(replace(LINE, at=elsewhere, details={"size": 2, "name": "Les Alizés"})) == hash_of(LINE)


def test_hash_is_the_published_one():
    """Whoever verifies elsewhere must get the same: this value never changes."""
    assert hash_of(LINE) == "cc88362687f2b95aa90f77fe0e047bee63505fab20443d985d8960635b172d73"


def test_details_that_are_no_json_number_are_an_error():
    with pytest.raises(ValueError, match="JSON"):
        hash_of(replace(LINE, details={"score": float("nan")}))
