"""Keeps bundles, and puts one in force; never in the place of one that has given results."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from challenges.editions.models import Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.packing import Packed, packed
from challenges.evaluations.queries import bundle_in_force, has_results, open_rejudge
from challenges.evaluations.rules import BundleWouldReplaceScores, lacks_public_input
from challenges.journal.actions import write
from datasets.hidden import hidden_storage
from evaluator.bundle import PUBLIC_INPUT
from evaluator.errors import BundleBroken


def publish_bundle(phase: Phase, folder: Path, *, now: datetime, by: AbstractBaseUser | None = None) -> Bundle:
    """Put a bundle folder in force for a phase; the same content again changes nothing.

    Another content than that in force is evaluated from the beginning, and so is refused once there are results, or
    while they are computed again: who wants them replaced asks for a rejudge. Raises BundleBroken,
    BundleWouldReplaceScores.
    """
    with packed(folder) as found:
        in_force = bundle_in_force(phase)
        if in_force and in_force.sha256 == _sha256(found.zip):
            return in_force
        if has_results(phase) or open_rejudge(phase):
            raise BundleWouldReplaceScores
        bundle = _kept(found, phase=phase)
    put_in_force(bundle, by=by, now=now)
    return bundle


def prepare_bundle(phase: Phase, folder: Path) -> Bundle:
    """Keep a bundle folder for a phase without putting it in force. Raises BundleBroken."""
    with packed(folder) as found:
        return _kept(found, phase=phase)


@transaction.atomic
def put_in_force(bundle: Bundle, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """From here on it scores its phase; what was in force before is kept."""
    Bundle.objects.filter(pk=bundle.pk).update(published_at=now)
    bundle.published_at = now
    details = {"phase": str(bundle.phase), "sha256": bundle.sha256, "digest": bundle.manifest["digest"]}
    write("bundle.published", subject=f"bundle:{bundle.pk}", by=by, now=now, details=details)


def _kept(found: Packed, *, phase: Phase) -> Bundle:
    if lacks_public_input(found.manifest, log_policy=phase.log_policy):
        raise BundleBroken(f"{PUBLIC_INPUT}/ is missing: this phase shows teams only what is printed on it")
    with found.zip.open("rb") as stream:
        content = hidden_storage().save("", File(stream))
    ids = _stored_json(found.expected_ids) if found.expected_ids is not None else ""
    kept = {"content": content, "manifest": found.manifest, "expected_ids": ids}
    bundle, _ = Bundle.objects.get_or_create(phase=phase, sha256=content.rsplit("/", 1)[-1], defaults=kept)
    return bundle


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _stored_json(value: object) -> str:
    return default_storage.save("", ContentFile(json.dumps(value, ensure_ascii=False).encode()))
