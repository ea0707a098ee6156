"""The version of the terms that a person agreed to last stands with the person too."""

from typing import Any

from django.db import migrations, models


def keep_what_was_agreed(apps: Any, schema_editor: Any) -> None:
    user = apps.get_model("accounts", "User")
    consent = apps.get_model("accounts", "Consent")
    living = consent.objects.filter(purpose="terms", withdrawn_at=None, user=models.OuterRef("pk"))
    agreed = models.Subquery(living.values("version")[:1])
    user.objects.filter(models.Exists(living)).update(agreed_terms=agreed)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_drop_old_tokens")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="agreed_terms",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="version of the terms agreed to"
            ),
        ),
        migrations.RunPython(keep_what_was_agreed, migrations.RunPython.noop),
    ]
