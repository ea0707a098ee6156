"""Writes the whole raw extract of a port and year into a folder, as its offices would hand it over."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from datasets.releasing.folder import write_text, write_whole
from datasets.rules import DataRefusal, FolderTaken
from datasets.simulation.dirt import BOM, dirty, no_truth
from datasets.simulation.ports import PORTS, Port
from datasets.simulation.workdays import FEASTS

from .readme import readme
from .whole import TABLES, Whole, tables_of
from .written import write_csv, written

YEARS = range(int(min(FEASTS)[:4]), int(max(FEASTS)[:4]) + 1)
TRUTH, README = "truth.csv", "README.txt"


class NotSimulated(DataRefusal):
    """Nobody can make up this port, year or table."""

    code = "not_simulated"


class Witness(Protocol):
    """Hears what is being done: which table is made up, how many rows it has, and rows as they are written."""

    def making(self, table: str) -> None: ...

    def writing(self, table: str, *, rows: int) -> None: ...

    def wrote(self, rows: int) -> None: ...


@dataclass(frozen=True)
class RawOrder:
    """`tables` by name; none: all that the port has."""

    port: Port
    year: int
    seed: int
    is_clean: bool = False
    tables: Collection[str] = ()

    @property
    def chosen(self) -> list[str]:
        """In their usual order, each once."""
        return [name for name in tables_of(self.port) if not self.tables or name in self.tables]


def raw_order(port: str, *, year: int, seed: int, is_clean: bool, tables: Collection[str]) -> RawOrder:
    """Raises NotSimulated."""
    if port not in PORTS:
        raise NotSimulated(f"{port} is no port that can be simulated: choose one of {', '.join(sorted(PORTS))}.")
    if year not in YEARS:
        raise NotSimulated(f"{year} cannot be simulated: choose a year from {YEARS[0]} to {YEARS[-1]}.")
    order = RawOrder(PORTS[port], year, seed, is_clean, tables)
    for name in tables:
        if name not in TABLES:
            raise NotSimulated(f"{name} is no table of a raw extract: choose among {', '.join(TABLES)}.")
        if name not in order.chosen:
            raise NotSimulated(
                f"{order.port.name} has no table {name}: choose among {', '.join(tables_of(order.port))}."
            )
    return order


def write_raw(order: RawOrder, *, folder: Path, witness: Witness) -> list[Path]:
    """A CSV for each table, truth.csv unless clean, and README.txt; the same bytes for the same order. The folder
    appears whole or not at all. Raises FolderTaken, OSError."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderTaken(f"{folder} is not empty: choose a folder that is empty or not there yet.")
    write_whole(folder, lambda work: _fill(work, order, witness=witness))
    names = [f"{name}.csv" for name in order.chosen]
    return [folder / name for name in (*names, *([] if order.is_clean else [TRUTH]), README)]


def _fill(folder: Path, order: RawOrder, *, witness: Witness) -> None:
    whole = Whole(order.port, order.year, seed=order.seed)
    truths = []
    for name in order.chosen:
        witness.making(name)
        texts, truth = _as_handed_over(name, whole[name], order=order)
        truths.append(truth)
        witness.writing(name, rows=len(texts))
        has_bom = bool((truth["kind"] == BOM).any())
        write_csv(texts, folder / f"{name}.csv", has_bom=has_bom, on_rows=witness.wrote)
    if not order.is_clean:
        write_csv(written(pd.concat(truths)), folder / TRUTH)
    text = readme(order.port, year=order.year, seed=order.seed, tables=order.chosen, is_clean=order.is_clean)
    write_text(folder / README, text)


def _as_handed_over(name: str, table: pd.DataFrame, *, order: RawOrder) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table in texts, and the truth about its faults."""
    if order.is_clean:
        return written(table), no_truth()
    tables, truth = dirty({name: table}, seed=order.seed)
    return tables[name], truth
