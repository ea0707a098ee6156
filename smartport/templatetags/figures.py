"""Times and numbers as the reader's language writes them; digits are always Western."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from babel.dates import format_date, get_timezone_location
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop

from challenges import wording
from challenges.editions.models import Edition

register = template.Library()

UNITS = (
    (gettext_noop("GiB"), 1 << 30),
    (gettext_noop("MiB"), 1 << 20),
    (gettext_noop("KiB"), 1 << 10),
)


@register.simple_tag
def moment(value: datetime, edition: Edition) -> SafeString:
    """A date and hour in the edition's zone, with its name."""
    return _time(value, wording.say_moment(value, zone=edition.timezone))


@register.simple_tag
def day(value: datetime, edition: Edition) -> SafeString:
    """A date in the edition's zone."""
    return _time(value, wording.say_day(value.astimezone(edition.timezone).date()))


@register.filter
def day_said(value: date) -> SafeString:
    """A day of the calendar, whatever its zone."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), wording.say_day(value))


@register.simple_tag
def short_moment(value: datetime, edition: Edition) -> SafeString:
    """A day and hour for tables, whose head names the zone; an edition is shorter than a year."""
    local = value.astimezone(edition.timezone)
    return _time(value, f"{_short_day(local.date(), _locale())} {local:%H:%M}")


@register.simple_tag
def clock_time(value: datetime, edition: Edition) -> SafeString:
    """The hour alone, where the day stands above it."""
    return _time(value, f"{value.astimezone(edition.timezone):%H:%M}")


@register.filter
def short_day(value: date) -> str:
    """Such as `21 nov.`"""
    return _short_day(value, _locale())


@register.filter
def zone_city(edition: Edition) -> str:
    """The name of the edition's zone, such as Casablanca."""
    return get_timezone_location(edition.timezone, locale=_locale(), return_city=True)


@register.filter
def duration(value: timedelta) -> str:
    """Such as `3 minutes`."""
    return wording.say_duration(value)


@register.filter
def left_until(value: datetime, now: datetime) -> list[str]:
    """Days, hours, minutes and seconds to an hour, as a countdown shows them; zeros after it."""
    seconds = max(0, int((value - now).total_seconds()))
    days, rest = divmod(seconds, 86_400)
    return [str(days), *(f"{part:02}" for part in (rest // 3600, rest // 60 % 60, rest % 60))]


@register.filter
def utc(value: datetime) -> str:
    """For programs: `2026-11-20T22:59:59Z`."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """With so many decimals, no more and no fewer; an em dash for nothing."""
    if value is None:
        return "—"
    if isfinite(value) and value >= 0:  # nearly all, and a page has hundreds
        return f"{Decimal(repr(value or 0)):,.{int(decimals)}f}".translate(_signs(_locale()))
    pattern = "#,##0" + (f".{'0' * int(decimals)}" if decimals else "")
    return format_decimal(value, format=pattern, locale=_locale()).replace("-", "\N{MINUS SIGN}")


@register.filter
def at(values: Mapping[str, float], key: str) -> float | None:
    """One of several named numbers; None where it is missing."""
    return values.get(key)


@register.filter
def plain(value: float) -> str:
    """A number for an attribute of a drawing: a decimal point whatever the language."""
    return f"{value:.2f}"


@register.filter
def size(value: int) -> str:
    """Bytes in the largest unit that leaves at least one; whole where it is whole, as limits are."""
    for unit, worth in UNITS:
        if value >= worth:
            return f"{number(value / worth, 1 if value % worth else 0)} {gettext(unit)}"
    unit = gettext("bytes")
    return f"{number(value)} {unit}"


def _time(value: datetime, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', utc(value), shown)


@lru_cache(maxsize=1024)
def _short_day(day: date, locale: str) -> str:
    return format_date(day, wording.day_format("d MMM", day=day, language=locale), locale=locale)


@lru_cache
def _signs(locale: str) -> dict[int, str]:
    """From Python's way to write a number to that of a language."""
    return {ord(","): get_group_symbol(locale), ord("."): get_decimal_symbol(locale)}


def _locale() -> str:
    return wording.LOCALES[(get_language() or "fr")[:2]]
