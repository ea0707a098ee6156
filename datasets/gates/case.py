"""What the gates look at, and what they say of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Severity = Literal["blocks", "warns", "passes"]

SAMPLED = 50_000
"""Rows of each part that the target is compared on: an area of 0.95 is then known to about 0.001, a correlation to
0.0045."""
SEED = 20261120

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class GateCase:
    """The tables as they are to be published, in their published order: `train` with ids and target, `test` with ids.
    `truth` holds the targets of the test, row by row. Times, groups (which the split keeps whole) and entities (whom
    the rows are about) are those of the raw rows, in the order of the published ones; indexes mean nothing. `gap_hours`
    lie between train and test, `longest_hours` is the longest time that a target of the training takes."""

    train: pd.DataFrame
    test: pd.DataFrame
    truth: pd.Series
    id: str
    target: str
    train_times: pd.Series | None = None
    test_times: pd.Series | None = None
    train_groups: pd.Series | None = None
    test_groups: pd.Series | None = None
    train_entities: pd.Series | None = None
    test_entities: pd.Series | None = None
    gap_hours: float | None = None
    longest_hours: float | None = None

    @property
    def features(self) -> list[str]:
        return [name for name in self.test.columns if name not in (self.id, self.target) and name in self.train.columns]

    def labelled(self) -> Mapping[str, tuple[pd.DataFrame, pd.Series]]:
        """Both parts with their targets: a random sample of the rows that have one, still in their order."""
        return {"train": _sample(self.train, self.train[self.target]), "test": _sample(self.test, self.truth)}


def _sample(rows: pd.DataFrame, target: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    known = np.flatnonzero(target.notna().to_numpy())
    if len(known) > SAMPLED:
        known = np.sort(np.random.default_rng(SEED).choice(known, SAMPLED, replace=False))
    return rows.iloc[known].reset_index(drop=True), target.iloc[known].reset_index(drop=True)


@dataclass(frozen=True)
class Finding:
    """What one gate saw: `number` was measured, `limit` is what it may be at most (at least, for a gap). `column` is
    empty where the finding is of whole rows; `values` holds what else its sentence says."""

    code: str
    severity: Severity
    column: str = ""
    number: float | None = None
    limit: float | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
