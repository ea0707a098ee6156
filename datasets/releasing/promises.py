"""k, l and t of the published rows, against what the recipe promises and what the risk report claims."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.anonymization.measures import Measures, measure
from datasets.recipes.recipe import Recipe
from datasets.releasing.breaches import Breach
from datasets.releasing.tables import Tables

NEAR = 1e-6
"""How far a claimed t may be from the one found: it is a sum of fractions."""


def check_promises(
    folder: Path, tables: Tables, *, recipe: Recipe, entities: Mapping[str, int] | pd.Series | None
) -> Iterator[Breach]:
    """Over train and test together, as whoever looks for somebody does not care in which they are."""
    rows = pd.concat([table.to_pandas() for table in tables.parts.values()], ignore_index=True)
    if not recipe.known or rows.empty:
        return
    owners = None if entities is None else rows[recipe.id].map(entities)
    if recipe.protection.entities is not None and owners is None:
        yield Breach("entities_unknown", {"count": len(rows)})
    if owners is not None and owners.isna().any():
        yield Breach("entities_unknown", {"count": int(owners.isna().sum())})
        owners = None
    measures = measured(rows, recipe=recipe, owners=None if owners is None else owners.to_numpy(dtype=np.int64))
    yield from _kept(measures, recipe=recipe)
    report = json.loads((folder / "risk.json").read_text(encoding="utf-8"))
    yield from _claimed(report, measures, rows=len(rows))


def measured(rows: pd.DataFrame, *, recipe: Recipe, owners: npt.NDArray[np.int64] | None) -> Measures:
    """Classes of rows that have the same in every known column; the empty cell is a value, and so is `*`. Without
    owners each row is of somebody else."""
    known = rows[[column.name for column in recipe.known]]
    sensitive = {column.name: rows[column.name] for column in recipe.sensitive}
    return measure(known, entities=owners, sensitive=sensitive)


def _kept(measures: Measures, *, recipe: Recipe) -> Iterator[Breach]:
    asked, sizes = recipe.protection, np.bincount(measures.classes)
    crowds = measures.entities
    if crowds.min() < asked.k:
        small = crowds < asked.k
        rows, classes = int(sizes[small].sum()), int(small.sum())
        yield Breach("k_broken", {"k": int(crowds.min()), "promised": asked.k, "classes": classes, "rows": rows})
    for column, values in measures.l.items():
        if values.min() < asked.l:
            rows = int(sizes[values < asked.l].sum())
            yield Breach("l_broken", {"column": column, "l": int(values.min()), "promised": asked.l, "rows": rows})


def _claimed(report: Mapping[str, Any], measures: Measures, *, rows: int) -> Iterator[Breach]:
    """Whether the numbers of the report's side `after` are those that are found, by name and column."""
    found = {("rows", ""): float(rows), ("k", ""): float(measures.entities.min())}
    found |= {("l", column): float(values.min()) for column, values in measures.l.items()}
    found |= {("t", column): float(values.max()) for column, values in measures.t.items()}
    claimed = _claims(report)
    for (name, column), number in found.items():
        said = claimed.get((name, column))
        if said is None:
            yield Breach("report_lacks", {"name": name, "column": column, "found": number})
        elif abs(said - number) > NEAR:
            yield Breach("report_differs", {"name": name, "column": column, "claimed": said, "found": number})


def _claims(report: Mapping[str, Any]) -> dict[tuple[str, str], float | None]:
    after = report.get("after", {})
    claims = {("rows", ""): report.get("rows", {}).get("after"), ("k", ""): after.get("k", {}).get("min")}
    claims |= {("l", one["column"]): one["min"] for one in after.get("l", ())}
    return claims | {("t", one["column"]): one["max"] for one in after.get("t", ())}
