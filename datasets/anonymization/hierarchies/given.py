"""A hierarchy that somebody wrote down: the value, then its parents from near to far."""

from collections.abc import Mapping, Sequence

import pandas as pd

from datasets.anonymization.hierarchies.level import Level
from datasets.anonymization.refusal import LadderUnfit
from datasets.recipes.recipe import Column


def levels(column: Column, texts: pd.Index, *, tree: Mapping[str, Sequence[str]] | None) -> list[Level]:
    """`tree` goes before what the recipe lists. A value without parents stays as it is; one with fewer than others
    stays at its last. Raises LadderUnfit when there are no parents at all."""
    told = tree if tree is not None else column.levels
    if not isinstance(told, Mapping) or not told:
        raise LadderUnfit(f"“{column.name}” has no parents for its values: list them under “levels”.")
    highest = max(len(parents) for parents in told.values())
    lines = [_line(text, told=told, highest=highest) for text in texts.tolist()]
    parents = [Level.of_texts(f"parent {place}", [line[place] for line in lines]) for place in range(1, highest + 1)]
    return [Level("value", texts), *parents]


def _line(text: str | None, *, told: Mapping[str, Sequence[str]], highest: int) -> list[str | None]:
    """The value and all its parents."""
    if text is None or pd.isna(text):
        return [None] * (highest + 1)
    line: list[str | None] = [text, *map(str, told.get(text, ()))]
    return line + line[-1:] * (highest + 1 - len(line))
