"""Sentences and the values in them, as each language writes them."""

from datetime import date
from typing import Any

import pytest

from datasets.releasing.saying import say, table, write_value

NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "fr", "ar", "en"),
    [
        (1234567, f"1{NARROW}234{NARROW}567", f"1{NARROW}234{NARROW}567", "1,234,567"),
        (1234.5, f"1{NARROW}234,5", f"1{NARROW}234,5", "1,234.5"),
        (0.30000000000000004, "0,3", "0,3", "0.3"),
        (14.0, "14", "14", "14"),
        ("1.0.0", "1.0.0", "1.0.0", "1.0.0"),
        (date(2026, 11, 20), "20 novembre 2026", "20 نونبر 2026", "20 November 2026"),
        (date(2026, 1, 1), "1er janvier 2026", "1 يناير 2026", "1 January 2026"),
        ({"fr": "un", "ar": "واحد", "en": "one"}, "un", "واحد", "one"),
    ],
)
def test_value_is_written_as_the_language_does(value: Any, fr: str, ar: str, en: str) -> None:
    assert [write_value(value, language) for language in ("fr", "ar", "en")] == [fr, ar, en]


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert say({"en": "{about}"}, about="{x} {0}").in_language("en") == "{x} {0}"


def test_table_keeps_its_cells_apart() -> None:
    assert table(["a", "b"], [["x|y", "two\nlines"]]) == "| a | b |\n| --- | --- |\n| x/y | two lines |"
