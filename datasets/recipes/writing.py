"""Writes the lines of a recipe as YAML, always in the same order, as people read them."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

WIDTH = 110
TOP = """format name version title about licence source drop later protection law rows columns target sample_submission
split""".split()  # noqa: SIM905
COLUMN = """name from feature of part table column begins ends since until at within time total_of equals hours days
ahead_hours type unit known sensitive pseudonym coarsen levels round_to at_most at_least fold decimals
description""".split()  # noqa: SIM905


class _Writer(yaml.SafeDumper):
    """Lists of plain values on one line, and nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _sequence(writer: yaml.SafeDumper, values: Sequence[Any]) -> yaml.Node:
    is_plain = not any(isinstance(value, Mapping | list) for value in values)
    return writer.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=is_plain)


_Writer.add_representer(list, _sequence)


def recipe_text(content: Mapping[str, Any]) -> str:
    """Lines that are not known come last, in their own order: what is wrong with them is told by who reads them."""
    columns = content.get("columns")
    told = {**content, "columns": [_column(one) for one in columns]} if isinstance(columns, list) else content
    return yaml.dump(
        _ordered(told, TOP), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )


def _column(told: Any) -> Any:
    if not isinstance(told, Mapping):
        return told
    return _ordered({key: value for key, value in told.items() if not _is_omitted(value)}, COLUMN)


def _ordered(told: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    first = {key: told[key] for key in keys if key in told}
    return {**first, **{key: value for key, value in told.items() if key not in first}}


def _is_omitted(value: Any) -> bool:
    """What a column says by not saying it."""
    return value is None or value is False or value == ""
