"""What the documents of a release are made of: the content, its files once written, its profile, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pandas.api.types import is_numeric_dtype

from datasets.recipes.recipe import Recipe, Simulated
from datasets.releasing.content import Content
from datasets.releasing.files import SAMPLE, DataFile
from datasets.releasing.versions import Changes


@dataclass(frozen=True)
class Material:
    """`changes` is None for a first version."""

    content: Content
    files: tuple[DataFile, ...]
    profile: Mapping[str, Any]
    changes: Changes | None

    @property
    def recipe(self) -> Recipe:
        return self.content.recipe

    @property
    def columns(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.profile["columns"]
        return found

    def columns_of(self, table: str) -> list[Mapping[str, Any]]:
        """Of train or test, in the order of the files; of the sample, what it predicts is told as the answer of
        that name is, or else as the target."""
        if table == SAMPLE:
            sample = self.content.sample.drop(columns=self.recipe.id)
            targets = {column["name"]: column for column in self.columns if column["role"] == "target"}
            first = next(iter(targets.values()))
            kinds = {name: "number" if is_numeric_dtype(sample[name]) else "category" for name in sample.columns}
            asked = [
                {**targets.get(name, first), "name": name, "role": "prediction", "type": kind}
                for name, kind in kinds.items()
            ]
            return [self.columns[0], *asked]
        return [column for column in self.columns if table in column["sha256"]]

    @property
    def rows(self) -> Mapping[str, int]:
        found: Mapping[str, int] = self.profile["parts"]
        return found

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day that the rows are placed in; None where no time places them."""
        split, source = self.recipe.split, self.recipe.source
        if split.train_from is not None and split.test_to is not None:
            return split.train_from, split.test_to - timedelta(days=1)
        if isinstance(source, Simulated):
            return date(source.first_year, 1, 1), date(source.last_year, 12, 31)
        return None
