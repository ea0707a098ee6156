"""The tables of a challenge as teams and scorer see them: of the real one, and of the one to practise with."""

from dataclasses import dataclass

import pandas as pd

from datasets.recipes.recipe import Recipe


@dataclass(frozen=True)
class Sides:
    """`train` has ids, features and answers; `test` ids and features; `truth` ids, answers and the part of each row of
    the test; `sample` is a submission that would be taken."""

    recipe: Recipe
    train: pd.DataFrame
    test: pd.DataFrame
    truth: pd.DataFrame
    sample: pd.DataFrame
