"""The demo's packs, which have recipes: challenges with their releases and their bundles."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from challenges.editions.models import Challenge, Phase
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.rules import BundleWouldReplaceScores
from datasets.packs import PackBuilt, build_pack
from datasets.vault.rules import day_of
from smartport.packs.keeping import keep_pack
from smartport.packs.kits import keep_kit
from smartport.packs.pack import Pack
from smartport.packs.publishing import keep_release, parts_of_recipe

PARTS = ("public_input", "scorer", "solver", "tables")


def demo_packs() -> list[Pack]:
    """The packs of the demo edition, in its order: every folder under packs/ with a challenge. Raises PackBroken."""
    folders = sorted(path.parent for path in (Path(settings.ROOT) / "packs").glob("*/challenge.yaml"))
    return sorted(map(Pack.read, folders), key=lambda pack: pack.setting.order)


def publish_data(
    pack: Pack, challenge: Challenge, phase: Phase, *, now: datetime, tell: Callable[[str], object] = lambda _: None
) -> Path | None:
    """Build the pack's data unless this very pack was built before; put release, starter kit and bundle in force.

    A challenge keeps the release it has, and a phase with results the bundle they were made with: then the folder of
    the bundle that was left out, for whoever wants everything evaluated again.
    """
    built = _built(pack, now=now, tell=tell)
    release = keep_release(parts_of_recipe(pack, built), now=now)
    if challenge.release_id is None:
        challenge.release = release
        challenge.save(update_fields=["release"])
        keep_kit(pack, challenge, built=built)
        keep_pack(challenge, pack.folder, now=now)
    try:
        publish_bundle(phase, built.bundle, now=now)
    except BundleWouldReplaceScores:
        return built.bundle
    return None


def _built(pack: Pack, *, now: datetime, tell: Callable[[str], object]) -> PackBuilt:
    folder = Path(settings.DATA) / "packs" / f"{pack.slug}-{_digest(pack.folder)[:12]}"
    built = PackBuilt(folder)
    if built.is_there:
        return built
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return build_pack(pack.folder, to=folder, on=day_of(now), tell=lambda step, share: tell(f"{step} {share:.0%}"))


def _digest(folder: Path) -> str:
    """What the data depend on: the recipe, the description, and the folders that go into the bundle."""
    digest = hashlib.sha256()
    found = (path for name in PARTS for path in (folder / name).rglob("*") if path.is_file())
    written = sorted(path for path in found if "__pycache__" not in path.parts)
    for path in (folder / "challenge.yaml", folder / "recipe.yaml", *written):
        name = path.relative_to(folder).as_posix()
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
