"""Verifies the folder of a release with fresh eyes: everything is read from the disk and worked out again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from datasets.recipes.recipe import Recipe
from datasets.releasing.breaches import Breach
from datasets.releasing.profile import profile_of_tables
from datasets.releasing.promises import check_promises
from datasets.releasing.rereading import SAMPLE, check_files, reread
from datasets.releasing.shuffling import check_order
from datasets.releasing.survivors import check_survivors
from datasets.releasing.tables import Tables

Entities = Mapping[str, int] | pd.Series
"""Which entity each row is of, by row id: known to the builder only."""


def verify_folder(
    folder: Path,
    *,
    recipe: Recipe,
    entities: Entities | None = None,
    forbidden: Mapping[str, Iterable[str]] | None = None,
) -> list[Breach]:
    """Whatever keeps this release from being published; nothing if all is well.

    `forbidden` are the identifying values of the raw file by raw column, as text. The files are those of a release,
    their checksums hold, parquet and CSV say the same and carry nothing else; ids are unique, and the sample has those
    of the test; the order of the rows tells nothing; the profile is theirs; k over entities and l hold, and the risk
    report claims what is found; no raw value is left. Where files are missing or changed, only that is told."""
    breaches = list(check_files(folder))
    tables, found = reread(folder, recipe=recipe)
    known = {one.values.get("path") for one in breaches}
    breaches += [one for one in found if one.values.get("path") not in known]
    if tables is None or any(one.code.startswith(("file_missing", "file_unreadable")) for one in breaches):
        return breaches
    breaches += check_ids(tables, recipe=recipe)
    for part, table in tables.parts.items():
        breaches += check_order(table, path=f"data/{part}")
    breaches += check_profile(folder, tables, recipe=recipe)
    breaches += check_promises(folder, tables, recipe=recipe, entities=entities)
    breaches += check_survivors(folder, tables, forbidden=forbidden or {})
    return breaches


def check_ids(tables: Tables, *, recipe: Recipe) -> Iterator[Breach]:
    """Every row of train and test has an id of its own; the sample has those of the test, each once."""
    ids = pa.chunked_array([*tables.train[recipe.id].chunks, *tables.test[recipe.id].chunks])
    if repeated := len(ids) - pc.count_distinct(ids, mode="only_valid").as_py():
        yield Breach("ids_repeated", {"column": recipe.id, "count": repeated})
    asked, expected = tables.sample[recipe.id], tables.test[recipe.id]
    unknown = len(asked) - (pc.sum(pc.is_in(pc.cast(asked, expected.type), value_set=expected)).as_py() or 0)
    distinct = pc.count_distinct(asked).as_py()
    if unknown or distinct != len(asked) or distinct != len(expected):
        values = {"path": SAMPLE, "count": len(asked), "expected": len(expected), "unknown": unknown}
        yield Breach("sample_differs", values)


def check_profile(folder: Path, tables: Tables, *, recipe: Recipe) -> Iterator[Breach]:
    """What the data page shows is what the published rows give."""
    told = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    if told != profile_of_tables(tables, recipe=recipe):
        yield Breach("profile_differs", {})
