"""Two organizers at one form: whoever saves second is told what changed meanwhile, and overwrites nothing unseen."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from challenges.journal.changes import plain
from evaluator.report import canonical

FIELD = "seen"  # what the hidden field of a form is called


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed since the form was opened: its value now, and the one that was just sent."""

    field: str
    now: Any
    sent: Any


def seen_of(row: models.Model, fields: Sequence[str]) -> str:
    """A digest of the values that a form shows. It goes out with the form and comes back with it."""
    return hashlib.sha256(canonical(plain(values_of(row, fields))).encode()).hexdigest()


def values_of(row: models.Model, fields: Sequence[str]) -> dict[str, Any]:
    """The fields' values; of a many-to-many one its keys, in order."""
    return {name: _value(row, name) for name in fields}


def is_unchanged(row: models.Model, fields: Sequence[str], *, seen: str) -> bool:
    """Whether nobody saved since a form with this digest was opened. To be asked with the row locked."""
    return seen_of(row, fields) == seen


def clashes(row: models.Model, fields: Sequence[str], *, sent: Mapping[str, Any]) -> list[Clash]:
    """Where the row, as it is now, says otherwise than what was sent."""
    now = values_of(row, fields)
    encoded = plain({name: sent.get(name) for name in fields})
    there = plain(now)
    return [Clash(name, now[name], sent.get(name)) for name in fields if there[name] != encoded[name]]


def _value(row: models.Model, name: str) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        return sorted(getattr(row, name).values_list("pk", flat=True))
    return getattr(row, field.attname) if isinstance(field, models.ForeignKey) else getattr(row, name)
