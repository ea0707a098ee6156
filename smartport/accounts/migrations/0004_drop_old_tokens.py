"""The table with the secrets of the old tokens goes; 0003 has kept what opens doors."""

from typing import Any

from django.db import migrations

OLD = "authtoken_token"


def drop_old_tokens(apps: Any, schema_editor: Any) -> None:
    if OLD in schema_editor.connection.introspection.table_names():
        schema_editor.execute("DROP TABLE authtoken_token")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_keep_old_tokens")]
    operations = [migrations.RunPython(drop_old_tokens, migrations.RunPython.noop)]
