"""Saves what organizers wrote into a row, with what changed in the journal."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models.fields.files import FieldFile

from challenges.journal.actions import write
from challenges.journal.changes import Changes, changes


@transaction.atomic
def keep(row: models.Model, *, fields: Sequence[str], by: AbstractBaseUser, now: datetime) -> Changes:
    """Whatever `fields` of the row say from now on, new or not; what changed. Where nothing did, nothing is written."""
    name = row._meta.model_name
    held = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    told = changes(_values(held, fields) if held else {}, _values(row, fields))
    if held and not told:
        return told
    row.save(force_insert=held is None)
    deed = f"{name}.changed" if held else f"{name}.added"
    write(deed, subject=f"{name}:{row.pk}", by=by, now=now, details={"changes": told})
    return told


@transaction.atomic
def discard(row: models.Model, *, said: str, by: AbstractBaseUser, now: datetime) -> bool:
    """The row goes; False where it was gone. `said` tells the journal what it was."""
    name, key = row._meta.model_name, row.pk
    if not type(row)._default_manager.filter(pk=key).delete()[0]:
        return False
    write(f"{name}.removed", subject=f"{name}:{key}", by=by, now=now, details={"was": said})
    return True


def _values(row: models.Model, fields: Sequence[str]) -> dict[str, object]:
    """Of a relation its key, of a file its name."""
    values = {name: getattr(row, getattr(row._meta.get_field(name), "attname", name)) for name in fields}
    return {name: value.name if isinstance(value, FieldFile) else value for name, value in values.items()}
