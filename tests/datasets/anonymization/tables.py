"""Random tables, small and nasty: nulls everywhere, odd indexes, categoricals with unused categories, all ladders."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from hypothesis import strategies as st

from datasets.anonymization.codes import code
from datasets.anonymization.ladders import Ladder, ladder_of
from datasets.recipes.recipe import Column
from tests.datasets.anonymization.oracle import column

PORTS = {
    "Safi": ("centre", "sea"),
    "Agadir": ("south", "sea"),
    "Dakhla": ("south", "sea"),
    "centre": ("centre", "land"),
}
KINDS: dict[str, tuple[Column, list[object], str]] = {
    "hs": (
        column("hs", coarsen="hs", levels=(6, 4, 2)),
        ["851712", "851713", "8528", "10121", "640320", "OTHER"],
        "str",
    ),
    "hs_number": (column("hs_number", coarsen="hs", levels=(4,)), [851712.0, 10121.0, 640320.0], "float64"),
    "port": (column("port", coarsen="given", levels=PORTS), [*PORTS, "OTHER", "*"], "category"),
    "place": (column("place", coarsen="locode"), ["MACAS", "MASFI", "FRLEH", "MA"], "object"),
    "tonnes": (column("tonnes", "number", coarsen="bins", levels=(10, 25)), [1.0, 9.0, 11.0, 24.0, 26.0], "float64"),
    "crew": (column("crew", "integer", coarsen="bins", levels=(1, 3)), [0, 1, 2, 4, 7], "Int64"),
    "at": (
        column("at", coarsen="time", levels=("week", "month", "year")),
        list(pd.to_datetime(["2024-01-31", "2024-02-01", "2024-02-20", "2025-02-20"])),
        "datetime64[ns]",
    ),
    "size": (column("size"), ["20", "40", ""], "category"),
    "draught": (column("draught", "number"), [7.5, 8.0], "float64"),
}


@dataclass(frozen=True, eq=False)
class Table:
    """`known` has raw values; `entities` and `sensitive` have its rows."""

    known: pd.DataFrame
    entities: npt.NDArray[np.int64]
    sensitive: dict[str, pd.Series]

    @property
    def ladders(self) -> list[Ladder]:
        return [ladder_of(KINDS[name][0], self.known[name]) for name in self.known]

    @property
    def secrets(self) -> dict[str, npt.NDArray[np.int64]]:
        return {name: code(values)[0] for name, values in self.sensitive.items()}

    def take(self, order: npt.NDArray[np.int64]) -> "Table":
        sensitive = {name: values.iloc[order] for name, values in self.sensitive.items()}
        return Table(self.known.iloc[order], self.entities[order], sensitive)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows = draw(st.integers(1, 40))
    names = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3, unique=True))
    index = draw(st.sampled_from([range(rows), [3] * rows, [f"r{row // 2}" for row in range(rows)]]))

    def series(values: list[object], kind: str) -> pd.Series:
        drawn = draw(st.lists(st.sampled_from([*values, None]), min_size=rows, max_size=rows))
        if kind == "category":
            return pd.Series(pd.Categorical(drawn, categories=[*values, "never"]), index=index)
        return pd.Series(drawn, index=index, dtype=kind)

    return Table(
        known=pd.DataFrame({name: series(*KINDS[name][1:]) for name in names}, index=index),
        entities=np.array(draw(st.lists(st.integers(-1, 9), min_size=rows, max_size=rows))),
        sensitive={
            "channel": series(["green", "red"], "category"),
            "hours": series([1.5, 2.0, 40.0, 41.0], "float64"),
            "stamp": series(list(pd.to_datetime(["2024-01-01", "2024-01-02"])), "datetime64[ns]"),
        },
    )
