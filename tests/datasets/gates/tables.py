"""A table without a leak, for tests that put one in."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from datasets.gates.case import GateCase


def clean(rows: int = 4_000, *, seed: int = 1) -> pd.DataFrame:
    """Waits of ships: numbers, a coarse number, two categories (one with nulls), random ids, in random order."""
    rng = np.random.default_rng(seed)
    queue, swell = rng.poisson(8, rows), rng.gamma(4, 0.5, rows).round(2)
    return pd.DataFrame(
        {
            "id": [f"r{number:08x}" for number in rng.choice(2**32, rows, replace=False)],
            "queue": queue,
            "swell": swell,
            "tonnes": rng.lognormal(9, 0.7, rows).round(),
            "cargo": rng.choice(["cereals", "coal", "steel"], rows),
            "flag": pd.Series(rng.choice(["MA", "PA", "LR", None], rows)).astype("str"),
            "wait": (rng.gamma(2, 10, rows) + 2 * queue + 5 * swell).round(2),
        }
    )


def case_of(table: pd.DataFrame, *, share: float = 0.7, target: str = "wait", **details: Any) -> GateCase:
    """The first rows are the training."""
    cut = int(len(table) * share)
    train, test = table.iloc[:cut], table.iloc[cut:]
    case = GateCase(train=train, test=test.drop(columns=target), truth=test[target], id="id", target=target)
    return replace(case, **details)


def as_binary(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(wait=(table["wait"] > table["wait"].median()).astype(int))
