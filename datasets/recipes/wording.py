"""What a recipe says to a person, in their language: why it is refused, what is done to a column, what features are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, gettext_noop

from datasets.recipes.entries import EntryUnfit
from datasets.recipes.recipe import Column, Recipe
from datasets.releasing.treatments import treatments_of
from datasets.rules import DataRefusal
from datasets.sections import LANGUAGES

REFUSALS = (
    gettext_noop("Choose the two times between which the hours are to be predicted."),
    gettext_noop("Choose the column that is to be predicted."),
    gettext_noop("“%(column)s” identifies somebody: take it out of the columns, or give it a pseudonym."),
    gettext_noop("“%(column)s” is known only after the prediction is due: take it out of the columns."),
    gettext_noop("The split must go forward in time: train from, train to, test from, test to."),
    gettext_noop(
        "The gap between train and test is %(gap)s h, and the longest wait %(longest)s h: let the training end earlier "
        "or the test begin later."
    ),
    gettext_noop("The %(part)s part has %(rows)s rows; at least %(least)s are needed: widen its dates."),
    gettext_noop("Two columns are called “%(name)s”; rename one of them."),
    gettext_noop("“test_share” and “public_share” must lie between 0 and 1: no part may be empty."),
    gettext_noop("The split has periods and no “time”: name the raw column that places the rows."),
    gettext_noop("A split by time needs “train: {from, to}” and “test: {from, to}”, each with two days."),
    gettext_noop(
        "“levels” of %(name)s go from fine to coarse: for hs some of %(digits)s, for time some of %(times)s, for bins "
        "widths such as %(widths)s; not %(levels)s."
    ),
    gettext_noop("“levels” of %(name)s gives every value its parents, all the same number of them."),
    gettext_noop("%(name)s is a category: it can be folded or coarsened, not rounded or capped."),
    gettext_noop("%(name)s is a number: it can be rounded, capped or put into bins, not folded."),
    gettext_noop("%(name)s is a pseudonym: a category that is not coarsened."),
    gettext_noop("“%(key)s” is missing from %(place)s."),
    gettext_noop("“%(key)s” of %(place)s is %(value)s; it must be %(least)s or more."),
    gettext_noop("“%(key)s” of %(place)s is %(value)s; choose one of: %(choices)s."),
    gettext_noop("“%(key)s” of %(place)s must lie between 0 and 1, not at %(value)s."),
    gettext_noop("“%(key)s” of %(place)s cannot be %(value)s."),
    gettext_noop("%(place)s has a line that nobody reads: “%(key)s”."),
    gettext_noop("“%(version)s” is not a version: write three numbers with points, such as 1.0.0."),
    gettext_noop("“%(name)s” holds no times, and the recipe needs them there."),
    gettext_noop("“%(name)s” holds no numbers, and the recipe needs them there."),
    gettext_noop("The recipe asks for the column “%(column)s”; the extract has: %(columns)s."),
    gettext_noop("The recipe looks things up in the table “%(table)s”; give it an extract under “tables”."),
    gettext_noop(
        "The recipe is not YAML, line %(line)s: %(problem)s. A text with a colon or a sharp sign goes between quotes, "
        "and the spaces at the beginning of lines count."
    ),
)
"""Every sentence that people meet when they change a recipe, as the rules say it; another is said as it is."""

WANTED: Mapping[str, str] = {
    "number": gettext_noop("“%(value)s” is not a number."),
    "whole": gettext_noop("“%(value)s” is not a whole number."),
    "numbers": gettext_noop(
        "“%(value)s” is not a number; write numbers with commas between them, such as 10, 50, 100."
    ),
    "parents": gettext_noop("“%(value)s”: write a value, a colon, and what it belongs to, such as “melon: fruit”."),
    "day": gettext_noop("“%(value)s” is not a day; write it as 2026-11-20."),
}
SILENT = frozenset({"worked_out", "suppress", "empty", "diverse"})
PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Said:
    """A refusal in words: what is wrong, and what to do (empty where the first says it all)."""

    message: str
    hint: str = ""


def say(refusal: DataRefusal) -> Said:
    """The refusal in the active language: those that carry their parts are put together, sentences are looked up."""
    if isinstance(refusal, EntryUnfit):
        return Said(gettext(WANTED[refusal.wanted]) % {"value": refusal.value})
    details, message = getattr(refusal, "details", None), getattr(refusal, "message", "")
    if details is not None and message:
        hint = getattr(refusal, "hint", "")
        return Said(_filled(message, details), _filled(hint, details) if hint else "")
    return Said(said_again(str(refusal)))


def said_again(sentence: str) -> str:
    """A sentence of the rules in the active language; as it is where it is none of REFUSALS."""
    for message in REFUSALS:
        found = _pattern(message).fullmatch(sentence)
        if found:
            return gettext(message) % found.groupdict()
    return sentence


def column_named(refusal: DataRefusal, content: Mapping[str, Any]) -> int | None:
    """The place of the column that a refusal is about: by its name, or by the raw column it is taken from."""
    if isinstance(refusal, EntryUnfit):
        found = re.match(r"c(\d+)-", refusal.place)
        return int(found[1]) if found else None
    sentence = f" {refusal} "
    numbered = re.search(r"\bcolumn (\d+)\b", sentence)
    if numbered:
        return int(numbered[1]) - 1
    for place, column in enumerate(content.get("columns") or []):
        names = {str(column.get(key)) for key in ("name", "from", "of") if column.get(key)}
        if any(f"“{name}”" in sentence or f" {name} " in sentence or f" {name}." in sentence for name in names):
            return place
    return None


def treated(column: Column, *, recipe: Recipe) -> list[str]:
    """What is done to a column, a sentence each; what is done to all that is known outside goes without saying."""
    steps = [step for step in treatments_of(column, protection=recipe.protection) if step.kind not in SILENT]
    return [step.said.in_language(_language()).replace("`", "") for step in steps]


def say_number(value: float, decimals: int = 0) -> str:
    """With at most so many decimals."""
    pattern = "#,##0" + (f".{'#' * decimals}" if decimals else "")
    return format_decimal(value, format=pattern, locale={"ar": "ar_MA", "en": "en_GB"}.get(_language(), "fr"))


def short_share(share: float) -> str:
    """In percent, for figures in a narrow column: what is not nothing is not said to be nothing."""
    sign = "\N{NO-BREAK SPACE}%" if _language() == "fr" else "%"
    if 0 < share < 0.001:
        return f"< {say_number(0.1, 1)}{sign}"
    return f"{say_number(100 * share, 1 if share < 0.1 else 0)}{sign}"


def _filled(message: str, details: Mapping[str, object]) -> str:
    return gettext(message) % details if details else gettext(message)


def _pattern(message: str) -> re.Pattern[str]:
    return re.compile("".join(_parts(message)), re.DOTALL)


def _parts(message: str) -> Iterator[str]:
    end = 0
    for place in PLACE.finditer(message):
        yield re.escape(message[end : place.start()])
        yield f"(?P<{place[1]}>.+?)"
        end = place.end()
    yield re.escape(message[end:])


def _language() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in LANGUAGES else "fr"
