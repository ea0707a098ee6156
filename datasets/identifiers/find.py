"""Looks through a whole table for what names somebody or something, column by column."""

from functools import reduce

import pandas as pd

from datasets.identifiers.hits import Hit, Look, identified
from datasets.identifiers.identified import Identified
from datasets.identifiers.names import look_at_names
from datasets.identifiers.numbers import look_at_numbers
from datasets.identifiers.shapes import look_at_shapes
from datasets.identifiers.values import distinct_values

LOOKS: tuple[Look, ...] = (look_at_numbers, look_at_shapes, look_at_names)


def find_identifiers(frame: pd.DataFrame) -> list[Identified]:
    """In the order of the columns; a column may hold several kinds, each told once. Any index and any types; a sample
    of the rows will do as well."""
    return [found for place, name in enumerate(frame.columns) for found in _in_column(frame.iloc[:, place], str(name))]


def _in_column(column: pd.Series, name: str) -> list[Identified]:
    values = distinct_values(column)
    if values is None:
        return []
    by_kind: dict[str, list[Hit]] = {}
    for look in LOOKS:
        for hit in look(values, name):
            by_kind.setdefault(hit.kind, []).append(hit)
    return [identified(reduce(Hit.joined, hits), column=name, values=values) for hits in by_kind.values()]
