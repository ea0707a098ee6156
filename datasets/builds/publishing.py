"""A signed build becomes a release: its files, its hidden labels, its line in the ledger. The vault lets go of it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from datasets.builds import keeping, rules
from datasets.builds.actions import require_new_version
from datasets.builds.ledger import enter, require_composable
from datasets.builds.models import Build, BuildState
from datasets.builds.publisher import PUBLISHER
from datasets.builds.queries import accepted_questions
from datasets.builds.signed import sign_folder
from datasets.deeds import tell
from datasets.recipes.reading import parse_recipe
from datasets.recipes.recipe import Extracted, Recipe
from datasets.releases.actions import commit_labels, publish_release
from datasets.releases.models import Release
from datasets.releasing.rereading import check_files
from datasets.vault.actions import note_access
from datasets.vault.models import Extract
from datasets.vault.rules import Deed

RECIPE = "recipe.json"


def publish_build(build: Build, *, typed: str, by: AbstractBaseUser, now: datetime) -> Release:
    """Published once, however often it is asked. Raises BuildNotReady, AnswersMissing, NotTyped, VersionTaken,
    FilesGone, FilesChanged, and what the ledger refuses."""
    recipe = parse_recipe(build.revision.text)
    rules.require_typed(typed, wanted=recipe.version)
    folder, secrets = keeping.release(build.pk), _secrets(build)
    _require_publishable(build, recipe)
    decisions = [{**one, "at": one["at"].isoformat()} for one in decisions_of(build)]
    sign_folder(folder, recipe=recipe, publisher=PUBLISHER, decisions=decisions)
    _store(folder)
    with transaction.atomic():
        _require_still_publishable(build, recipe)
        release = publish_release(
            folder, slug=recipe.name, version=recipe.version, title=recipe.title, licence=recipe.licence, now=now
        )
        _complete(release, build, folder=folder, secrets=secrets)
        enter(release, build_id=build.pk, recipe_text=build.revision.text)
        _note(recipe, build, by=by, now=now)
        details = {"build": str(build.pk), "name": recipe.name, "version": recipe.version}
        tell("release.published", subject=f"release:{release.pk}", by=by, now=now, details=details)
    keeping.remove(build.pk)
    build.refresh_from_db()
    return release


def decisions_of(build: Build) -> list[dict[str, Any]]:
    """Who signed what, as the report of risks tells it."""
    return [
        {
            "question": one.question,
            "test": one.test,
            "value": one.value,
            "limit": one.limit,
            "is_accepted": one.is_accepted,
            "reason": one.reason,
            "signer": one.signer,
            "role": one.role,
            "at": one.at,
        }
        for one in build.decisions.all()
    ]


def _require_publishable(build: Build, recipe: Recipe) -> None:
    """What was true when it was built may be so no longer: other releases of its rows, other hands on its files."""
    _require_signed(build)
    require_new_version(recipe.name, recipe.version)
    if not keeping.release(build.pk).is_dir():
        raise rules.FilesGone
    if next(iter(check_files(keeping.release(build.pk))), None) is not None:
        raise rules.FilesChanged
    require_composable(recipe, build_id=build.pk)


def _require_signed(build: Build) -> None:
    if not Build.objects.filter(pk=build.pk, state=BuildState.READY).exists():
        raise rules.BuildNotReady
    rules.require_answers(accepted_questions(build))


def _require_still_publishable(build: Build, recipe: Recipe) -> None:
    """Nobody else published it, or this version, while its files were stored; from here on nobody does."""
    ready = Build.objects.filter(pk=build.pk, state=BuildState.READY)
    if not ready.update(state=BuildState.PUBLISHED):
        raise rules.BuildNotReady
    rules.require_answers(accepted_questions(build))
    require_new_version(recipe.name, recipe.version)


def _secrets(build: Build) -> dict[str, Any]:
    try:
        return keeping.secrets_of(build.pk)
    except FileNotFoundError as error:
        raise rules.FilesGone from error


def _store(folder: Path) -> None:
    """Ahead of the transaction, which others wait for: what is stored by content is stored once."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                default_storage.save("", File(stream))


def _complete(release: Release, build: Build, *, folder: Path, secrets: Mapping[str, Any]) -> None:
    """What a release has beside its files; the labels go where nobody downloads from."""
    with keeping.labels(build.pk).open("rb") as stream:
        commit_labels(release, File(stream), commitment=secrets["commitment"], salt=secrets["salt"])
    release.recipe = (folder / RECIPE).read_text(encoding="utf-8")
    release.changes = build.changes
    release.save(update_fields=["recipe", "changes"])
    Build.objects.filter(pk=build.pk).update(finished_at=release.published_at)


def _note(recipe: Recipe, build: Build, *, by: AbstractBaseUser, now: datetime) -> None:
    if not isinstance(recipe.source, Extracted):
        return
    for extract in Extract.objects.filter(name=recipe.source.name):
        details = {"build": f"{build.revision} → {recipe.name} {recipe.version}"}
        note_access(extract, deed=Deed.USED, by=by, now=now, details=details)
