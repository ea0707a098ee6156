"""The demo's pack, which has a recipe: a challenge with its release and its bundle."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings

from challenges.editions.models import Challenge, Phase
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.rules import BundleWouldReplaceScores
from datasets.packs import PackBuilt, build_pack
from datasets.vault.rules import day_of
from smartport.packs.pack import Pack
from smartport.packs.publishing import keep_release, parts_of_recipe


def publish_data(pack: Pack, challenge: Challenge, phase: Phase, *, now: datetime) -> Path | None:
    """Build the pack's data unless this very pack was built before; put release and bundle in force.

    A challenge keeps the release it has, and a phase with results the bundle they were made with: then the folder of
    the bundle that was left out, for whoever wants everything evaluated again.
    """
    built = _built(pack, now=now)
    release = keep_release(parts_of_recipe(pack, built), now=now)
    if challenge.release_id is None:
        challenge.release = release
        challenge.save(update_fields=["release"])
    try:
        publish_bundle(phase, built.bundle, now=now)
    except BundleWouldReplaceScores:
        return built.bundle
    return None


def _built(pack: Pack, *, now: datetime) -> PackBuilt:
    folder = Path(settings.DATA) / "packs" / f"{pack.slug}-{_digest(pack.folder)[:12]}"
    built = PackBuilt(folder)
    if built.is_there:
        return built
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return build_pack(pack.folder, to=folder, on=day_of(now))


def _digest(folder: Path) -> str:
    """What the data depend on: the recipe, the description, the scorer and the public inputs."""
    digest = hashlib.sha256()
    public = (path for path in (folder / "public_input").rglob("*") if path.is_file())
    written = [*sorted((folder / "scorer").glob("*.py")), *sorted(public)]
    for path in (folder / "challenge.yaml", folder / "recipe.yaml", *written):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
