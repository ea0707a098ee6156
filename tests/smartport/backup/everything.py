"""A row in every table and a file in every column that names one, found by looking: nobody has to tell of a new one."""

import itertools
import json
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, models, transaction

from smartport.backup.saving import models_saved
from tests.factories import NOW

TEXTS = (models.CharField, models.TextField)
NUMBERS = (models.IntegerField, models.FloatField)
# What the database refuses where each column is filled by its kind alone.
FITTING: dict[str, dict[str, Any]] = {}
_numbers = itertools.count(7001)


def fill_all() -> None:
    """Every table of the site has a row afterwards, and every column of files has one."""
    for model in models_saved().values():
        _row_of(model)
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                _file_of(model, field)


def _row_of(model: type[models.Model]) -> Any:
    """The first row there is, or a new one."""
    found = model._base_manager.order_by("pk").first()
    if found is not None:
        return found.pk
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    required = [field for field in fields if not field.null]
    for chosen in (fields, required):
        given = {**{field.attname: _value(field) for field in chosen}, **FITTING.get(model._meta.label, {})}
        try:
            with transaction.atomic():
                return model._base_manager.bulk_create([model(**given)])[0].pk
        except DatabaseError as error:
            refused = error
    raise AssertionError(f"No row for {model._meta.label}: {refused}. Say in FITTING what fits.")


def _value(field: "models.Field[Any, Any]") -> Any:
    if field.is_relation:
        assert field.related_model is not None
        return None if field.null and field.related_model is field.model else _row_of(field.related_model)
    if field.choices:
        return next(key for key, _ in field.flatchoices)
    if isinstance(field, models.FileField):
        return _stored(field)
    if isinstance(field, models.EmailField):
        return f"person{next(_numbers)}@smartport.test"
    if isinstance(field, TEXTS):
        return f"é ميناء {next(_numbers)}"[: field.max_length]
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, NUMBERS):
        return next(_numbers)
    return _others(field)


def _others(field: "models.Field[Any, Any]") -> Any:
    found = {
        "DateTimeField": NOW + timedelta(microseconds=next(_numbers)),
        "DateField": NOW.date(),
        "TimeField": NOW.time(),
        "DurationField": timedelta(days=1, microseconds=3),
        "DecimalField": Decimal("1.5"),
        "UUIDField": uuid.uuid4(),
        "BinaryField": b"\x00\xff",
        "JSONField": {"fr": "é", "ar": ["ميناء", 1, None, 0.1]},
    }
    return found[field.get_internal_type()]


def _file_of(model: type[models.Model], field: models.FileField) -> None:
    if not model._base_manager.exclude(**{field.attname: ""}).exists():
        row = model._base_manager.order_by("pk").values("pk")[:1]
        assert model._base_manager.filter(pk__in=list(row.values_list("pk", flat=True))).update(
            **{field.attname: _stored(field)}
        )


def _stored(field: models.FileField) -> str:
    return str(field.storage.save("", ContentFile(f"{field} {next(_numbers)}".encode())))


def rows() -> dict[str, list[str]]:
    """Every value of every row that a backup has; PostgreSQL keeps no order in JSON."""
    found = {label: model._base_manager.order_by().values_list() for label, model in models_saved().items()}
    return {
        label: sorted(json.dumps(row, default=str, sort_keys=True) for row in lines) for label, lines in found.items()
    }


def tables() -> set[str]:
    """Every table there is in the database, whoever made it."""
    return set(connection.introspection.table_names())
