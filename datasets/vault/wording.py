"""What the vault says to a person, in their language: refusals, how a file was read, what was found, who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext, gettext_noop

from datasets.gates.wording import KINDS
from datasets.reading.refusal import REFUSALS
from datasets.vault.actions import SITE
from datasets.vault.models import Access
from datasets.vault.rules import ZONE, Deed, VaultRefusal

# Babel knows Morocco's own month names in Arabic; Django's `ar` prints those of the Levant.
LOCALES: Mapping[str, str] = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
MOMENT: Mapping[str, str] = {"fr": "d MMM y 'à' HH:mm", "ar": "d MMM y، HH:mm", "en": "d MMM y, HH:mm"}

FAILED = "reading_failed"
DEEDS: Mapping[str, str] = {
    Deed.CREATED: gettext_noop("Upload begun"),
    Deed.RECEIVED: gettext_noop("Arrived whole"),
    Deed.READ: gettext_noop("Read"),
    Deed.REFUSED: gettext_noop("Could not be read"),
    Deed.OPENED: gettext_noop("Page opened"),
    Deed.USED: gettext_noop("Used by a build"),
    Deed.DATE_CHANGED: gettext_noop("Day of deletion changed"),
    Deed.DELETION_ASKED: gettext_noop("Deletion asked"),
    Deed.DESTROYED: gettext_noop("Files destroyed"),
}
REASONS: Mapping[str, str] = {
    "day": gettext_noop("its day was over"),
    "unfinished": gettext_noop("the upload was left unfinished"),
    "replaced": gettext_noop("another file took its place"),
    "dropped": gettext_noop("the upload was dropped"),
}
TYPES: Mapping[str, str] = {
    "integer": gettext_noop("whole number"),
    "number": gettext_noop("decimal number"),
    "boolean": gettext_noop("yes or no"),
    "date": gettext_noop("date"),
    "time": gettext_noop("date and time"),
    "text": gettext_noop("text"),
    "category": gettext_noop("category"),
}
FORMATS: Mapping[str, str] = {"csv": "CSV", "excel": "Excel", "parquet": "Parquet"}
SEPARATORS: Mapping[str, str] = {
    ",": gettext_noop("commas between the cells"),
    ";": gettext_noop("semicolons between the cells"),
    "\t": gettext_noop("tabs between the cells"),
    "|": gettext_noop("vertical bars between the cells"),
}
DECIMALS: Mapping[str, str] = {
    ",": gettext_noop("decimal commas"),
    ".": gettext_noop("decimal points"),
    ", .": gettext_noop("decimal commas and points, by column"),
}


@dataclass(frozen=True)
class Said:
    """A refusal in words: what is wrong, and what to do (empty where the first says it all)."""

    message: str
    hint: str = ""


def say(refusal: VaultRefusal) -> Said:
    """The refusal in the active language."""
    details = {name: _in_words(value) for name, value in refusal.details.items()}
    return Said(_filled(refusal.message, details), _filled(refusal.hint, details))


def say_day(day: date) -> str:
    """Such as `24 février 2027`."""
    return format_date(day, "long", locale=_locale())


def say_moment(moment: datetime) -> str:
    """Such as `26 nov. 2026 à 14:03`, by the clock of the ports."""
    return format_datetime(moment, MOMENT[_language()], tzinfo=ZONE, locale=_locale())


def say_share(share: float) -> str:
    """A share in whole percent; what is not nothing is not said to be nothing, what is not all not to be all."""
    if 0 < share < 0.01:
        return gettext("less than %(share)s") % {"share": format_percent(0.01, locale=_locale())}
    return format_percent(min(share, 0.99) if share < 1 else 1, locale=_locale())


def deed_name(access: Access) -> str:
    """What was done, in two or three words."""
    return gettext(DEEDS[access.deed]) if access.deed in DEEDS else access.deed


def who(access: Access) -> str:
    """A person's name, or what stands for the site itself."""
    return gettext("the site") if access.by is None and access.actor == SITE else access.actor


def deed_details(access: Access) -> str:
    """What else is worth saying of a line of the journal; empty where nothing is."""
    details = access.details
    if access.deed == Deed.DATE_CHANGED:
        days = {end: say_day(date.fromisoformat(details[end])) for end in ("from", "to")}
        return gettext("from %(from)s to %(to)s") % days
    if access.deed == Deed.DELETION_ASKED:
        reason = details.get("reason", "")
        return gettext(REASONS[reason]) if reason in REASONS else reason if reason != "asked" else ""
    return str(details.get("build", "")) if access.deed == Deed.USED else ""


def how_read(how: Mapping[str, Any]) -> str:
    """Such as `CSV, Windows-1252, semicolons between the cells, decimal commas`."""
    separator, decimal = how.get("separator", ""), how.get("decimal", "")
    words = [
        FORMATS.get(how.get("format", ""), how.get("format", "")),
        gettext("sheet “%(name)s”") % {"name": how["sheet"]} if how.get("sheet") else "",
        how.get("encoding", ""),
        gettext(SEPARATORS[separator]) if separator in SEPARATORS else separator,
        gettext(DECIMALS[decimal]) if decimal in DECIMALS else "",
    ]
    return gettext(", ").join(filter(None, words))


def why_refused(refusal: Mapping[str, Any]) -> Said:
    """Why a file could not be read. Names out of the file keep their own direction among the words of the sentence."""
    if refusal.get("code") == FAILED:
        return Said(
            gettext("The site failed three times while it read this file. This is its fault, not that of the file."),
            gettext("Tell the operator: the log of the site's worker says more."),
        )
    kind = REFUSALS.get(refusal.get("code", ""))
    if kind is None:
        return Said(gettext("The file could not be read."))
    told = refusal["details"].items()
    details = {name: f"\u2068{value}\u2069" if isinstance(value, str) else _in_words(value) for name, value in told}
    return Said(_filled(kind.message, details))


def type_name(column: Mapping[str, Any]) -> str:
    """The type of a column."""
    return gettext(TYPES.get(column["type"], column["type"]))


def identifier_name(found: Mapping[str, Any]) -> str:
    """Such as `IMO number (sure)`."""
    name = gettext(KINDS.get(found["kind"], found["kind"]))
    certainty = gettext("sure") if found["certainty"] == "sure" else gettext("likely")
    return f"{name} ({certainty})"


def identifier_share(found: Mapping[str, Any]) -> str:
    """How much of the column, and whether it stands inside a longer text."""
    said = gettext("%(share)s of the filled cells") % {"share": say_share(found["share"])}
    inside = gettext("inside longer texts") if found["is_embedded"] else ""
    return gettext(", ").join(filter(None, (said, inside)))


def _filled(message_id: str, details: Mapping[str, object]) -> str:
    """An empty message id is not looked up: gettext answers it with the catalogue's header."""
    said = gettext(message_id) if message_id else ""
    return said % details if details else said


def _in_words(value: object) -> object:
    return format_decimal(value, locale=_locale()) if isinstance(value, int) else value


def _language() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in LOCALES else "fr"


def _locale() -> str:
    return LOCALES[_language()]
