"""Bundles that were kept with everything else go to the hidden storage."""

from django.apps.registry import Apps
from django.core.files.storage import storages
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def move_bundles(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Copied whole before the first is taken away; a bundle that is there already is left."""
    old, hidden = storages["default"], storages["hidden"]
    names = set(apps.get_model("challenges", "Bundle").objects.values_list("content", flat=True))
    kept = set(apps.get_model("challenges", "Submission").objects.values_list("content", flat=True))
    for name in sorted(names):
        if not hidden.exists(name) and old.exists(name):
            with old.open(name) as stored:
                hidden.save("", stored)
    for name in names - kept:
        if hidden.exists(name):
            old.delete(name)


class Migration(migrations.Migration):

    dependencies = [("challenges", "0006_bundles_apart")]

    operations = [migrations.RunPython(move_bundles, migrations.RunPython.noop)]
