"""Builds on the disk of the vault: a folder each, with what is to be published and what must never be."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

RELEASE, REFERENCE, LABELS, MARKS, SECRETS = "release", "reference", "labels.csv", "marks.npy", "secrets.json"
HIDDEN = "hidden.npy"


def folder(build_id: UUID) -> Path:
    """Where the files of a build are, or would be."""
    return Path(settings.VAULT) / "builds" / str(build_id)


def release(build_id: UUID) -> Path:
    """What would be published."""
    return folder(build_id) / RELEASE


def labels(build_id: UUID) -> Path:
    """The hidden labels, as they are committed to."""
    return folder(build_id) / LABELS


def marks(build_id: UUID) -> Path:
    """A keyed mark for each raw row that went in, before it is in the ledger."""
    return folder(build_id) / MARKS


def hidden_marks(build_id: UUID) -> Path:
    """Those of the rows whose answers are hidden."""
    return folder(build_id) / HIDDEN


def fresh_folder(build_id: UUID) -> Path:
    """An empty one; what a worker left that was killed is gone."""
    remove(build_id)
    return _private(folder(build_id))


def remove(build_id: UUID) -> None:
    """Nothing of it is left. Once more is harmless."""
    shutil.rmtree(folder(build_id), ignore_errors=True)


def keep_secrets(build_id: UUID, secrets: Mapping[str, Any]) -> None:
    """What the release commits to, until it is published."""
    (folder(build_id) / SECRETS).write_text(json.dumps(secrets), encoding="utf-8")


def secrets_of(build_id: UUID) -> dict[str, Any]:
    """Raises FileNotFoundError."""
    found: dict[str, Any] = json.loads((folder(build_id) / SECRETS).read_text(encoding="utf-8"))
    return found


def ledger_key() -> Path:
    """The secret of all marks."""
    return _private(Path(settings.VAULT) / "ledger") / "key"


def ledger_marks(name: str) -> Path:
    """The marks of a published release, by the name that the ledger gives."""
    return _private(Path(settings.VAULT) / "ledger") / f"{name}.npy"


def ledger_hidden(name: str) -> Path:
    """The marks of its rows whose answers it hides."""
    return _private(Path(settings.VAULT) / "ledger") / f"{name}.hidden.npy"


def ledger_recipe(name: str) -> Path:
    """The recipe of a published release, with the raw names that no one outside reads."""
    return _private(Path(settings.VAULT) / "ledger") / f"{name}.yaml"


def enter_marks(build_id: UUID, *, name: str, recipe_text: str) -> None:
    """From now on they belong to the ledger; whole or not at all, and done twice it is done once."""
    part = ledger_marks(name).with_suffix(".part")
    shutil.copyfile(hidden_marks(build_id), ledger_hidden(name))
    shutil.copyfile(marks(build_id), part)
    ledger_recipe(name).write_text(recipe_text, encoding="utf-8")
    part.replace(ledger_marks(name))


def sample_of(extract_id: UUID, *, key: str) -> Path:
    """Some rows of an extract, drawn once; they go when the extract goes."""
    return Path(settings.VAULT) / "extracts" / str(extract_id) / f"sample-{key}.parquet"


def _private(path: Path) -> Path:
    """The folder, and those above it inside the vault, made for the site's own user alone."""
    vault = Path(settings.VAULT)
    inside = [above for above in path.parents if above == vault or vault in above.parents]
    for each in (*reversed(inside), path):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
        each.chmod(0o700)
    return path
