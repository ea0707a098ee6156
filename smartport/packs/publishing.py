"""Puts a challenge pack onto the site: challenge, phase, data and bundle; again changes nothing that is there."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.db import transaction

from challenges.editions.models import Challenge, Edition, Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.publishing import publish_bundle
from challenges.journal.actions import write
from datasets.models import Release
from datasets.packs import RECIPE, PackBuilt
from datasets.recipes.reading import read_recipe
from datasets.releases.actions import commit_labels, publish_release
from datasets.releasing.folder import CHECKSUMS
from evaluator.bundle import Bundle as BundleFolder
from smartport.packs.describing import ACTOR, describe, subject_of
from smartport.packs.keeping import keep_pack
from smartport.packs.kits import keep_kit
from smartport.packs.pack import SLUG, Pack
from smartport.packs.refusal import NotPublished
from smartport.packs.release import write_release

NAMED = "release.json"
DOCUMENTS = ("README", "DICTIONARY", "dictionary", CHECKSUMS)


@dataclass(frozen=True)
class Times:
    """When the phase is open, both ends included."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Parts:
    """The folders of a pack that is ready: what teams download and what scores, with the release's name. A pack with
    a recipe has labels that are committed to."""

    release: Path
    bundle: Path
    slug: str
    version: str
    title: Mapping[str, str]
    licence: str
    built: PackBuilt | None = None


@dataclass(frozen=True)
class Published:
    """What is on the site now; `news` says what was not there before, `kept` which documents of the data stay as they
    were published, whatever the folder says now."""

    challenge: Challenge
    phase: Phase
    release: Release
    bundle: Bundle
    news: tuple[str, ...]
    kept: tuple[str, ...]


def open_phase(pack: Pack, challenge: Challenge, *, times: Times | None = None) -> Phase:
    """The pack's phase; as long as the edition where no times are given. One that exists keeps its own."""
    found = times or Times(challenge.edition.opens_at, challenge.edition.closes_at)
    described = {**pack.phase, "opens_at": found.opens_at, "closes_at": found.closes_at}
    phase, _ = Phase.objects.get_or_create(challenge=challenge, slug=described.pop("slug"), defaults=described)
    return phase


@contextmanager
def parts_of(pack: Pack, *, built: Path | None) -> Iterator[Parts]:
    """The pack's release and bundle: as `data build` made them in `built`, or from the folder itself. Raises
    NotPublished, PackBroken, BundleBroken."""
    has_recipe = (pack.folder / RECIPE).exists()
    if built is not None:
        yield _built_parts(pack, built)
        return
    if has_recipe:
        raise NotPublished(
            f"{pack.folder} has a recipe. Build its data first, with a seed that you keep to yourself: "
            f"manage.py data build {pack.folder} --to FOLDER --seed SEED; then publish with --built FOLDER."
        )
    bundle = BundleFolder.read(pack.folder)
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        write_release(pack, bundle, folder=Path(folder))
        licence = pack.data.licence
        yield Parts(Path(folder), pack.folder, pack.slug, pack.data.version, pack.texts["title"], licence)


def parts_of_recipe(pack: Pack, built: PackBuilt) -> Parts:
    """What was built of a pack's recipe, under the name and the version that the recipe gives."""
    recipe = read_recipe(pack.folder / RECIPE)
    return Parts(built.release, built.bundle, recipe.name, recipe.version, recipe.title, recipe.licence, built)


