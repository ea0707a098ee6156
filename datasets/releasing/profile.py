"""The profile of a release: each published column in numbers and words, from what is published and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from datasets.recipes.recipe import Recipe
from datasets.releasing.digests import digest_of
from datasets.releasing.histogram import histogram_of
from datasets.releasing.tables import Tables, tables_of
from datasets.releasing.treatments import (
    answer_treatment,
    id_treatment,
    in_words,
    target_treatment,
    treatments_of,
)
from datasets.sections import Texts

FORMAT = "smartport-profile/1"
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
TOP = 20


def profile_of(train: pd.DataFrame, test: pd.DataFrame, *, recipe: Recipe) -> dict[str, Any]:
    """The content of profile.json:

        {"format": "smartport-profile/1",
         "parts": {"train": rows, "test": rows},
         "columns": [one for each published column, in the order of the files]}

    Each column has `name`; `role` (id, feature, target); `type` (text for the id, else category, integer, number);
    `unit`; `description` and `treatment`, a text per language; `nulls`, the empty cells; `distinct`, the different
    values, the empty one not among them; `sha256`, per part a digest of its values in the order of the ids, by which
    two versions are compared.

    Numbers have `min`, `max`, `mean` (six significant digits), `quantiles` (five: 5, 25, 50, 75, 95 %) and `histogram`
    with `edges` and `counts` as histogram_of makes them; without a value the first four are null. Categories have
    `top`, at most twenty {"value", "count"}, the most frequent first and equal ones by value, and `other`, how many
    cells hold a further value. The id has none of these.

    Features are counted over train and test together; the target, the first of that role, and further answers over
    train alone: of the hidden ones nothing is told, not even how often they are missing."""
    return profile_of_tables(tables_of(train, test, test[[recipe.id]], recipe=recipe), recipe=recipe)


def profile_of_tables(tables: Tables, *, recipe: Recipe) -> dict[str, Any]:
    orders = {part: pc.sort_indices(table[recipe.id]) for part, table in tables.parts.items()}
    columns = []
    for told in _columns(recipe):
        parts = {part: table[told.name] for part, table in tables.parts.items() if told.name in table.column_names}
        sha256 = {part: digest_of(values.take(orders[part])) for part, values in parts.items()}
        columns.append({**told.as_dict(), **_numbers_of(told, list(parts.values())), "sha256": sha256})
    return {
        "format": FORMAT,
        "parts": {part: table.num_rows for part, table in tables.parts.items()},
        "columns": columns,
    }


@dataclass(frozen=True)
class _Told:
    name: str
    role: str
    unit: str
    description: Texts
    treatment: Texts

    def as_dict(self) -> dict[str, Any]:
        texts = {"description": dict(self.description), "treatment": dict(self.treatment)}
        return {"name": self.name, "role": self.role, "type": "", "unit": self.unit, **texts}


def _columns(recipe: Recipe) -> Iterator[_Told]:
    yield _Told(recipe.id, "id", "", recipe.id_description, in_words(id_treatment()))
    for column in recipe.columns:
        treatment = in_words(treatments_of(column, protection=recipe.protection))
        yield _Told(column.name, "feature", column.unit, column.description, treatment)
    target = recipe.target
    yield _Told(target.name, "target", target.unit, target.description, in_words(target_treatment(recipe)))
    for answer in target.also:
        yield _Told(answer.name, "target", answer.unit, answer.description, in_words(answer_treatment(answer)))


def _numbers_of(told: _Told, parts: list[pa.ChunkedArray]) -> dict[str, Any]:
    """In all parts where the column stands; the id only counts."""
    values = pa.chunked_array([chunk for part in parts for chunk in part.chunks], type=parts[0].type)
    counts = {"nulls": values.null_count, "distinct": pc.count_distinct(values, mode="only_valid").as_py()}
    if told.role == "id":
        return {"type": "text", **counts}
    if pa.types.is_large_string(values.type):
        return {"type": "category", **counts, **_top(values)}
    return {"type": "integer" if pa.types.is_integer(values.type) else "number", **counts, **_spread(values)}


def _top(values: pa.ChunkedArray) -> dict[str, Any]:
    counted = pc.value_counts(values.drop_null()).to_pylist()
    counted.sort(key=lambda one: (-one["counts"], one["values"]))
    top = [{"value": one["values"], "count": one["counts"]} for one in counted[:TOP]]
    return {"top": top, "other": sum(one["counts"] for one in counted[TOP:])}


def _spread(values: pa.ChunkedArray) -> dict[str, Any]:
    numbers = values.drop_null().to_numpy()
    if not len(numbers):
        return {"min": None, "max": None, "mean": None, "quantiles": None, "histogram": histogram_of(numbers)}
    return {
        "min": numbers.min().item(),
        "max": numbers.max().item(),
        "mean": float(f"{numbers.mean():.6g}"),
        "quantiles": [float(f"{value:.12g}") for value in np.quantile(numbers, QUANTILES)],
        "histogram": histogram_of(numbers),
    }
