"""How far each table has counted: a number that was given out once must not be given to another row again, for the
journal speaks of people by theirs."""

from collections.abc import Mapping

from django.core.management.color import no_style
from django.db import connection
from django.db.models import AutoField, Model

Models = Mapping[str, type[Model]]


def numbers_of(models: Models) -> dict[str, int]:
    """By model, the last number given out; 0 where there was none."""
    return {label: _last(model) for label, model in models.items() if isinstance(model._meta.pk, AutoField)}


def go_on_after(models: Models, numbers: Mapping[str, int]) -> None:
    """The next row of each table gets a number that is above all that were given out."""
    counted = [model for model in models.values() if isinstance(model._meta.pk, AutoField)]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), counted):
            cursor.execute(sql)
    for model in counted:
        last = numbers.get(model._meta.label, 0)
        if last > _last(model):
            _count_on(model, last)


def _last(model: type[Model]) -> int:
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 (the database's own name)
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _count_on(model: type[Model], last: int) -> None:
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            quoted = connection.ops.quote_name(table)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [quoted, column, last])
