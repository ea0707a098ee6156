"""Reads a recipe: how a raw extract becomes a release, written by people who need not program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from datasets.features import FEATURES
from datasets.rules import RecipeBroken, require_order, require_publishable
from datasets.sections import Section, Texts
from datasets.simulation import PORTS

FORMAT = "smartport-recipe/1"
TYPES = ("category", "integer", "number")
GROUPS = ("call", "week")
RAW_SHIP = {"imo", "mmsi", "vessel", "flag", "ship_type", "length_m", "beam_m", "draught_m", "gross_tonnage"}
RAW_CALL = {"agent", "cargo", "tonnes", "teu", "terminal", "berth"}
RAW_TIMES = {"announced_at", "eta", "ata", "atb", "atd"}


@dataclass(frozen=True)
class Source:
    """A simulated extract: port, first and last year, seed."""

    port: str
    first_year: int
    last_year: int
    seed: int


@dataclass(frozen=True)
class Column:
    """A published column: taken from a raw one, or worked out as a feature with its options."""

    name: str
    type: str
    unit: str
    description: Texts
    raw: str | None
    feature: str | None
    options: Mapping[str, Any]
    round_to: float | None
    at_most: float | None
    decimals: int


@dataclass(frozen=True)
class Target:
    """Hours from one raw time to a later one."""

    name: str
    begins: str
    ends: str
    unit: str
    decimals: int
    description: Texts


@dataclass(frozen=True)
class Split:
    """Days on which calls are announced; each period holds its first day and not its last. Groups are whole in
    one part of the test."""

    train_from: date
    train_to: date
    test_from: date
    test_to: date
    public_share: float
    group_by: str


@dataclass(frozen=True)
class Recipe:
    """All of it; `id` is the name of the column of row ids."""

    name: str
    version: str
    title: Texts
    about: Texts
    licence: str
    source: Source
    identifiers: frozenset[str]
    id: str
    id_description: Texts
    columns: tuple[Column, ...]
    target: Target
    quantiles: Mapping[str, float]
    split: Split


def read_recipe(path: Path) -> Recipe:
    """Raises RecipeBroken, or another refusal of the rules, with a sentence that names the place."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeBroken(f"The recipe {path.name} cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        raise RecipeBroken(f"The recipe {path.name} is not YAML: {error}") from error
    return _recipe(Section("recipe", content))


def _recipe(top: Section) -> Recipe:
    top.one_of("format", (FORMAT,))
    identifiers = frozenset(top.take("identifiers", list))
    rows = top.section("rows")
    recipe = Recipe(
        name=top.take("name"),
        version=top.take("version"),
        title=top.texts("title"),
        about=top.texts("about"),
        licence=top.take("licence"),
        source=_source(top.section("source")),
        identifiers=identifiers,
        id=rows.take("id"),
        id_description=rows.texts("description"),
        columns=tuple(
            _column(Section(f"column {place}", content), identifiers=identifiers)
            for place, content in enumerate(top.take("columns", list), start=1)
        ),
        target=_target(top.section("target")),
        quantiles=dict(top.take("sample_submission", dict)),
        split=_split(top.section("split")),
    )
    rows.end()
    top.end()
    _require_distinct([recipe.id, recipe.target.name, *(column.name for column in recipe.columns)])
    _require_quantiles(recipe.quantiles)
    return recipe


def _source(section: Section) -> Source:
    port = section.one_of("simulate", tuple(PORTS))
    years = section.take("years", list)
    if len(years) != 2 or not all(isinstance(year, int) for year in years) or years[0] > years[1]:
        raise RecipeBroken(f"“years” of {section.name} must be the first and the last year, such as [2020, 2025].")
    source = Source(port, years[0], years[1], section.take("seed", int))
    section.end()
    return source


def _column(section: Section, *, identifiers: frozenset[str]) -> Column:
    name = section.name = section.take("name")
    raw = section.take_or("from", None)
    feature = section.take_or("feature", None)
    if (raw is None) == (feature is None):
        raise RecipeBroken(f"{name} needs either “from” (a raw column) or “feature” (something worked out).")
    if raw is not None:
        _require_raw(raw, place=name, identifiers=identifiers)
    kind = section.one_of("type", TYPES)
    column = Column(
        name=name,
        type=kind,
        unit=section.take_or("unit", ""),
        description=section.texts("description"),
        raw=raw,
        feature=feature,
        options=_options(section, feature) if feature is not None else {},
        round_to=section.take_or("round_to", None, (int, float)),
        at_most=section.take_or("at_most", None, (int, float)),
        decimals=section.take("decimals", int) if kind == "number" else 0,
    )
    section.end()
    return column


def _options(section: Section, feature: str) -> dict[str, Any]:
    if feature not in FEATURES:
        raise RecipeBroken(f"{section.name} asks for “{feature}”; choose one of: {', '.join(sorted(FEATURES))}.")
    options = {}
    for key, choices in FEATURES[feature].options.items():
        options[key] = section.take(key, (str, int))
        if options[key] not in choices:
            allowed = ", ".join(map(str, choices))
            raise RecipeBroken(f"“{key}” of {section.name} is {options[key]!r}; choose one of: {allowed}.")
    return options


def _target(section: Section) -> Target:
    target = Target(
        name=section.take("name"),
        begins=section.take("from"),
        ends=section.take("to"),
        unit=section.take("unit"),
        decimals=section.take("decimals", int),
        description=section.texts("description"),
    )
    for raw in (target.begins, target.ends):
        if raw not in RAW_TIMES:
            raise RecipeBroken(f"{target.name} must run from one raw time to another; “{raw}” is none.")
    section.end()
    return target


def _split(section: Section) -> Split:
    train, test = section.section("train"), section.section("test")
    split = Split(
        train_from=train.take("from", date),
        train_to=train.take("to", date),
        test_from=test.take("from", date),
        test_to=test.take("to", date),
        public_share=section.take("public_share", float),
        group_by=section.one_of("group_by", GROUPS),
    )
    for part in (train, test, section):
        part.end()
    require_order(split.train_from, split.train_to, split.test_from, split.test_to)
    if not 0 < split.public_share < 1:
        raise RecipeBroken(f"“public_share” must lie between 0 and 1, not at {split.public_share}.")
    return split


def _require_raw(raw: str, *, place: str, identifiers: frozenset[str]) -> None:
    if raw not in RAW_SHIP | RAW_CALL | RAW_TIMES:
        raise RecipeBroken(f"{place} asks for the raw column “{raw}”; there is none of this name.")
    require_publishable(raw, identifiers=identifiers)
    if raw in RAW_TIMES:
        raise RecipeBroken(f"{place} asks for the time “{raw}”; publish a part of it, or hours between two times.")


def _require_distinct(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise RecipeBroken(f"Two columns are called “{name}”; rename one of them.")


def _require_quantiles(quantiles: Mapping[str, Any]) -> None:
    for name, level in quantiles.items():
        if not isinstance(level, float) or not 0 < level < 1:
            raise RecipeBroken(f"“{name}” of sample_submission must be a quantile between 0 and 1, not {level!r}.")
