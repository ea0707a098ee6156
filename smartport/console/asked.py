"""What a form of the console sent, read with a refusal for each thing that is amiss."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from challenges.making.rules import LimitUnfit, TextTooLong, TimeUnreadable, TitleMissing
from smartport.packs.pack import LANGUAGES

Post = Mapping[str, str]
LONGEST_LINE, LONGEST_PAGE = 2_000, 200_000
MOST = 1_000_000


def texts_of(post: Post, name: str, *, longest: int = LONGEST_LINE, is_needed: bool = True) -> dict[str, str]:
    """A text in each language, of fields called `name_fr` and so on. Raises TitleMissing, TextTooLong."""
    found = {language: post.get(f"{name}_{language}", "").replace("\r\n", "\n").strip() for language in LANGUAGES}
    if any(len(text) > longest for text in found.values()):
        raise TextTooLong(most=longest)
    if is_needed and not found["fr"]:
        raise TitleMissing
    return found


def moment_of(post: Post, name: str, *, zone: ZoneInfo) -> datetime:
    """A time as the browser's field gives it, in the edition's zone. Raises TimeUnreadable."""
    try:
        found = datetime.fromisoformat(post.get(name, "").strip())
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError) as error:
        refused = TimeUnreadable()
        refused.field = name
        raise refused from error


def number_of(post: Post, name: str, *, most: int = MOST) -> int:
    """A whole number from 1. Raises LimitUnfit."""
    text = post.get(name, "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) else 0
    if not 1 <= number <= most:
        refused = LimitUnfit()
        refused.field = name
        raise refused
    return number


def written(moment: datetime, *, zone: ZoneInfo) -> str:
    """As the browser's field takes it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
