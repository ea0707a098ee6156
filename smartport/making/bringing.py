"""A zip that somebody brought, taken for a pack folder: looked at with limits, and every fault said at once."""

import hashlib
import hmac
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext

from challenges.faults import ARCHIVES
from datasets.models import Release
from datasets.packs import RECIPE
from datasets.rules import DataRefusal
from evaluator.archive import ArchiveLimits, ArchiveRefused, unpack
from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from evaluator.limits import MIB
from smartport.making.creating import Ready
from smartport.making.findings import translated
from smartport.making.folder import BUILT, BUNDLE, RELEASE, readable
from smartport.making.given import usable
from smartport.making.pack_words import SENTENCES
from smartport.making.zipping import local
from smartport.packs.pack import Pack, PackBroken, faults_of
from smartport.packs.publishing import Parts, parts_of, require_same_data
from smartport.packs.refusal import NotPublished

LIMITS = ArchiveLimits(archive_bytes=64 * MIB, unpacked_bytes=512 * MIB, files=2_000)
LARGEST_TEXT = 512 * 1024
DEEPEST = 20
WRITTEN = (".yaml", ".yml", ".md", ".svg", ".json")
DESCRIPTION = "challenge.yaml"
STARTS = re.compile(rf"^{re.escape(DESCRIPTION)}[:,]? ")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which file; `is_ours` says that the sentence is in the reader's language."""

    file: str
    sentence: str
    is_ours: bool = False

    @classmethod
    def of_archive(cls, refused: ArchiveRefused) -> "Fault":
        """The zip itself is not taken."""
        return cls("ZIP", gettext(ARCHIVES[refused.code]), is_ours=True)

    @classmethod
    def of_pack(cls, sentence: str) -> "Fault":
        """In the reader's language where the sentence is known, with the file that it names beside it."""
        said = STARTS.sub("", sentence)
        told, is_known = translated(said, SENTENCES)
        return cls(DESCRIPTION if said != sentence else "", told, is_ours=is_known)


@dataclass(frozen=True)
class Brought:
    """What was found in a zip: a pack that may be made a challenge of, unless it has faults. `is_new_data` says that
    its data come onto the site with it."""

    faults: tuple[Fault, ...] = ()
    pack: Pack | None = None
    ready: Ready | None = None
    has_recipe: bool = False
    is_new_data: bool = False
    baselines: tuple[str, ...] = ()


@contextmanager
def brought(stored: FieldFile, *, by: AbstractBaseUser) -> Iterator[Brought]:
    """The folder lives as long as the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="brought-"))) / "pack"
        folder.mkdir()
        try:
            with local(stored) as path:
                unpack(path, folder, limits=LIMITS)
        except ArchiveRefused as refused:
            yield Brought((Fault.of_archive(refused),))
            return
        folder, unread = found_folder(folder)
        if unread:
            yield Brought(tuple(unread))
            return
        if faults := [Fault.of_pack(sentence) for sentence in _without_place(faults_of(folder), folder)]:
            yield Brought(tuple(faults))
            return
        yield _looked_at(folder, by=by, stack=stack)


def found_folder(unpacked: Path) -> tuple[Path, list[Fault]]:
    """Where the folder of a challenge begins in what was unpacked, and what keeps its texts from being read at all."""
    folder = _top(unpacked)
    return folder, list(_written(folder))


def _looked_at(folder: Path, *, by: AbstractBaseUser, stack: ExitStack) -> Brought:
    """The data and what scores, of a pack whose texts are in order."""
    pack, built = Pack.read(folder), folder / BUILT
    has_recipe, has_built = (folder / RECIPE).exists(), (built / BUNDLE).is_dir()
    found = Brought(pack=pack, has_recipe=has_recipe, baselines=tuple(one.slug for one in pack.baselines))
    if not has_built and (has_recipe or not (folder / "reference").is_dir()):
        return replace(found, ready=Ready(folder))
    readable(folder)
    try:
        bundle = Bundle.read(built / BUNDLE if has_built else folder)
        if has_built and not (built / RELEASE).is_dir():
            return replace(found, ready=Ready(folder, bundle.folder))
        parts = stack.enter_context(parts_of(pack, built=built if has_built else None))
        release = _release_there(parts, by=by)
    except (BundleBroken, PackBroken, NotPublished, DataRefusal) as broken:
        return replace(found, faults=(Fault.of_pack(_without_place([str(broken)], folder)[0]),))
    ready = Ready(folder, bundle.folder, release, None if release else parts)
    return replace(found, ready=ready, is_new_data=release is None)


def _release_there(parts: Parts, *, by: AbstractBaseUser) -> Release | None:
    """The release of this name, if the site has it: whoever brings its data must be known to be allowed its labels.
    Raises NotPublished."""
    found = Release.objects.filter(slug=parts.slug, version=parts.version).first()
    if found is None:
        return None
    require_same_data(parts)
    if not found.labels or usable(by).filter(pk=found.pk).exists() or _knows_labels(found, parts):
        return found
    raise NotPublished(
        f"The site has {found} already, and it is another organizer's: write another version under data, or ask them."
    )


def _knows_labels(release: Release, parts: Parts) -> bool:
    """Whether the very labels came along that the release commits to."""
    if parts.built is None or not release.commitment:
        return False
    try:
        salted = hashlib.sha256(parts.built.labels.read_bytes() + bytes.fromhex(parts.built.salt)).hexdigest()
    except (OSError, ValueError):
        return False
    return hmac.compare_digest(salted, release.commitment)


def _top(folder: Path) -> Path:
    """Where challenge.yaml is: at the top, or in the one folder of who zipped a folder instead of its content. What
    desktops and Python leave behind is thrown away."""
    for path in [*folder.rglob("__pycache__"), *folder.rglob(".*")]:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    inside = list(folder.iterdir())
    is_wrapped = not (folder / DESCRIPTION).exists() and len(inside) == 1 and inside[0].is_dir()
    return inside[0] if is_wrapped else folder


def _written(folder: Path) -> Iterator[Fault]:
    """Files that a person writes, before anybody takes them for what they say: neither huge nor endless."""
    if not (folder / DESCRIPTION).is_file():
        yield Fault(DESCRIPTION, gettext("It is missing: this is not the folder of a challenge."), is_ours=True)
        return
    tables = {folder / BUILT / RELEASE, folder / BUILT / BUNDLE / "input", folder / "input"}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix.lower() not in WRITTEN or tables & set(path.parents):
            continue
        name = path.relative_to(folder).as_posix()
        if path.stat().st_size > LARGEST_TEXT:
            yield Fault(name, gettext("It is larger than a text that people read."), is_ours=True)
        elif path.suffix in (".yaml", ".yml") and not _is_plain_yaml(path):
            said = gettext("It is nested too deeply, or has anchors (& and *): write every value out.")
            yield Fault(name, said, is_ours=True)


def _is_plain_yaml(path: Path) -> bool:
    """A few lines with aliases can stand for more than any memory holds. What is no YAML at all is told elsewhere."""
    depth = 0
    try:
        for event in yaml.parse(path.read_text("utf-8"), Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                return False
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return True
    return True


def _without_place(sentences: list[str], folder: Path) -> list[str]:
    """Where it was unpacked is nobody's business."""
    return [
        sentence.replace(f" of {folder}", "").replace(f"{folder}/", "").replace(str(folder), "")
        for sentence in sentences
    ]
