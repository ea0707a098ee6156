"""A challenge as the folder that it can be made from again, byte for byte: the pack, with the texts as they are now."""

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from challenges.editions.models import Challenge, Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.queries import bundle_in_force
from challenges.making.queries import source_of
from datasets.models import Release
from evaluator.bundle import SCORER
from smartport.making.folder import BUILT, BUNDLE, HIDDEN, PRACTICE, RELEASE, Told, write_pack, write_text, write_yaml
from smartport.making.saying import described_now, raw_page
from smartport.making.zipping import local, unzip_kept
from smartport.packs.pack import LANGUAGES, PAGES, Pack
from smartport.packs.publishing import NAMED

DESCRIPTION = "challenge.yaml"


@dataclass(frozen=True)
class Exported:
    """What there is to export: which phase, and whether the pack, what scores and the data are there."""

    phase: Phase | None
    bundle: Bundle | None
    release: Release | None
    has_pack: bool
    other_phases: int


def exported_of(challenge: Challenge) -> Exported:
    """The first phase is the one that a pack tells."""
    phases = list(challenge.phases.order_by("opens_at", "pk"))
    phase = phases[0] if phases else None
    bundle = bundle_in_force(phase) if phase else None
    return Exported(phase, bundle, challenge.release, source_of(challenge) is not None, max(0, len(phases) - 1))


def write_folder(challenge: Challenge, folder: Path) -> None:
    """Everything that makes the same challenge again, into an empty folder."""
    told, source = exported_of(challenge), source_of(challenge)
    if source is not None:
        unzip_kept(source.content, folder)
    if told.bundle is not None:
        unzip_kept(told.bundle.content, folder / BUILT / BUNDLE)
        _take_scorer(folder / BUILT / BUNDLE, folder)
    _write_texts(challenge, told, folder, has_pack=source is not None)
    if told.release is not None:
        _write_release(told.release, folder / BUILT)
    if challenge.kit:
        _write_practice(challenge, folder / BUILT / PRACTICE)


def _take_scorer(bundle: Path, pack: Path) -> None:
    """The scorer in force stands in the pack too; where metrics score, none does."""
    shutil.rmtree(pack / SCORER, ignore_errors=True)
    if (bundle / SCORER).is_dir():
        shutil.copytree(bundle / SCORER, pack / SCORER)


def _write_texts(challenge: Challenge, told: Exported, folder: Path, *, has_pack: bool) -> None:
    """What the organizers changed since it was made stands over what the pack said; the rest keeps its bytes."""
    evaluation = _evaluation(folder / BUILT / BUNDLE / DESCRIPTION)
    if not has_pack:
        texts = {name: getattr(challenge, name) for name in ("title", "summary", "metric", *PAGES)}
        full = {name: {language: said.get(language, "") for language in LANGUAGES} for name, said in texts.items()}
        phase = {"slug": "main", "title": full["title"]}
        write_pack(folder, Told(challenge.slug, full, phase, {}))
    pack = Pack.read(folder)
    for name in PAGES:
        for language in LANGUAGES:
            said = getattr(challenge, name).get(language, "")
            if said != pack.texts[name][language]:
                write_text(folder / f"{name}.{language}.md", raw_page(said, folder=folder))
    described = yaml.safe_load((folder / DESCRIPTION).read_text("utf-8"))
    changed = described_now(challenge, told.phase, pack)
    if evaluation is not None and described.get("evaluation") != evaluation:
        changed["evaluation"] = evaluation
    if changed:
        told_now = {**described, **changed}
        write_yaml(folder / DESCRIPTION, {name: value for name, value in told_now.items() if value is not None})


def _evaluation(description: Path) -> Any:
    if not description.exists():
        return None
    return yaml.safe_load(description.read_text("utf-8"))["evaluation"]


def _write_release(release: Release, built: Path) -> None:
    for file in release.files.all():
        target = built / RELEASE / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with file.content.open("rb") as source, target.open("wb") as out:
            for chunk in iter(lambda: source.read(1 << 20), b""):
                out.write(chunk)
    names = {"slug": release.slug, "version": release.version, "title": release.title, "licence": release.licence}
    write_text(built / NAMED, json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    if release.labels:
        (built / HIDDEN).mkdir(parents=True, exist_ok=True)
        with release.labels.open("rb") as source:
            (built / HIDDEN / "labels.csv").write_bytes(source.read())
        (built / HIDDEN / "salt").write_text(release.salt, encoding="ascii")


def _write_practice(challenge: Challenge, folder: Path) -> None:
    """The practice bundle of the starter kit, from which the kit is made again; of another kit there is none."""
    with local(challenge.kit) as path:
        if not zipfile.is_zipfile(path):
            return
        with zipfile.ZipFile(path) as kit:
            _unpack_practice(kit, folder)


def _unpack_practice(kit: zipfile.ZipFile, folder: Path) -> None:
    for member in kit.infolist():
        if member.filename.startswith("practice/") and not member.is_dir():
            target = folder / member.filename.removeprefix("practice/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(kit.read(member))
