"""Changes recipes and asks for builds: begin a recipe, save a revision, go back to one, build, discard."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from datasets.bell import ring
from datasets.builds import keeping, rules
from datasets.builds.models import Build, BuildState, Draft, Revision
from datasets.builds.queries import OVER, last_revision, under_way
from datasets.deeds import tell
from datasets.recipes.reading import parse_yaml, recipe_of
from datasets.recipes.writing import recipe_text
from datasets.releases.models import Release
from datasets.releasing.rules import number_of
from datasets.vault.models import Extract, ExtractState

BUILD = "datasets.tasks.sweep_builds"


def begin_draft(extract: Extract, *, name: str, text: str, by: AbstractBaseUser, now: datetime) -> Draft:
    """A recipe for an extract, with its first revision. Raises NameUnfit, DraftNameTaken, and what the recipe's rules
    refuse."""
    rules.require_name(name)
    _read(text, name=name)
    try:
        with transaction.atomic():
            draft = Draft.objects.create(extract=extract, name=name, created_at=now, created_by_id=by.pk)
            Revision.objects.create(draft=draft, number=1, text=text, at=now, by_id=by.pk)
            tell("recipe.begun", subject=f"recipe:{draft.pk}", by=by, now=now, details={"name": name})
    except IntegrityError as error:
        raise rules.DraftNameTaken(name=name) from error
    return draft


def save_revision(draft: Draft, *, text: str, after: int, by: AbstractBaseUser, now: datetime) -> Revision:
    """The next revision, if the last one is still that with the number `after`; the same text is no revision. Raises
    RevisionStale, and what the recipe's own rules refuse."""
    _read(text, name=draft.name)
    last = last_revision(draft)
    if last.number != after:
        raise _stale(last)
    if last.text == text:
        return last
    try:
        with transaction.atomic():
            made = Revision.objects.create(draft=draft, number=after + 1, text=text, at=now, by_id=by.pk)
            details = {"name": draft.name, "changes": {"revision": [after, made.number]}}
            tell("recipe.changed", subject=f"recipe:{draft.pk}", by=by, now=now, details=details)
            return made
    except IntegrityError as error:
        raise _stale(last_revision(draft)) from error


def go_back(draft: Draft, *, to: int, after: int, by: AbstractBaseUser, now: datetime) -> Revision:
    """The text of an earlier revision as a new one: going back is a change like others. Raises RevisionStale, or
    Revision.DoesNotExist."""
    return save_revision(draft, text=draft.revisions.get(number=to).text, after=after, by=by, now=now)


def raise_version(draft: Draft, *, to: str, after: int, by: AbstractBaseUser, now: datetime) -> Revision:
    """The same recipe under another version, as the next revision. Raises RevisionStale, VersionTaken,
    VersionUnreadable."""
    number_of(to)
    content = parse_yaml(last_revision(draft).text)
    require_new_version(draft.name, to)
    return save_revision(draft, text=recipe_text({**content, "version": to}), after=after, by=by, now=now)


def ask_build(draft: Draft, *, by: AbstractBaseUser, now: datetime) -> Build:
    """Of the last revision; a worker finds it. Who asks twice gets the one that is under way. Raises ExtractNotReady,
    AlreadyBuilding, VersionTaken, VersionUnreadable."""
    revision = last_revision(draft)
    recipe = recipe_of(parse_yaml(revision.text))
    if not Extract.objects.filter(pk=draft.extract_id, state=ExtractState.READY).exists():
        raise rules.ExtractNotReady(name=draft.extract.name)
    number_of(recipe.version)
    require_new_version(recipe.name, recipe.version)
    with transaction.atomic():
        Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
        found = under_way(draft)
        if found is not None and found.revision_id != revision.pk:
            raise rules.AlreadyBuilding
        build = found or Build.objects.create(revision=revision, asked_at=now, asked_by_id=by.pk)
        if found is None:
            _tell("build.asked", build, by=by, now=now)
        transaction.on_commit(lambda: ring(BUILD))
    return build


def discard_build(build: Build, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """It is not wanted: whoever works at it stops, and its files go. Without `by` nobody did it: its files are not on
    this machine. Raises BuildOver."""
    living = Build.objects.filter(pk=build.pk).exclude(state__in=OVER)
    with transaction.atomic():
        if not living.update(state=BuildState.DISCARDED, finished_at=now):
            raise rules.BuildOver
        if by is not None:
            _tell("build.discarded", build, by=by, now=now)
    keeping.remove(build.pk)
    build.refresh_from_db()


def require_new_version(name: str, version: str) -> None:
    """What is published stays as it is. Raises VersionTaken."""
    if Release.objects.filter(slug=name, version=version).exists():
        raise rules.VersionTaken(name=name, version=version)


def _tell(deed: str, build: Build, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {"name": build.revision.draft.name, "revision": build.revision.number}
    tell(deed, subject=f"build:{build.pk}", by=by, now=now, details=details)


def _read(text: str, *, name: str) -> None:
    rules.require_length(text)
    rules.require_same_name(recipe_of(parse_yaml(text)).name, name=name)


def _stale(last: Revision) -> rules.RevisionStale:
    return rules.RevisionStale(number=last.number, by=str(last.by or "—"))
