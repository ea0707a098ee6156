"""What the pages of the vault say."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from datasets.reading.wording import doubt_said
from datasets.vault import rules, wording
from smartport.templatetags.figures import utc

register = template.Library()

register.filter("deed_name", wording.deed_name)
register.filter("deed_details", wording.deed_details)
register.filter("who", wording.who)
register.filter("how_read", wording.how_read)
register.filter("why_refused", wording.why_refused)
register.filter("doubt_said", doubt_said)
register.filter("type_name", wording.type_name)
register.filter("identifier_name", wording.identifier_name)
register.filter("identifier_share", wording.identifier_share)


@register.filter
def ports_day(value: date | datetime) -> SafeString:
    """A day, or the day of a moment, by the calendar of the ports."""
    day = rules.day_of(value) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), wording.say_day(day))


@register.filter
def ports_moment(value: datetime) -> SafeString:
    """A day and hour by the clock of the ports."""
    return format_html('<time datetime="{}">{}</time>', utc(value), wording.say_moment(value))


@register.filter
def days_left(delete_after: date, now: datetime) -> int:
    """0 on the last day, negative after it."""
    return rules.days_left(delete_after, now=now)


@register.filter
def percent_of(part: int, whole: int) -> float:
    """0 to 100; nothing of nothing is nothing."""
    return 100 * part / whole if whole else 0.0


@register.filter
def percent_said(part: int, whole: int) -> str:
    """The same in words."""
    return wording.say_share(part / whole if whole else 0.0)


@register.filter
def identifying(columns: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those in which something was found."""
    return [column for column in columns if column["identifiers"]]


@register.filter
def doubtful(columns: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of which the reading is not sure."""
    return [column for column in columns if column["doubts"]]
