"""The columns of a recipe as the editor shows them: a card each, with what its fields hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop, pgettext

from datasets.features.catalogue import FEATURES
from datasets.pages.recipe_visit import Opened
from datasets.recipes import derived_wording
from datasets.recipes.columns import HS_DIGITS
from datasets.recipes.editing import LATER, LEAVE, NAMES, PUBLISH
from datasets.recipes.guessing import NUMBERS
from datasets.recipes.guessing import TIMES as TIME_TYPES
from datasets.recipes.wording import treated

Lines = Mapping[str, Any]
LANGUAGES = ("fr", "ar", "en")
PERIODS: Mapping[str, str] = {
    "day": gettext_noop("day"),
    "week": gettext_noop("week"),
    "month": gettext_noop("month"),
    "quarter": gettext_noop("quarter"),
    "year": gettext_noop("year"),
}


@dataclass(frozen=True)
class OptionField:
    """One option of a derived column: a select of `choices`, or an input where there are none."""

    key: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]] = ()
    is_required: bool = True
    is_amount: bool = False
    names_tables: bool = False


@dataclass(frozen=True)
class Card:
    """A published column; `place` is that in the recipe, `note` what the vault knows of its raw column."""

    place: int
    told: Lines
    note: Lines
    words: Sequence[str]
    options: Sequence[OptionField] = field(default=())
    is_wrong: bool = False

    @property
    def prefix(self) -> str:
        return f"c{self.place}-"

    @property
    def name(self) -> str:
        return str(self.told.get("name", ""))

    @property
    def source(self) -> str:
        return str(self.told.get("from", ""))

    @property
    def is_category(self) -> bool:
        return self.told.get("type") == "category"

    @property
    def is_time(self) -> bool:
        return self.note.get("type") in TIME_TYPES

    @property
    def feature(self) -> str:
        """Such as `A part of a time · arrival · month`."""
        told = derived_wording.FEATURES.get(str(self.told.get("feature", "")))
        if told is None:
            return ""
        words = [dict(option.choices).get(option.value, option.value) for option in self.options if option.value]
        return " · ".join([gettext(told.title), *words])

    @property
    def bins(self) -> str:
        """Such as `10, 50, 100`."""
        return ", ".join(map(str, self._levels)) if self.told.get("coarsen") == "bins" else ""

    @property
    def digits(self) -> list[tuple[int, bool]]:
        """Of codes of the Harmonized System, and which of them are levels."""
        return [(digits, digits in self._levels) for digits in HS_DIGITS]

    @property
    def periods(self) -> list[tuple[str, str, bool]]:
        """Each with its word, and whether it is a level."""
        return [(period, gettext(word), period in self._levels) for period, word in PERIODS.items()]

    @property
    def _levels(self) -> list[Any]:
        levels = self.told.get("levels")
        return levels if isinstance(levels, list) else []

    @property
    def parents(self) -> str:
        """A line per value: `value: parent, grandparent`."""
        levels = self.told.get("levels")
        if not isinstance(levels, dict):
            return ""
        return "\n".join(f"{value}: {', '.join(up) if isinstance(up, list) else up}" for value, up in levels.items())

    @property
    def missing_texts(self) -> int:
        """In how many languages nobody has said what it means."""
        texts = self.told.get("description") or {}
        return sum(not str(texts.get(language, "")).strip() for language in LANGUAGES)


@dataclass(frozen=True)
class LeftOut:
    """A raw column that is not published, and why: `names` somebody, known `later`, or for no reason (`leave`)."""

    place: int
    name: str
    note: Lines
    fate: str
    used_by: Sequence[str]


def cards(seen: Opened, content: Lines, *, wrong: int | None = None) -> list[Card]:
    """In the order of the recipe."""
    recipe = seen.recipe
    words = {one.name: treated(one, recipe=recipe) for one in recipe.columns} if recipe else {}
    return [
        Card(
            place=place,
            told=told,
            note=seen.note_of.get(str(told.get("from", "")), {}),
            words=words.get(str(told.get("name")), ()),
            options=list(option_fields(seen, content, told)) if "feature" in told else (),
            is_wrong=place == wrong,
        )
        for place, told in enumerate(content.get("columns") or [])
    ]


def left_out(seen: Opened, content: Lines) -> list[LeftOut]:
    """In the order of the extract."""
    columns = content.get("columns") or []
    published = {str(told.get("from")) for told in columns}
    dropped, later = set(content.get("drop") or []), set(content.get("later") or [])
    return [
        LeftOut(
            place=place,
            name=name,
            note=seen.note_of[name],
            fate=NAMES if name in dropped else LATER if name in later else LEAVE,
            used_by=list(_uses(name, content)),
        )
        for place, name in enumerate(seen.raw_names)
        if name not in published
    ]


def option_fields(seen: Opened, content: Lines, told: Lines) -> Iterator[OptionField]:
    """The options of a derived column, in the order in which it is told."""
    found = FEATURES.get(str(told.get("feature")))
    for key, option in found.options.items() if found else ():
        label, filled = derived_wording.OPTIONS[key]
        value = told.get(key)
        yield OptionField(
            key=key,
            label=gettext(label),
            value="" if value is None else str(value),
            choices=_choices(filled, seen, content),
            is_required=option.is_required,
            is_amount=filled == "amount",
            names_tables=filled == "table",
        )


def fates() -> list[tuple[str, str]]:
    """What may become of a raw column, in words."""
    return [
        (PUBLISH, pgettext("fate", "Published")),
        (LEAVE, pgettext("fate", "Left out")),
        (NAMES, pgettext("fate", "Never published: names somebody")),
        (LATER, pgettext("fate", "Never published: known only afterwards")),
    ]


def ladders() -> list[tuple[str, str]]:
    """Which ways up the values of a category may be made coarser, in words."""
    return [
        ("hs", gettext("up the Harmonized System: digits, then sections")),
        ("locode", gettext("from the place (UN/LOCODE) to its country")),
        ("time", gettext("to longer periods")),
        ("given", gettext("by a list of your own")),
    ]


def derived() -> list[tuple[str, str, str]]:
    """What may be worked out: the name, what it is, and an example."""
    return [(name, gettext(told.title), gettext(told.hint)) for name, told in derived_wording.FEATURES.items()]


def _choices(filled: str, seen: Opened, content: Lines) -> list[tuple[str, str]]:
    if filled == "choice":
        return [(part, gettext(word)) for part, word in derived_wording.PARTS.items()]
    if filled == "table":
        return [(name, name) for name in (content.get("source") or {}).get("tables") or {}]
    kinds = {"time": TIME_TYPES, "number": NUMBERS, "any": ()}.get(filled)
    return [] if kinds is None else [(name, name) for name in seen.raw_of(*kinds)]


def _uses(name: str, content: Lines) -> Iterator[str]:
    """What a raw column is good for without being published."""
    target, split = content.get("target") or {}, content.get("split") or {}
    protection = content.get("protection") or {}
    if name in (target.get("column"), target.get("from"), target.get("to")):
        yield gettext("to be predicted")
    if name == protection.get("entities"):
        yield gettext("of whom the rows are")
    if name in (split.get("time"), split.get("group"), split.get("public_by")):
        yield gettext("places the rows")
    for told in content.get("columns") or []:
        if "feature" in told and name in (
            told.get(key) for key in FEATURES.get(told["feature"], FEATURES["ongoing"]).options
        ):
            yield str(told.get("name"))
