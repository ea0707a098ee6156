"""Says things to a person: in their language, times in the edition's zone with its name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from django.utils.translation import get_language, get_language_info, gettext, pgettext

from challenges.errors import Refusal

# Babel knows Morocco's own month names in Arabic; Django's `ar` prints those of the Levant.
LOCALES: Mapping[str, str] = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
MOMENT: Mapping[str, str] = {
    "fr": "d MMMM y 'à' HH:mm (VVV)",
    "ar": "d MMMM y، HH:mm (VVV)",
    "en": "d MMMM y, HH:mm (VVV)",
}
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Said:
    """A refusal in words: what is wrong, and what to do (empty where the first says it all)."""

    message: str
    hint: str


def say(refusal: Refusal, *, zone: tzinfo) -> Said:
    """The refusal in the active language."""
    details = {name: _in_words(value, zone=zone) for name, value in refusal.details.items()}
    return Said(_filled(refusal.message, details), _filled(refusal.hint, details))


def isolated(name: str) -> str:
    """A name inside a sentence of another direction of writing, where no `<bdi>` can stand."""
    return f"\u2068{name}\u2069"


def grouped(text: str) -> str:
    """With hard spaces inside of numbers such as 150 000: kept together, their groups stand in order from right to left
    too."""
    return _GROUPED.sub("\N{NO-BREAK SPACE}", text)


def enumerated(words: Iterable[str]) -> str:
    """One after the other, with the comma of the language."""
    return pgettext("list", ", ").join(words)


def say_moment(moment: datetime, *, zone: tzinfo) -> str:
    """Such as `21 novembre 2026 à 00:00 (Casablanca)`."""
    language = _language()
    local = moment.astimezone(zone)
    shown = day_format(MOMENT[language], day=local.date(), language=language)
    return format_datetime(local, shown, tzinfo=zone, locale=LOCALES[language])


def say_day(day: date) -> str:
    """Such as `21 novembre 2026`, or `1er décembre 2026`."""
    language = _language()
    shown = day_format("d MMMM y", day=day, language=language)
    return format_date(day, format=shown, locale=LOCALES[language])


def say_weekday(day: date) -> str:
    """Such as `samedi 21 novembre 2026`."""
    language = _language()
    shown = day_format("EEEE d MMMM y", day=day, language=language)
    return format_date(day, format=shown, locale=LOCALES[language])


def day_format(pattern: str, *, day: date, language: str) -> str:
    """The pattern as it is for this day: in French the first of a month is an ordinal."""
    return pattern.replace("d", "d'er'", 1) if language == "fr" and day.day == 1 else pattern


def say_duration(duration: timedelta) -> str:
    """Such as `3 minutes`."""
    return format_timedelta(duration, locale=LOCALES[_language()])


def say_number(value: float, *, decimals: int = 1) -> str:
    """Such as `71,3`."""
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return format_decimal(value, format=pattern, locale=LOCALES[_language()]).replace("-", "\N{MINUS SIGN}")


def localized(texts: Mapping[str, str], language: str) -> str:
    """A text of the database in this language, else in French, else in any it has."""
    return texts.get(language) or texts.get("fr") or next(filter(None, texts.values()), "")


def _language() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in LOCALES else "fr"


def _filled(message_id: str, details: Mapping[str, object]) -> str:
    """An empty message id is not looked up: gettext answers it with the catalogue's header."""
    said = gettext(message_id) if message_id else ""
    return said % details if details else said


def _language_name(code: str) -> str:
    """In the middle of a sentence, where English alone keeps the capital."""
    name = str(get_language_info(code)["name_translated"])
    return name if _language() == "en" else name.lower()


def _in_words(value: object, *, zone: tzinfo) -> object:
    """A tuple holds the codes of languages."""
    if isinstance(value, datetime):
        return say_moment(value, zone=zone)
    if isinstance(value, tuple):
        return enumerated(_language_name(code) for code in value)
    return say_duration(value) if isinstance(value, timedelta) else value
