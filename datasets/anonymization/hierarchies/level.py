"""One level of a hierarchy: what each distinct value of a column is there."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Level:
    """`values` is aligned with the distinct values it was made from: text, or numbers; null stays null."""

    name: str
    values: pd.Index

    @classmethod
    def of_texts(cls, name: str, texts: list[str | None]) -> "Level":
        return cls(name, pd.Index(texts, dtype="str"))
