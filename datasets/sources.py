"""Where the raw tables of a recipe come from when they are not in the vault: a simulation, or files that are named."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from datasets.reading.read import load, read_file
from datasets.recipes.recipe import Recipe, Simulated
from datasets.rules import RecipeBroken
from datasets.simulation import PORTS
from datasets.simulation.skies.pollution.sites import NoStations
from datasets.simulation.subjects import SUBJECTS
from datasets.tables import Tables


def simulated(recipe: Recipe, *, seed: int | None = None) -> Tables:
    """The rows that the recipe asks for, of its port and years, and what is looked up beside them; a seed of one's own
    replaces the one that is written for all to read. Raises RecipeBroken."""
    source = recipe.source
    if not isinstance(source, Simulated):
        raise RecipeBroken("The recipe is for an extract, not for a simulation: name the file of the extract.")
    if source.port not in PORTS:
        raise RecipeBroken(f"“simulate” of source is {source.port!r}; choose one of: {', '.join(PORTS)}.")
    if source.rows not in SUBJECTS:
        raise RecipeBroken(f"“rows” of source is {source.rows!r}; choose one of: {', '.join(SUBJECTS)}.")
    years = range(source.first_year, source.last_year + 1)
    try:
        rows, others = SUBJECTS[source.rows](PORTS[source.port], years, source.seed if seed is None else seed)
    except NoStations as missing:
        raise RecipeBroken(f"“rows” of source is {source.rows!r}. {missing}") from missing
    return Tables(rows, others)


def tables_in(rows: Path, *, others: Mapping[str, Path]) -> Tables:
    """Raw files as offices have them, read as the vault reads them. Raises ReadingRefusal, OSError."""
    with TemporaryDirectory(prefix="tables-") as folder:
        read = {name: _read(path, to=Path(folder) / f"{name}.parquet") for name, path in others.items()}
        return Tables(_read(rows, to=Path(folder) / "rows.parquet"), read)


def _read(path: Path, *, to: Path) -> pd.DataFrame:
    read_file(path, name=path.name, to=to)
    return load(to)
