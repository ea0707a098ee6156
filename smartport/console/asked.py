"""What a form of the console sent, read with a refusal for each thing that is amiss."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone

from challenges.errors import Refusal
from challenges.making.rules import HourUnclear, LimitUnfit, TextTooLong, TimeUnreadable, TitleMissing, YearUnfit
from smartport.console.localized_fields import FIRST_YEAR, LAST_YEAR, SHORT
from smartport.packs.pack import LANGUAGES

Post = Mapping[str, str]
LONGEST_TITLE, LONGEST_LINE, LONGEST_PAGE = SHORT, 2_000, 200_000
MOST = 1_000_000


def texts_of(post: Post, name: str, *, longest: int = LONGEST_LINE, is_needed: bool = True) -> dict[str, str]:
    """A text in each language, of fields called `name_fr` and so on. Raises TitleMissing, TextTooLong."""
    said = {language: post.get(f"{name}_{language}", "") for language in LANGUAGES}
    found = {language: text.replace("\r\n", "\n").replace("\x00", "").strip() for language, text in said.items()}
    if any(len(text) > longest for text in found.values()):
        raise _of(TextTooLong(most=longest), name)
    if is_needed and not found["fr"]:
        raise _of(TitleMissing(), name)
    return found


def moment_of(post: Post, name: str, *, zone: ZoneInfo) -> datetime:
    """A time as the browser's field gives it, in the edition's zone. Raises TimeUnreadable, YearUnfit, HourUnclear."""
    try:
        found = datetime.fromisoformat(post.get(name, "").strip())
    except ValueError as error:
        raise _of(TimeUnreadable(), name) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _of(YearUnfit(first=FIRST_YEAR, last=LAST_YEAR), name)
    if found.tzinfo:
        return found.astimezone(zone)
    try:
        with timezone.override(zone):
            return from_current_timezone(found).astimezone(zone)
    except ValidationError as error:
        raise _of(HourUnclear(), name) from error


def number_of(post: Post, name: str, *, most: int = MOST) -> int:
    """A whole number from 1. Raises LimitUnfit."""
    text = post.get(name, "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) else 0
    if not 1 <= number <= most:
        raise _of(LimitUnfit(), name)
    return number


def written(moment: datetime, *, zone: ZoneInfo) -> str:
    """As the browser's field takes it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def _of(refusal: Refusal, name: str) -> Refusal:
    """The refusal, of this field."""
    refusal.field = name
    return refusal
