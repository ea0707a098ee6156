"""A pack folder becomes a challenge that its organizers alone see: texts, a phase, data, what scores it."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Challenge, Edition
from challenges.evaluations.publishing import publish_bundle
from challenges.journal.actions import write
from challenges.making.actions import finish
from challenges.making.models import Making
from challenges.making.rules import AddressTaken, TimesUnfit, require_slug
from datasets.models import Release
from datasets.packs import PackBuilt
from smartport.making.folder import BUILT, write_text
from smartport.packs.describing import describe, subject_of
from smartport.packs.keeping import keep_pack
from smartport.packs.kits import keep_kit
from smartport.packs.pack import Pack
from smartport.packs.publishing import Parts, Times, keep_release, open_phase

SLUG_LINE = re.compile(r"^slug:.*$", re.MULTILINE)


@dataclass(frozen=True)
class Ready:
    """What a challenge is made of: the pack's folder, the folder that scores it, and the data: those of a release that
    is there, or `parts` that become one. Without a bundle it is a challenge that nobody can play yet."""

    folder: Path
    bundle: Path | None = None
    release: Release | None = None
    parts: Parts | None = None


def create(making: Making, ready: Ready, *, slug: str, times: Times, by: AbstractBaseUser, now: datetime) -> Challenge:
    """All of it or nothing. Raises AddressUnfit, AddressTaken, TimesUnfit, AlreadyMade, PackBroken, BundleBroken."""
    edition = making.edition
    require_free(edition, slug)
    require_times(times)
    _rename(ready.folder, slug)
    pack = Pack.read(ready.folder)
    with transaction.atomic():
        require_free(edition, slug)
        challenge = describe(pack, edition, is_published=False)
        finish(making, challenge)
        challenge.organizers.add(by.pk)
        phase = open_phase(pack, challenge, times=times)
        release = _release(ready, now=now)
        if release is not None:
            challenge.release = release
            challenge.save(update_fields=["release"])
        bundle = publish_bundle(phase, ready.bundle, by=by, now=now) if ready.bundle else None
        keep_kit(pack, challenge, built=_practice(ready))
        keep_pack(challenge, ready.folder, now=now)
        details = {"edition": edition.slug, "slug": slug, "from": making.way, "release": str(release or "")}
        told = {**details, "bundle": bundle.sha256 if bundle else ""}
        write("challenge.made", subject=subject_of(challenge), by=by, now=now, details=told)
    challenge.refresh_from_db()
    return challenge


def require_free(edition: Edition, slug: str) -> None:
    """Raises AddressUnfit, AddressTaken."""
    if Challenge.objects.filter(edition=edition, slug=require_slug(slug)).exists():
        raise AddressTaken


def require_times(times: Times) -> None:
    """Raises TimesUnfit."""
    if times.opens_at >= times.closes_at:
        raise TimesUnfit


def _rename(folder: Path, slug: str) -> None:
    """Under the address that was chosen; nothing else of the file changes."""
    path = folder / "challenge.yaml"
    text = path.read_text("utf-8")
    if SLUG_LINE.search(text):
        renamed = SLUG_LINE.sub(f"slug: {slug}", text, count=1)
        if Pack.read(folder).slug != slug:
            write_text(path, renamed)


def _release(ready: Ready, *, now: datetime) -> Release | None:
    if ready.release is not None:
        return ready.release
    return keep_release(ready.parts, now=now) if ready.parts is not None else None


def _practice(ready: Ready) -> PackBuilt | None:
    built = PackBuilt(ready.folder / BUILT)
    return built if built.practice.is_dir() else None
