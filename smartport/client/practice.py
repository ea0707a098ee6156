"""Where the practice bundle of a challenge is: named, beside the entry, or in the starter kit, which is kept."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from evaluator.archive import ArchiveRefused, unpack
from smartport.client.api import Client
from smartport.client.download import fetch, is_here
from smartport.client.errors import Failure, unwritable
from smartport.client.output import Bar, Output
from smartport.client.tongue import gettext, gettext_noop

PRACTICE = "practice"
DESCRIPTION = "challenge.yaml"
NOT_TAKEN = gettext_noop("it holds something that is not unpacked here.")
WRONG = {
    "bad_name": gettext_noop("a file in it has a name that cannot be used."),
    "duplicate_name": gettext_noop("two files in it have the same name."),
    "empty": gettext_noop("there is no file in it."),
    "encrypted": gettext_noop("it is encrypted; make it again without a password."),
    "links_not_allowed": gettext_noop("it holds a link; put the file itself."),
    "not_a_zip": gettext_noop("this is not a zip, or it is damaged."),
    "special_file": gettext_noop("it holds something that is neither a file nor a folder."),
    "too_large": gettext_noop("it is too large, as it is or once unpacked."),
    "too_many_files": gettext_noop("it holds too many files."),
    "unsafe_path": gettext_noop("a path in it leads out of the archive."),
}


def practice_at(path: Path) -> Path:
    """The bundle in a folder or in the zip of a kit, or in its `practice`. Raises Failure."""
    if path.is_file() and path.suffix.lower() == ".zip":
        path = _unpacked(path, path.with_suffix(""))
    for folder in (path, path / PRACTICE):
        if (folder / DESCRIPTION).is_file():
            return folder
    message = gettext("There is no practice bundle at %(path)s: no %(name)s.") % {"path": path, "name": DESCRIPTION}
    raise Failure(message, gettext("Get the kit: smartport kit CHALLENGE"))


def practice_beside(entry: Path) -> Path | None:
    """That of the unpacked kit the entry lies in."""
    for folder in (entry if entry.is_dir() else entry.parent, Path()):
        if (folder / PRACTICE / DESCRIPTION).is_file():
            return folder / PRACTICE
    return None


def kept_practice(client: Client, slug: str, environ: Mapping[str, str], out: Output) -> Path:
    """That of the challenge's kit, downloaded where it is not kept in the cache yet. Raises Failure."""
    kit = client.challenge(slug)["kit"]
    if kit is None:
        message = gettext("%(challenge)s has no starter kit to test with.") % {"challenge": slug}
        raise Failure(message, gettext("Name a bundle of your own: --bundle FOLDER"))
    folder = _cache(environ) / f"{slug}-{str(kit['sha256'])[:12]}"
    archive = folder.with_suffix(".zip")
    if not is_here(archive, file=kit):
        with Bar(out) as bar:
            begin = lambda done: bar.begin(kit["name"], size=kit["size"], done=done)  # noqa: E731
            fetch(client.opens_kit(slug, kit), archive, file=kit, begin=begin)
    return practice_at(_unpacked(archive, folder))


def _cache(environ: Mapping[str, str]) -> Path:
    chosen = Path(environ.get("XDG_CACHE_HOME", ""))
    return (chosen if chosen.is_absolute() else Path.home() / ".cache") / "smartport"


def _unpacked(archive: Path, folder: Path) -> Path:
    """Whole or not at all; readable by everybody, for a container's user is a stranger here."""
    if folder.is_dir():
        return folder
    fresh = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        unpack(archive, fresh)
        fresh.chmod(0o755)
        fresh.rename(folder)
    except ArchiveRefused as refused:
        told = {"archive": archive, "reason": gettext(WRONG.get(refused.code, NOT_TAKEN))}
        raise Failure(gettext("%(archive)s cannot be unpacked: %(reason)s") % told) from refused
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder
