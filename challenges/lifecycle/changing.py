"""Keeps what organizers write: an edition, a challenge, a phase, an announcement, a frequent question."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from challenges.editions.models import Challenge, Phase
from challenges.journal.actions import hold_the_pen, write
from challenges.journal.changes import Changes, changes


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
    write(
        deed or f"{row._meta.model_name}.changed", subject=subject_of(row), by=by, now=now, details=_details(row, told)
    )
    return told


@transaction.atomic
def add(row: models.Model, *, fields: tuple[str, ...], by: AbstractBaseUser, now: datetime) -> None:
    """A new row, with the values that are told in the journal."""
    row.save(force_insert=True)
    told = changes({}, {name: _value(row, name) for name in fields})
    write(f"{row._meta.model_name}.added", subject=subject_of(row), by=by, now=now, details=_details(row, told))


@transaction.atomic
def remove(row: models.Model, *, fields: tuple[str, ...], by: AbstractBaseUser, now: datetime) -> bool:
    """It is gone; its values are told in the journal. False where somebody else was first."""
    hold_the_pen(now)
    held = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if held is None:
        return False
    told = {name: [old, None] for name, (_, old) in changes({}, {name: _value(held, name) for name in fields}).items()}
    subject, deed = subject_of(held), f"{held._meta.model_name}.removed"
    details = _details(held, told)
    held.delete()
    write(deed, subject=subject, by=by, now=now, details=details)
    return True


def subject_of(row: models.Model) -> str:
    """How the journal names it."""
    return f"{row._meta.model_name}:{row.pk}"


def _details(row: models.Model, told: Changes) -> dict[str, Any]:
    where: dict[str, str] = {}
    if isinstance(row, Challenge):
        where = {"edition": row.edition.slug, "challenge": row.slug}
    elif isinstance(row, Phase):
        where = {"edition": row.challenge.edition.slug, "phase": str(row)}
    return {**where, "changes": told}


def _value(row: models.Model, name: str) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        return sorted(getattr(row, name).values_list("pk", flat=True))
    return getattr(row, field.attname)  # type: ignore[union-attr]
