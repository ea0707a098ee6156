"""Puts the rows of a backup into a new database: first as they were then, after that as this version wants them."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from sqlite3 import Error as SqliteError
from typing import Any

from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

from smartport.backup.checking import Backup
from smartport.backup.columns import Convert, converters, unpacked
from smartport.backup.container import FILES, HIDDEN, ROWS
from smartport.backup.counting import go_on_after
from smartport.backup.files import FilesNamed, file_columns
from smartport.backup.manifest import Opening, Table
from smartport.backup.progress import Witness
from smartport.backup.refusal import FilesMissing, RowsRefused, Unfit

CHUNK = 1000
UNTAKEN = (DatabaseError, ValidationError, ValueError, TypeError, OverflowError, SqliteError)

Models = dict[str, type[Model]]


def load(backup: Backup, *, witness: Witness) -> None:
    """Raises RowsRefused, Unfit, FilesMissing."""
    witness.begin("tables")
    then = _tables_of_then(backup.opening)
    models = {table.model: _model(then, table) for table in backup.opening.tables}
    try:
        with closing(FilesNamed()) as files, transaction.atomic():
            _make_room(then)
            _load_rows(backup, models, files, witness=witness)
            _require_files(backup, files)
        connection.check_constraints()
    except IntegrityError as error:
        raise RowsRefused(f"Rows of the backup do not fit together: {_said(error)}") from error
    go_on_after(models, backup.manifest.numbers)
    witness.begin("migrations")
    call_command("migrate", interactive=False, verbosity=0)


def _tables_of_then(opening: Opening) -> Apps:
    """The tables as the backup's migrations made them, and their models. No signal is sent: what others would put
    into new tables is in the backup."""
    executor = MigrationExecutor(connection)
    then = {(app, name) for app, _, name in (told.partition(".") for told in opening.migrations)}
    graph = executor.loader.graph
    later = {node: {child.key for child in graph.node_map[node].children if child.key[0] == node[0]} for node in then}
    last = sorted(node for node in then if not later[node] & then)
    executor.migrate(last)
    return executor.loader.project_state(last).apps


def _model(then: Apps, table: Table) -> type[Model]:
    try:
        model: type[Model] = then.get_model(table.model)
    except (LookupError, ValueError) as error:
        raise Unfit(f"The backup has rows of {table.model}, which its own version does not have.") from error
    if {column.attname for column in model._meta.local_concrete_fields} != set(table.columns):
        raise Unfit(f"The backup's rows of {table.model} have other columns than its own version has.")
    return model


def _make_room(then: Apps) -> None:
    """What migrations put in by themselves is in the backup too. Rows come in any order: whether each finds those that
    it refers to is asked at the end."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # the migrations of this transaction asked for the opposite
        for model in then.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _load_rows(backup: Backup, models: Models, files: FilesNamed, *, witness: Witness) -> None:
    columns = {table.model: table.columns for table in backup.opening.tables}
    witness.begin("rows", sum(backup.manifest.rows.values()))
    for part in backup.parts(ROWS):
        label = part.match["model"]
        if label not in models:
            raise Unfit(f"The backup has rows of {label}, of which it says nothing.")
        by_name = {column.attname: column for column in models[label]._meta.local_concrete_fields}
        fields = [by_name[name] for name in columns[label]]
        rows = unpacked(part.read())
        while chunk := list(islice(rows, CHUNK)):
            _insert(models[label], fields, chunk, files)
            witness.did(len(chunk))


def _insert(model: type[Model], fields: Sequence["Field[Any, Any]"], rows: list[list[Any]], files: FilesNamed) -> None:
    if any(len(row) != len(fields) for row in rows):
        raise Unfit(f"A row of {model._meta.label} has not the columns that the backup says.")
    files.note(rows, columns=file_columns(fields))
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    convert = converters(fields, connection=connection)
    try:
        taken = [list(_converted(row, convert)) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", taken)  # noqa: S608
    except UNTAKEN as error:
        raise RowsRefused(f"The database does not take a row of {model._meta.label}: {_said(error)}") from error


def _converted(row: list[Any], convert: Sequence[Convert | None]) -> Iterator[Any]:
    return (value if one is None or value is None else one(value) for value, one in zip(row, convert, strict=True))


def _require_files(backup: Backup, files: FilesNamed) -> None:
    """Every file that a row names is in the backup, but for those that it says were lost already."""
    for part in backup.parts(FILES, HIDDEN):
        files.note_here(part.kind, part.match["sha256"])
    if unsaid := sorted(set(files.missing()) - set(backup.manifest.missing)):
        raise FilesMissing(f"Rows of the backup speak of files that are not in it: {', '.join(unsaid[:5])}.")


def _said(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:300]
