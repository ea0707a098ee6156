"""What a deed changed, from what to what, as the journal keeps it."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

LONGEST = 400  # of a value in the journal; of a longer text its beginning tells which it was

Changes = dict[str, list[Any]]


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON would give them back: times, keys and numbers in one form, so that equal ones compare equal."""
    read: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return read


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Of the fields that differ: [what it was, what it is]. Long texts are cut."""
    old, new = plain(before), plain(after)
    return {name: [_cut(old.get(name)), _cut(new[name])] for name in new if old.get(name) != new[name]}


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
    if isinstance(value, dict):
        return {name: _cut(inner) for name, inner in value.items()}
    return value
