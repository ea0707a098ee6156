"""Tokens of the table of before go on opening doors: their digests are kept, the secrets themselves are not."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.db import migrations

OLD = "authtoken_token"
ALL_SCOPES = ["read", "submit", "team", "account"]
PREFIX_SHOWN = 8


def keep_old_tokens(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if OLD not in connection.introspection.table_names():
        return
    token = apps.get_model("accounts", "ApiToken")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, user_id, created FROM authtoken_token")
        rows = cursor.fetchall()
    token.objects.bulk_create(
        token(
            user_id=user_id,
            name="Token",
            prefix=key[:PREFIX_SHOWN],
            digest=hashlib.sha256(key.encode()).hexdigest(),
            scopes=ALL_SCOPES,
            created_at=_aware(created),
        )
        for key, user_id, created in rows
    )


def _aware(created: Any) -> Any:
    """SQLite answers a plain query with text, in UTC."""
    moment = datetime.fromisoformat(created) if isinstance(created, str) else created
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_tokens_and_consents")]
    operations = [migrations.RunPython(keep_old_tokens, migrations.RunPython.noop)]
