"""What the risk of a release is judged on: the same rows before and after treatment, and whose they are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.recipes.recipe import Recipe

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RiskCase:
    """`before`: the columns to be published in raw values, all rows that could be published; `after`: what is
    published, the rows `kept` in the same order, columns of the same names. `kept`, `entities` (a number per data
    subject), `target` and `parts` (`train`, `public` or `private`) go along the rows of `before`; indexes mean
    nothing. `seed` draws the samples: the same seed, the same report."""

    recipe: Recipe
    before: pd.DataFrame
    after: pd.DataFrame
    kept: BoolArray
    entities: IntArray
    target: pd.Series
    parts: npt.NDArray[np.object_]
    seed: int = 20261120

    def __post_init__(self) -> None:
        if len(self.after) != int(self.kept.sum()):
            raise ValueError("`after` must have a row for each that is kept.")

    @property
    def known(self) -> list[str]:
        """Names of the quasi-identifiers, the most important first."""
        return [column.name for column in self.recipe.known]

    @property
    def sensitive(self) -> list[str]:
        return [column.name for column in self.recipe.sensitive]

    @property
    def published(self) -> list[str]:
        return [column.name for column in self.recipe.columns]

    @property
    def kept_entities(self) -> IntArray:
        return self.entities[self.kept]
