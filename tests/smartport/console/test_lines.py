"""Values of the journal in words, and texts by their differences."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from challenges.journal.actions import write
from smartport.console.lines import Piece, differences, said, shown
from tests.factories import NOW

ZONE = ZoneInfo("Africa/Casablanca")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"),
        ("", "—"),
        ([], "—"),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (1.5, "1.5"),
        ("2027-01-15T18:00:00Z", "15 January 2027, 18:00 (Casablanca)"),
        ("2027-13-45T18:00:00Z", "2027-13-45T18:00:00Z"),
        ("2027-01-15T18:00:00", "2027-01-15T18:00:00"),
        ([1, None], "1, —"),
        ({"a": 1}, "a: 1"),
    ],
)
def test_value_is_said(value, shown):
    with translation.override("en"):
        assert said(value, zone=ZONE) == shown


def test_differences_are_word_by_word():
    assert list(differences("one two three", "one 2 three")) == [
        Piece("same", "one "),
        Piece("old", "two "),
        Piece("new", "2 "),
        Piece("same", "three"),
    ]


def test_what_stayed_the_same_is_told_short():
    long = "word " * 40
    first, *_ = differences(long + "end", long + "stop")
    assert first.text == "word word word word … word word word word "


@pytest.mark.parametrize(
    ("subject", "details", "name", "address"),
    [
        ("recipe:7", {"name": "passages"}, "passages", "/data/recipes/passages/history/"),
        ("recipe:7", [], "7", ""),
        ("extract:3f1c0d6e-0000-4000-8000-000000000000", {}, "3f1c0d6e", "/data/vault/3f1c0d6e-0000-4000-8000-0"),
        ("build:3f1c0d6e-0000-4000-8000-000000000000", {"name": "passages"}, "passages", "/data/builds/3f1c0d6e-0000"),
    ],
)
def test_line_about_data_leads_to_it(db, subject, details, name, address):
    entry = write("recipe.changed", subject=subject, now=NOW)
    entry.details = details
    (line,) = shown([entry], zone=ZONE)
    assert line.name == name
    assert line.address.startswith(address)
    assert bool(line.address) == bool(address)


def test_thing_that_a_field_leads_to_has_its_name(db):
    entry = write("challenge.data_chosen", subject="challenge:7", now=NOW)
    entry.details = {"release": [None, "rade 1.0.0"]}
    (line,) = shown([entry], zone=ZONE)
    assert [(move.label, move.new) for move in line.moves] == [("Version publiée", "rade 1.0.0")]
