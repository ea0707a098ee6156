"""A challenge pack, as a person wrote it, becomes a challenge with its release and its bundle."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from challenges.editions.models import Challenge, Edition, Phase
from challenges.evaluations.publishing import publish_bundle
from challenges.evaluations.rules import BundleWouldReplaceScores
from datasets.actions import publish_release
from datasets.models import Release
from datasets.recipe import read_recipe
from datasets.release import Built, build_pack

LANGUAGES = ("fr", "ar", "en")
PAGES = ("statement", "rules")
DRAWING = re.compile(r"\]\(([\w-]+\.svg)\)")

Texts = dict[str, str]


@dataclass(frozen=True)
class Baseline:
    """An entry of the organizers: its program is in `folder`, its team is called `name`."""

    slug: str
    name: str
    folder: Path


@dataclass(frozen=True)
class Pack:
    """A challenge as its folder tells it: `texts` for its pages by field and language, `phase` as its rules."""

    folder: Path
    slug: str
    texts: dict[str, Texts]
    phase: dict[str, Any]
    baselines: tuple[Baseline, ...]

    @classmethod
    def read(cls, folder: Path) -> "Pack":
        described: dict[str, Any] = yaml.safe_load((folder / "challenge.yaml").read_text("utf-8"))
        short = {name: described[name] for name in ("title", "summary", "metric")}
        baselines = tuple(
            Baseline(slug, baseline["title"]["fr"], folder / "baselines" / slug)
            for slug, baseline in described["baselines"].items()
        )
        return cls(
            folder=folder,
            slug=described["slug"],
            texts={**short, **{page: _page(folder, page) for page in PAGES}},
            phase=described["phase"],
            baselines=baselines,
        )


def publish_challenge(pack: Pack, edition: Edition) -> Challenge:
    """The challenge of this pack in this edition; one that exists keeps what the organizers made of it."""
    challenge, _ = Challenge.objects.get_or_create(
        edition=edition, slug=pack.slug, defaults={**pack.texts, "is_published": True}
    )
    return challenge


def open_phase(pack: Pack, challenge: Challenge) -> Phase:
    """The pack's phase, as long as the edition."""
    edition, described = challenge.edition, dict(pack.phase)
    times = {"opens_at": edition.opens_at, "closes_at": edition.closes_at}
    phase, _ = Phase.objects.get_or_create(
        challenge=challenge, slug=described.pop("slug"), defaults={**described, **times}
    )
    return phase


def publish_data(pack: Pack, challenge: Challenge, phase: Phase, *, now: datetime) -> Path | None:
    """Build the pack's data unless this very pack was built before; put release and bundle in force.

    A challenge keeps the release it has, and a phase with results the bundle they were made with: then the folder of
    the bundle that was left out, for whoever wants everything evaluated again.
    """
    built = _built(pack)
    release = _release(pack, built, now=now)
    if challenge.release_id is None:
        challenge.release = release
        challenge.save(update_fields=["release"])
    try:
        publish_bundle(phase, built.bundle, now=now)
    except BundleWouldReplaceScores:
        return built.bundle
    return None


def _built(pack: Pack) -> Built:
    folder = Path(settings.DATA) / "packs" / f"{pack.slug}-{_digest(pack.folder)[:12]}"
    built = Built(release=folder / "release", bundle=folder / "bundle")
    if built.release.exists() and built.bundle.exists():
        return built
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return build_pack(pack.folder, to=folder)


def _release(pack: Pack, built: Built, *, now: datetime) -> Release:
    recipe = read_recipe(pack.folder / "recipe.yaml")
    return publish_release(
        built.release,
        slug=recipe.name,
        version=recipe.version,
        title=recipe.title,
        licence=recipe.licence,
        now=now,
    )


def _page(folder: Path, name: str) -> Texts:
    texts = {language: (folder / f"{name}.{language}.md").read_text("utf-8") for language in LANGUAGES}
    return {language: _with_drawings(text, folder=folder) for language, text in texts.items()}


def _with_drawings(markdown: str, *, folder: Path) -> str:
    """A drawing beside the text, `![…](figure.svg)`, is put into the text itself: a challenge's page has no files."""

    def inside(found: re.Match[str]) -> str:
        drawing = base64.b64encode((folder / found[1]).read_bytes()).decode()
        return f"](data:image/svg+xml;base64,{drawing})"

    return DRAWING.sub(inside, markdown)


def _digest(folder: Path) -> str:
    """What the data depend on: the recipe, the description and the scorer."""
    digest = hashlib.sha256()
    for path in (folder / "challenge.yaml", folder / "recipe.yaml", *sorted((folder / "scorer").glob("*.py"))):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