def named_parts(built: Path) -> Parts:
    """What an export brings: built/release.json says what the release is called. Raises NotPublished."""
    try:
        told = json.loads((built / NAMED).read_text("utf-8"))
        slug, version, title, licence = (told[name] for name in ("slug", "version", "title", "licence"))
        title = {str(language): str(text) for language, text in title.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotPublished(f"{NAMED} cannot be read: it has slug, version, title and licence.") from error
    is_named = isinstance(slug, str) and SLUG.fullmatch(slug) and len(slug) <= 50
    is_text = isinstance(version, str) and isinstance(licence, str) and 0 < len(version) <= 20 and len(licence) <= 200
    if not is_named or not is_text:
        raise NotPublished(f"{NAMED}: slug, version or licence is not as a release has it.")
    found = PackBuilt(built)
    return Parts(found.release, found.bundle, slug, version, title, licence, found if found.labels.exists() else None)


def publish(pack: Pack, parts: Parts, edition: Edition, *, times: Times | None, now: datetime) -> Published:
    """Everything of it; the challenge is shown once all is there. Raises NotPublished, BundleBroken."""
    BundleFolder.read(parts.bundle)
    kept = require_same_data(parts)
    _require_same_times(pack, edition, times=times)
    before = set(_present(pack, parts, edition))
    challenge = describe(pack, edition, is_published=False)
    phase = open_phase(pack, challenge, times=times)
    release = keep_release(parts, now=now)
    bundle = publish_bundle(phase, parts.bundle, now=now)
    keep_kit(pack, challenge, built=parts.built)
    keep_pack(challenge, pack.folder, now=now)
    _show(challenge, release=release, now=now)
    challenge.refresh_from_db()
    news = tuple(name for name in _present(pack, parts, edition) if name not in before)
    return Published(challenge, phase, release, bundle, news, kept)


def keep_release(parts: Parts, *, now: datetime) -> Release:
    """The release of a pack, with its hidden labels; one that is there stays as it is."""
    release = publish_release(
        parts.release, slug=parts.slug, version=parts.version, title=parts.title, licence=parts.licence, now=now
    )
    if parts.built is not None:
        with parts.built.labels.open("rb") as labels:
            commit_labels(release, File(labels), commitment=parts.built.commitment, salt=parts.built.salt)
    return release


def _built_parts(pack: Pack, built: Path) -> Parts:
    for name in ("release", "bundle"):
        if not (built / name).is_dir():
            raise NotPublished(f"{built} has no folder {name}: it is not what `data build` makes.")
    if (built / NAMED).exists():
        return named_parts(built)
    if (pack.folder / RECIPE).exists():
        return parts_of_recipe(pack, PackBuilt(built))
    raise NotPublished(f"{pack.folder} has no recipe: leave --built out.")


def require_same_data(parts: Parts) -> tuple[str, ...]:
    """What was published under a version never changes: the documents that the folder would have otherwise now."""
    release = Release.objects.filter(slug=parts.slug, version=parts.version).first()
    if release is None:
        return ()
    paths = sorted(path for path in parts.release.rglob("*") if path.is_file())
    new = {path.relative_to(parts.release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    old = dict(release.files.values_list("path", "sha256"))
    changed = sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))
    if tables := [name for name in changed if not name.startswith(DOCUMENTS)]:
        raise NotPublished(
            f"{tables[0]} is not what was published as {release}. Published data never change: "
            "write another version under data in challenge.yaml."
        )
    return tuple(name for name in changed if name != CHECKSUMS)


def _require_same_times(pack: Pack, edition: Edition, *, times: Times | None) -> None:
    phase = Phase.objects.filter(challenge__edition=edition, challenge__slug=pack.slug, slug=pack.phase["slug"]).first()
    if times and times.opens_at >= times.closes_at:
        raise NotPublished("The phase would close before it opens: look at --opens and --closes.")
    if phase and times and times != Times(phase.opens_at, phase.closes_at):
        raise NotPublished(f"The phase {phase} has its dates already: change them in the console.")


def _present(pack: Pack, parts: Parts, edition: Edition) -> list[str]:
    """The rows of this pack that the site has, in words."""
    challenge = Challenge.objects.filter(edition=edition, slug=pack.slug).first()
    release = Release.objects.filter(slug=parts.slug, version=parts.version).first()
    phases = challenge.phases.filter(slug=pack.phase["slug"]) if challenge else Phase.objects.none()
    bundles = Bundle.objects.filter(phase__in=phases)
    found = [f"challenge {challenge.slug}"] if challenge else []
    found += [f"phase {phase.slug}" for phase in phases]
    found += [f"data {release}"] if release else []
    return [*found, *(f"bundle {bundle.manifest['digest'][:12]}" for bundle in bundles)]


@transaction.atomic
def _show(challenge: Challenge, *, release: Release, now: datetime) -> None:
    """With these data, to everybody; once."""
    rows = Challenge.objects.filter(pk=challenge.pk)
    changed = rows.exclude(release=release).update(release=release)
    shown = rows.filter(is_published=False).update(is_published=True)
    if changed or shown:
        details = {"edition": challenge.edition.slug, "release": str(release)}
        write("challenge.published", subject=subject_of(challenge), actor=ACTOR, now=now, details=details)
