"""A sentence of a document in three languages, with the values that go into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import format_date

from datasets.sections import LANGUAGES, Texts

THOUSANDS: Texts = {"fr": "\N{NARROW NO-BREAK SPACE}", "ar": "\N{NARROW NO-BREAK SPACE}", "en": ","}
POINT: Texts = {"fr": ",", "ar": ",", "en": "."}
SIGNIFICANT = 12
LOCALES: Texts = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
"""Babel's `ar` names the months as in the Levant."""


@dataclass(frozen=True)
class Said:
    """`texts` has {names} where values go. A value is a word, a number, a day, or itself
    a text per language."""

    texts: Texts
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        written = {name: write_value(value, language) for name, value in self.values.items()}
        return self.texts[language].format_map(written)

    def in_all(self) -> dict[str, str]:
        return {language: self.in_language(language) for language in LANGUAGES}


def say(texts: Texts, **values: Any) -> Said:
    return Said(texts, values)


def write_value(value: Any, language: str) -> str:
    """Numbers as the language groups them and days with the name of the month, in Western digits."""
    if isinstance(value, Said):
        return value.in_language(language)
    if isinstance(value, Mapping):
        return str(value[language])
    if isinstance(value, date):
        is_first = language == "fr" and value.day == 1
        return format_date(value, format="d'er' MMMM y" if is_first else "long", locale=LOCALES[language])
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value, language)
    return str(value)


def _number(value: float, language: str) -> str:
    plain = f"{value:,}" if isinstance(value, int) else f"{value:,.{SIGNIFICANT}g}"
    return plain.replace(",", "\0").replace(".", POINT[language]).replace("\0", THOUSANDS[language])


def cell(text: str) -> str:
    """Fit for a table of Markdown: a bar or a line end would make it two cells or two rows."""
    return " ".join(text.replace("|", "/").split())


def table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell(text) for text in line)} |" for line in lines)
