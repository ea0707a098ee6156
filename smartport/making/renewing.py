"""A new version of what scores a phase: from a ZIP, or with another metric over the same data."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.db import transaction

from challenges.editions.models import Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.publishing import prepare_bundle, put_in_force
from challenges.evaluations.queries import bundle_in_force, has_results, open_rejudge
from challenges.evaluations.rules import BundleWouldReplaceScores
from challenges.journal.actions import write
from challenges.making.rules import require_pack_size
from evaluator.archive import ArchiveRefused, unpack
from evaluator.bundle import Bundle as BundleFolder
from smartport.drafting.description import evaluation
from smartport.drafting.questions import Question
from smartport.making.bringing import LIMITS, Fault, found_folder
from smartport.making.folder import BUILT, BUNDLE, readable, write_bundle, write_yaml
from smartport.making.given import Given
from smartport.making.zipping import unzip_kept

DESCRIPTION = "challenge.yaml"


def bundle_of_zip(phase: Phase, content: "File[Any]", *, by: AbstractBaseUser, now: datetime) -> Bundle | list[Fault]:
    """A bundle's folder, or a pack with one, that somebody brought; the faults where it is none. Raises PackMissing,
    PackTooLarge, BundleBroken."""
    require_pack_size(content.size or 0)
    with tempfile.TemporaryDirectory(prefix="renewed-") as temporary:
        path, folder = Path(temporary) / "bundle.zip", Path(temporary) / "bundle"
        with path.open("wb") as out:
            shutil.copyfileobj(content, out)
        folder.mkdir()
        try:
            unpack(path, folder, limits=LIMITS)
        except ArchiveRefused as refused:
            return [Fault.of_archive(refused)]
        top, faults = found_folder(folder)
        if faults:
            return faults
        inside = top / BUILT / BUNDLE
        return _kept(phase, inside if inside.is_dir() else top, by=by, now=now)


def bundle_of_metric(phase: Phase, question: Question, given: Given, *, by: AbstractBaseUser, now: datetime) -> Bundle:
    """The same description with another score, over the tables and the hidden labels of the data. Raises
    BundleBroken."""
    in_force = bundle_in_force(phase)
    with tempfile.TemporaryDirectory(prefix="renewed-") as temporary:
        described = Path(temporary) / DESCRIPTION
        told: dict[str, Any] = {"format": "smartport/1"}
        told |= _described(in_force, Path(temporary) / "old") if in_force else {}
        old: dict[str, Any] = told.get("evaluation", {})
        new = evaluation(question, id=given.id)
        limits = {name: old[name] for name in ("kinds", "image", "solution") if name in old}
        write_yaml(described, {**told, "evaluation": {**new, **limits}})
        write_bundle(Path(temporary) / "new", described, question=question, given=given)
        return _kept(phase, Path(temporary) / "new", by=by, now=now)


@transaction.atomic
def put_in_force_at_once(bundle: Bundle, *, by: AbstractBaseUser, now: datetime) -> None:
    """Where nothing was scored yet. Raises BundleWouldReplaceScores."""
    phase = Phase.objects.select_for_update(no_key=True).get(pk=bundle.phase_id)
    if has_results(phase) or open_rejudge(phase):
        raise BundleWouldReplaceScores
    if bundle_in_force(phase) != bundle:
        put_in_force(bundle, by=by, now=now)


def _kept(phase: Phase, folder: Path, *, by: AbstractBaseUser, now: datetime) -> Bundle:
    """Kept and noted, not in force."""
    readable(folder)
    BundleFolder.read(folder)
    bundle = prepare_bundle(phase, folder)
    details = {"phase": str(phase), "sha256": bundle.sha256}
    write("bundle.prepared", subject=f"bundle:{bundle.pk}", by=by, now=now, details=details)
    return bundle


def _described(bundle: Bundle, folder: Path) -> dict[str, Any]:
    unzip_kept(bundle.content, folder)
    found: dict[str, Any] = yaml.safe_load((folder / DESCRIPTION).read_text("utf-8"))
    return found
