"""Two lines that a reader copies: how the data come to a folder, and from there into a program."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from datasets.models import ReleaseFile

READABLE = ("data/train.parquet", "data/train.csv")


@dataclass(frozen=True)
class Snippet:
    """`title` is what it is for."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def snippets(files: Iterable[ReleaseFile], *, slug: str) -> list[Snippet]:
    """The download from a terminal, then pandas and polars on the training table, where `smartport data` puts it."""
    paths = {file.path for file in files}
    made = [Snippet(gettext("From a terminal"), (f"smartport data {slug}",))]
    path = next((path for path in READABLE if path in paths), None)
    if path:
        call = f"read_{path.rsplit('.', 1)[-1]}({json.dumps(f'{slug}/{path}')})"
        made += [
            Snippet("pandas", ("import pandas as pd", f"train = pd.{call}")),
            Snippet("polars", ("import polars as pl", f"train = pl.{call}")),
        ]
    return made
