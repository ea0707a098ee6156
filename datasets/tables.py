"""The tables that a release is made of: the rows, and others that features look things up in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Tables:
    """`rows` has one line per call, visit or declaration, on a RangeIndex, each column of its guessed type; `others`
    are looked up by name. Nothing of them is changed in place."""

    rows: pd.DataFrame
    others: Mapping[str, pd.DataFrame] = field(default_factory=dict)
