"""How things are said to a person."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from challenges.wording import enumerated, say_day, say_moment


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("fr", "1er décembre 2026", "2 décembre 2026"),
        ("ar", "1 دجنبر 2026", "2 دجنبر 2026"),
        ("en", "1 December 2026", "2 December 2026"),
    ],
)
def test_day_is_said_as_the_language_does(language, first, second):
    with translation.override(language):
        assert [say_day(date(2026, 12, day)) for day in (1, 2)] == [first, second]


def test_moment_of_the_first_of_a_month_is_an_ordinal_in_french():
    with translation.override("fr"):
        assert say_moment(datetime(2026, 12, 1, 8, tzinfo=UTC), zone=UTC).startswith("1er décembre 2026 à 08:00 (")


@pytest.mark.parametrize(("language", "said"), [("fr", "a, b"), ("ar", "a، b"), ("en", "a, b")])
def test_what_is_enumerated_has_the_comma_of_the_language(language, said):
    with translation.override(language):
        assert enumerated(["a", "b"]) == said
