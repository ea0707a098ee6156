"""The recipe as everybody may read it: what was done, told by published columns only."""

from typing import Any

from datasets.recipes.recipe import Answer, Column, Recipe, Simulated, Split
from datasets.releasing.treatments import (
    Treatment,
    answer_treatment,
    domains_of,
    id_treatment,
    target_treatment,
    treatments_of,
)

FORMAT = "smartport-published-recipe/1"
OPEN_GROUPS = ("row", "day", "week")
"""What the test may be divided by and is no raw column."""


def published_recipe(recipe: Recipe) -> dict[str, Any]:
    """The content of recipe.json. It holds no key and no seed, nor anything that is known of the raw file: neither its
    name, nor a name of its columns, nor a value that may have been suppressed."""
    return {
        "format": FORMAT,
        "name": recipe.name,
        "version": recipe.version,
        "title": dict(recipe.title),
        "about": dict(recipe.about),
        "licence": recipe.licence,
        "source": _source(recipe),
        "law": {"basis": recipe.law.basis, "cndp": recipe.law.cndp},
        "protection": _protection(recipe),
        "raw_columns_left_out": len(recipe.dropped),
        "later_columns_left_out": len(recipe.later),
        "id": {"name": recipe.id, "description": dict(recipe.id_description), "treatments": _steps(id_treatment())},
        "columns": [_column(column, recipe=recipe) for column in recipe.columns],
        "target": _target(recipe),
        "sample": dict(recipe.sample),
        "split": _split(recipe.split),
    }


def _source(recipe: Recipe) -> dict[str, Any]:
    source = recipe.source
    if isinstance(source, Simulated):
        return {"kind": "simulated", "port": source.port, "years": [source.first_year, source.last_year]}
    return {"kind": "extract"}


def _protection(recipe: Recipe) -> dict[str, Any]:
    asked = recipe.protection
    return {
        "k": asked.k,
        "l": asked.l,
        "counted_over": "rows" if asked.entities is None else "entities",
        "importance": [column.name for column in recipe.known],
        "dominance": asked.enterprises is not None,
        "drop_at_most": asked.drop_at_most,
    }


def _column(column: Column, *, recipe: Recipe) -> dict[str, Any]:
    """Columns whose pseudonyms can be compared have the same `domain`."""
    treatments = _steps(treatments_of(column, protection=recipe.protection))
    if column.pseudonym is not None:
        number = domains_of(recipe)[column.pseudonym]
        treatments = [{**step, "domain": number} if step["kind"] == "pseudonym" else step for step in treatments]
    return {
        "name": column.name,
        "type": column.type,
        "unit": column.unit,
        "description": dict(column.description),
        "known": column.is_known,
        "sensitive": column.is_sensitive,
        "treatments": treatments,
    }


def _target(recipe: Recipe) -> dict[str, Any]:
    target = recipe.target
    return {
        "name": target.name,
        "type": target.type,
        "unit": target.unit,
        "description": dict(target.description),
        "treatments": _steps(target_treatment(recipe)),
        **({"also": [_answer(answer) for answer in target.also]} if target.also else {}),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "name": answer.name,
        "type": answer.type,
        "unit": answer.unit,
        "description": dict(answer.description),
        "treatments": _steps(answer_treatment(answer)),
    }


def _split(split: Split) -> dict[str, Any]:
    """Each period holds its first day and not its last."""
    periods = {}
    if split.time is not None:
        periods = {
            part: {"from": str(first) if first else None, "to": str(last) if last else None}
            for part, first, last in (
                ("train", split.train_from, split.train_to),
                ("test", split.test_from, split.test_to),
            )
        }
    return {
        "by_time": split.time is not None,
        "by_group": split.group is not None,
        **periods,
        "test_share": split.test_share if split.time is None else None,
        "public_share": split.public_share,
        "public_by": split.public_by if split.public_by in OPEN_GROUPS else "group",
    }


def _steps(treatments: list[Treatment]) -> list[dict[str, Any]]:
    return [treatment.as_dict() for treatment in treatments]
