"""Reads a recipe: how a raw extract becomes a release, written by people who need not program."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from datasets.recipes.columns import read_column
from datasets.recipes.recipe import Answer, Extracted, Law, Protection, Recipe, Simulated, Split, Target
from datasets.recipes.rules import require_distinct, require_important_known, require_periods, require_samples
from datasets.rules import RecipeBroken
from datasets.sections import Section

FORMAT = "smartport-recipe/2"
KINDS = ("category", "integer", "number")
FIRST_VERSION = "1.0.0"


def read_recipe(path: Path) -> Recipe:
    """Raises RecipeBroken, or another refusal of the rules, with a sentence that names the place."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeBroken(f"The recipe {path.name} cannot be read: {error}.") from error
    return parse_recipe(text)


def parse_recipe(text: str) -> Recipe:
    """The same, of a text."""
    return recipe_of(parse_yaml(text))


def parse_yaml(text: str) -> dict[str, Any]:
    """The lines of a recipe as they are written. Raises RecipeBroken."""
    try:
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise RecipeBroken(
            f"The recipe is not YAML, line {line}: {error.problem}. A text with a colon or a sharp sign goes between "
            "quotes, and the spaces at the beginning of lines count."
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RecipeBroken(f"The recipe is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise RecipeBroken("“recipe” must be a list of “key: value” lines.")
    return content


def recipe_of(content: Mapping[str, Any]) -> Recipe:
    """Every line is read, none is left over. Raises RecipeBroken."""
    top = Section("recipe", dict(content))
    top.one_of("format", (FORMAT,))
    dropped, later = _names(top, "drop"), _names(top, "later")
    rows = top.section("rows")
    recipe = Recipe(
        name=top.take("name"),
        version=top.take("version"),
        title=top.texts("title"),
        about=top.texts("about"),
        licence=top.take("licence"),
        source=_source(top.section("source")),
        protection=_protection(top.section_or("protection")),
        law=_law(top.section_or("law")),
        dropped=dropped,
        later=later,
        id=rows.take("id"),
        id_description=rows.texts("description"),
        columns=tuple(
            read_column(Section(f"column {place}", column), secret=frozenset(dropped), later=frozenset(later))
            for place, column in enumerate(top.take("columns", list), start=1)
        ),
        target=_target(top.section("target")),
        sample=dict(top.take_or("sample_submission", {}, dict)),
        split=_split(top.section("split")),
    )
    rows.end()
    top.end()
    require_distinct([recipe.id, *recipe.target.answers, *(column.name for column in recipe.columns)])
    require_important_known(recipe.protection.importance, known={column.name for column in recipe.known})
    require_samples(recipe.sample)
    return recipe


def _names(section: Section, key: str) -> tuple[str, ...]:
    names = section.take_or(key, [], list)
    if not all(isinstance(name, str) for name in names):
        raise RecipeBroken(f"“{key}” of {section.name} must be a list of names of columns.")
    return tuple(names)


def _source(section: Section) -> Simulated | Extracted:
    if "simulate" not in section.left:
        extracted = Extracted(section.take("extract"), _tables(section))
        section.end()
        return extracted
    years = section.take("years", list)
    if len(years) != 2 or not all(isinstance(year, int) for year in years) or years[0] > years[1]:
        raise RecipeBroken(f"“years” of {section.name} must be the first and the last year, such as [2020, 2025].")
    rows = section.take_or("rows", Simulated.rows)
    simulated = Simulated(section.take("simulate"), years[0], years[1], section.take("seed", int), rows)
    section.end()
    return simulated


def _tables(section: Section) -> dict[str, str]:
    tables = section.take_or("tables", {}, dict)
    if not all(isinstance(name, str) and isinstance(extract, str) for name, extract in tables.items()):
        raise RecipeBroken(f"“tables” of {section.name} gives each further table the name of its extract.")
    return dict(tables)


def _protection(section: Section) -> Protection:
    found = Protection(
        entities=section.take_or("entities", None),
        k=section.number("k", default=5, least=1),
        l=section.number("l", default=1, least=1),
        importance=_names(section, "importance"),
        enterprises=section.take_or("enterprises", None),
        drop_at_most=section.share("drop_at_most", default=0.05),
    )
    section.end()
    return found


def _law(section: Section) -> Law:
    law = Law(section.take_or("basis", ""), section.take_or("cndp", ""))
    section.end()
    return law


def _target(section: Section) -> Target:
    raw, begins = section.take_or("column", None), section.take_or("from", None)
    ends = section.take_or("to", None)
    if (raw is None) == (begins is None) or (begins is None) != (ends is None):
        raise RecipeBroken(f"{section.name} needs either “column” (a raw one), or “from” and “to” (two times).")
    target = Target(
        name=section.take("name"),
        type=section.one_of("type", KINDS) if raw else "number",  # type: ignore[arg-type]
        unit=section.take_or("unit", "" if raw else "h"),
        description=section.texts("description"),
        raw=raw,
        begins=begins,
        ends=ends,
        decimals=section.number("decimals", default=0, least=0),
        also=tuple(
            _answer(Section(f"{place} of also", answer))
            for place, answer in enumerate(section.take_or("also", [], list), start=1)
        ),
    )
    section.end()
    return target


def _answer(section: Section) -> Answer:
    name = section.name = section.take("name")
    answer = Answer(
        name=name,
        type=section.one_of("type", KINDS),  # type: ignore[arg-type]
        unit=section.take_or("unit", ""),
        description=section.texts("description"),
        raw=section.take("column"),
        decimals=section.number("decimals", default=0, least=0),
    )
    section.end()
    return answer


def _split(section: Section) -> Split:
    train, test = section.section_or("train"), section.section_or("test")
    split = Split(
        time=section.take_or("time", None),
        train_from=_day(train, "from"),
        train_to=_day(train, "to"),
        test_from=_day(test, "from"),
        test_to=_day(test, "to"),
        group=section.take_or("group", None),
        test_share=section.share("test_share", default=0.3),
        public_share=section.share("public_share", default=0.3),
        public_by=section.take_or("public_by", "row"),
    )
    for part in (train, test, section):
        part.end()
    require_periods(split)
    return split


def _day(section: Section, key: str) -> date | None:
    day: date | None = section.take_or(key, None, date)
    return day
