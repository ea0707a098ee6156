"""What was done to each published column, as values and in words; nothing of it names a raw column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from datasets.recipes.recipe import Answer, Column, Protection, Recipe, Target
from datasets.releasing.phrasebook import phrases
from datasets.releasing.saying import Said, say, write_value
from datasets.sections import LANGUAGES

PHRASES = phrases("treatments")
SEPARATORS = {"fr": " ; ", "ar": "؛ ", "en": ", "}
"""Where the decimal sign is a comma, no comma stands between numbers."""


@dataclass(frozen=True)
class Treatment:
    """One step, in the order in which it was taken; `values` go into its sentence and into recipe.json."""

    kind: str
    values: Mapping[str, Any]

    @property
    def said(self) -> Said:
        kind = f"{self.kind}_{self.values['hierarchy']}" if self.kind == "coarsen" else self.kind
        values = dict(self.values)
        if "levels" in values:
            values["levels"] = _levels(values["levels"])
        return Said(PHRASES["sentences"][kind], values)

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.values}


def treatments_of(column: Column, *, protection: Protection) -> list[Treatment]:
    return list(_treatments(column, protection)) or [Treatment("as_recorded", {})]


def in_words(treatments: list[Treatment]) -> dict[str, str]:
    return {language: " ".join(one.said.in_language(language) for one in treatments) for language in LANGUAGES}


def id_treatment() -> list[Treatment]:
    return [Treatment("drawn", {})]


def target_treatment(recipe: Recipe) -> list[Treatment]:
    is_duration = recipe.target.begins is not None
    return [Treatment("duration" if is_duration else "as_recorded", {}), *_rounded(recipe.target)]


def answer_treatment(answer: Answer) -> list[Treatment]:
    return [Treatment("as_recorded", {}), *_rounded(answer)]


def _rounded(told: Target | Answer) -> list[Treatment]:
    return [Treatment("decimals", {"decimals": told.decimals})] if told.type == "number" else []


def domains_of(recipe: Recipe) -> dict[str, int]:
    """Pseudonyms of one domain can be compared with one another; the name of a domain is not published."""
    names = dict.fromkeys(column.pseudonym for column in recipe.columns if column.pseudonym is not None)
    return {name: number for number, name in enumerate(names, start=1)}


def _treatments(column: Column, protection: Protection) -> Iterator[Treatment]:
    if column.feature is not None:
        yield Treatment("worked_out", {"feature": column.feature})
    if column.pseudonym is not None:
        yield Treatment("pseudonym", {})
    if column.since is not None:
        yield Treatment("since", {})
    if column.at_most is not None:
        yield Treatment("at_most", {"limit": column.at_most})
    if column.at_least is not None:
        yield Treatment("at_least", {"limit": column.at_least})
    if column.round_to is not None:
        yield Treatment("round", {"to": column.round_to})
    elif column.type == "number" and column.coarsen != "bins":
        yield Treatment("decimals", {"decimals": column.decimals})
    if column.fold is not None:
        yield Treatment("fold", {"fewer_than": column.fold})
    yield from _protection(column, protection)


def _protection(column: Column, protection: Protection) -> Iterator[Treatment]:
    """A tree that the recipe gives stays out: it lists values which no published row may have."""
    if column.coarsen is not None:
        levels = [] if isinstance(column.levels, Mapping) else list(column.levels)
        yield Treatment("coarsen", {"hierarchy": column.coarsen, "levels": levels})
    if column.is_known:
        yield Treatment("suppress" if column.type == "category" else "empty", {"k": protection.k})
    if column.is_sensitive and protection.l > 1:
        yield Treatment("diverse", {"l": protection.l})


def _levels(levels: list[Any]) -> Said:
    """Such as “month, quarter, year”; the parts of time are words, digits and widths numbers."""
    words = {
        language: [write_value(PHRASES["levels"].get(str(level), level), language) for level in levels]
        for language in LANGUAGES
    }
    return say({language: SEPARATORS[language].join(found) or "—" for language, found in words.items()})
