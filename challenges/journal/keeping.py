"""Saves what organizers write into a row, with what changed in the journal.

The journal's lock is taken before the row's: whoever locks rows of the same kind and then writes does the same.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models.fields.files import FieldFile

from challenges.journal.actions import hold_the_pen, write
from challenges.journal.changes import Changes, changes
from challenges.journal.rules import KeyInUse


@transaction.atomic
def keep(row: models.Model, *, fields: Sequence[str], by: AbstractBaseUser, now: datetime) -> Changes:
    """Whatever `fields` of the row say from now on, new or not; what changed. Where nothing did, nothing is written."""
    held = _held(row, now=now)
    if held is None:
        return add(row, fields=fields, by=by, now=now)
    return change(held, {name: _value(row, name) for name in fields}, by=by, now=now)


@transaction.atomic
def change(
    row: models.Model, values: Mapping[str, Any], *, by: AbstractBaseUser, now: datetime, deed: str = ""
) -> Changes:
    """The row has these values from now on; from what to what. Values of a many-to-many field are keys. To be called
    with the row locked, after `hold_the_pen`."""
    before = {name: _value(row, name) for name in values}
    told = changes(before, values)
    if not told:
        return told
    lists = {field.name for field in row._meta.many_to_many}
    for name in told.keys() - lists:
        setattr(row, row._meta.get_field(name).attname, values[name])  # type: ignore[union-attr]
    row.save(update_fields=sorted(told.keys() - lists))
    for name in told.keys() & lists:
        getattr(row, name).set(values[name])
    _tell(deed or f"{row._meta.model_name}.changed", row, told, by=by, now=now)
    return told


@transaction.atomic
def add(row: models.Model, *, fields: Sequence[str], by: AbstractBaseUser, now: datetime) -> Changes:
    """A new row; the values of these fields are told in the journal. Raises KeyInUse for a key that is another's."""
    hold_the_pen(now)  # of two with one key the second finds the first
    if row.pk is not None and type(row)._default_manager.filter(pk=row.pk).exists():
        raise KeyInUse
    row.save(force_insert=True)
    told = changes({}, {name: _value(row, name) for name in fields})
    _tell(f"{row._meta.model_name}.added", row, told, by=by, now=now)
    return told


@transaction.atomic
def remove(row: models.Model, *, fields: Sequence[str], by: AbstractBaseUser, now: datetime) -> bool:
    """It is gone; its values are told in the journal. False where somebody else was first."""
    held = _held(row, now=now)
    if held is None:
        return False
    was = changes({}, {name: _value(held, name) for name in fields})
    _tell(
        f"{held._meta.model_name}.removed", held, {name: [old, None] for name, (_, old) in was.items()}, by=by, now=now
    )
    held.delete()
    return True


def subject_of(row: models.Model) -> str:
    """How the journal names it."""
    return f"{row._meta.model_name}:{row.pk}"


def _held(row: models.Model, *, now: datetime) -> models.Model | None:
    hold_the_pen(now)
    return type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()


def _tell(deed: str, row: models.Model, told: Changes, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {**getattr(row, "whereabouts", {}), "changes": told}
    write(deed, subject=subject_of(row), by=by, now=now, details=details)


def _value(row: models.Model, name: str) -> Any:
    """Of a relation its key, or its keys in order; of a file its name."""
    field = row._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        return sorted(getattr(row, name).values_list("pk", flat=True))
    value = getattr(row, field.attname)  # type: ignore[union-attr]
    return value.name if isinstance(value, FieldFile) else value
