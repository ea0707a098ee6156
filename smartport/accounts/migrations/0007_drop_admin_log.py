"""The table of Django's admin goes, which no model knows any more: its rows would hold on to accounts that are deleted."""

from typing import Any

from django.db import migrations

OLD = "django_admin_log"


def drop_admin_log(apps: Any, schema_editor: Any) -> None:
    if OLD in schema_editor.connection.introspection.table_names():
        schema_editor.execute("DROP TABLE django_admin_log")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_people")]
    operations = [migrations.RunPython(drop_admin_log, migrations.RunPython.noop)]
