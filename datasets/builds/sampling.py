"""Draws some rows of an extract to try choices on: whole entities, the same ones each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from datasets.builds import keeping
from datasets.builds.rules import ExtractNotReady
from datasets.reading.read import load
from datasets.recipes.recipe import Extracted, Recipe
from datasets.tables import Tables
from datasets.vault import keeping as vault
from datasets.vault.models import Extract, ExtractState

ROWS = 20_000
SEED = 20261120
NOBODY = ""


@dataclass(frozen=True)
class Sample:
    """Rows of an extract on a RangeIndex, and how many it has in all."""

    rows: pd.DataFrame
    of: int

    @property
    def share(self) -> float:
        return len(self.rows) / self.of if self.of else 1.0


def sample(extract: Extract, *, entities: str | None = None) -> Sample:
    """At most ROWS rows. With a column of entities all rows of each that is drawn, in the order of the file. Drawn when
    it is first asked for, and kept beside the extract. Raises ExtractNotReady where that is gone."""
    column = entities if entities in {note["name"] for note in extract.columns} else None
    path = keeping.sample_of(extract.pk, key=_key(column))
    try:
        if not path.exists():
            _draw(vault.table(extract.pk), column=column, to=path)
        return Sample(load(path), extract.rows or 0)
    except FileNotFoundError as error:
        raise ExtractNotReady(name=extract.name) from error


def sampled_tables(extract: Extract, recipe: Recipe) -> tuple[Tables, Sample]:
    """The sample as the tables of a recipe, the others whole. A table that is not there is left out: who looks in it
    says so."""
    found = sample(extract, entities=recipe.protection.entities)
    source = recipe.source
    return Tables(found.rows, other_tables(source) if isinstance(source, Extracted) else {}), found


def other_tables(source: Extracted) -> Mapping[str, pd.DataFrame]:
    """By the names that the recipe gives them; those of the vault that are ready. Raises ExtractNotReady for one that
    goes meanwhile."""
    ready = Extract.objects.filter(name__in=source.tables.values(), state=ExtractState.READY)
    by_name: dict[str, UUID] = dict(ready.values_list("name", "pk"))
    return {name: whole(by_name[extract], extract) for name, extract in source.tables.items() if extract in by_name}


def whole(extract_id: UUID, name: str) -> pd.DataFrame:
    """The whole table of an extract. Raises ExtractNotReady where it is gone."""
    try:
        return load(vault.table(extract_id))
    except FileNotFoundError as error:
        raise ExtractNotReady(name=name) from error


def _key(column: str | None) -> str:
    return sha256((NOBODY if column is None else column).encode()).hexdigest()[:16]


def _draw(table: Path, *, column: str | None, to: Path) -> None:
    """Two that draw at once draw the same."""
    with pq.ParquetFile(table) as file:
        places = np.flatnonzero(_chosen(file, column=column))
        pieces = list(_taken(file, places))
        rows = pa.concat_tables(pieces) if pieces else file.schema_arrow.empty_table()
    part = to.with_name(f".{to.name}.{np.random.default_rng().integers(1 << 60):x}")
    try:
        pq.write_table(rows, part, compression="zstd")
        part.chmod(0o600)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _chosen(file: pq.ParquetFile, *, column: str | None) -> npt.NDArray[np.bool_]:
    rng = np.random.default_rng(SEED)
    rows = file.metadata.num_rows
    if column is None:
        groups = np.arange(rows)
    else:
        groups, _ = pd.factorize(file.read(columns=[column]).column(0).to_pandas(), use_na_sentinel=False)
    sizes = np.bincount(groups) if rows else np.zeros(0, dtype=np.int64)
    order = rng.permutation(len(sizes))
    reached = np.cumsum(np.where(sizes[order] <= ROWS, sizes[order], 0))
    taken = np.zeros(len(sizes), dtype=bool)
    taken[order[(reached <= ROWS) & (sizes[order] <= ROWS)]] = True
    chosen = taken[groups]
    if not chosen.any():
        chosen[rng.permutation(rows)[:ROWS]] = True
    return np.asarray(chosen)


def _taken(file: pq.ParquetFile, places: npt.NDArray[np.int64]) -> "list[pa.Table]":
    """A group of rows at a time, so that memory holds one."""
    pieces, begin = [], 0
    for group in range(file.num_row_groups):
        end = begin + file.metadata.row_group(group).num_rows
        here = places[(places >= begin) & (places < end)] - begin
        if len(here):
            pieces.append(file.read_row_group(group).take(pa.array(here)))
        begin = end
    return pieces
