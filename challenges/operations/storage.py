"""What the site's files take, by kind: measured by the clock now and then, and remembered."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max, Model, Sum

from challenges.evaluations.models import Bundle
from challenges.operations.actions import note
from challenges.operations.models import Reading
from challenges.operations.rules import Disk, disk_state
from challenges.submissions.models import Submission
from datasets.releases.models import ReleaseFile

STORAGE = "storage"
EVERY = timedelta(minutes=10)
RARER = 30  # times as long as it took: a slow disk is not kept busy by measuring it
MOST_FILES = 3_000_000
MOST_BUNDLES = 500
# The folders of the data folder that hold what is stored by content, and those that have a line of their own.
STORED = ("files", "hidden")
DATABASE_ENDS = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Taken:
    """Files and bytes; None where nobody can tell."""

    files: int | None
    bytes: int | None


@dataclass(frozen=True)
class Space:
    """A disk: what it is for, how large it is and what is left of it."""

    what: str
    total: int
    free: int

    @property
    def state(self) -> Disk:
        return disk_state(self.free, limit=settings.DISK_LIMIT)


def measure_storage(*, now: datetime) -> bool:
    """Unless it was measured lately; whether it was done."""
    last = Reading.objects.filter(name=STORAGE).first()
    if last and now < last.at + max(EVERY, timedelta(seconds=RARER * float(last.value.get("seconds", 0)))):
        return False
    began = time.monotonic()
    kinds = {kind: asdict(taken) for kind, taken in taken_by_kind().items()}
    note(STORAGE, now=now, value={"kinds": kinds, "seconds": round(time.monotonic() - began, 1)})
    return True


def taken_by_kind() -> dict[str, Taken]:
    """By rows where rows say how long their files are; the same content twice is one file. What else lies beside them
    (logs, pictures, kits) is what remains, and is not known of a storage elsewhere."""
    submissions = _by_content(Submission)
    releases = _by_content(ReleaseFile)
    bundles = _bundles()
    known = (submissions, releases, bundles)
    return {
        "submissions": submissions,
        "bundles": bundles,
        "releases": releases,
        "logs": Taken(None, None) if settings.STORAGE_BUCKET else _rest(known),
        "vault": _walked([settings.VAULT]),
        "database": _database(),
        "other": _walked(path for path in _inside(settings.DATA) if not _has_a_line(path)),
    }


def spaces() -> list[Space]:
    """The disk of the data folder, and that of the vault where it is another one."""
    found, seen = [], set()
    for what, folder in (("data", settings.DATA), ("vault", settings.VAULT)):
        there = _existing(Path(folder))
        device = there.stat().st_dev
        if device not in seen:
            seen.add(device)
            usage = shutil.disk_usage(there)
            found.append(Space(what, usage.total, usage.free))
    return found


def is_writable() -> bool:
    """Whether the data folder takes a file. What is stored elsewhere is not asked: that would be slow, and cost."""
    name = settings.DATA / f".writable-{os.getpid()}-{time.monotonic_ns()}"
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        name.write_bytes(b"1")
        name.unlink()
    except OSError:
        return False
    return True


def _by_content(model: type[Model]) -> Taken:
    once = model._default_manager.order_by().values("sha256").annotate(each=Max("size"))
    found = once.aggregate(bytes=Sum("each"))
    return Taken(once.count(), found["bytes"] or 0)


def _bundles() -> Taken:
    names = Bundle.objects.order_by().values_list("content", flat=True).distinct()[:MOST_BUNDLES]
    sizes = [size for name in names if (size := _size(str(name))) is not None]
    return Taken(len(sizes), sum(sizes))


def _size(name: str) -> int | None:
    try:
        return Bundle._meta.get_field("content").storage.size(name)
    except OSError:  # the row outlived its file
        return None


def _rest(known: Iterable[Taken]) -> Taken:
    lies = _walked(settings.DATA / name for name in STORED)
    files = (lies.files or 0) - sum(taken.files or 0 for taken in known)
    size = (lies.bytes or 0) - sum(taken.bytes or 0 for taken in known)
    return Taken(max(0, files), max(0, size))


def _database() -> Taken:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return Taken(None, int(cursor.fetchone()[0]))
    return _walked(Path(f"{connection.settings_dict['NAME']}{end}") for end in DATABASE_ENDS)


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _has_a_line(path: Path) -> bool:
    databases = {Path(f"{connection.settings_dict['NAME']}{end}") for end in DATABASE_ENDS}
    return path.name in STORED or path == settings.VAULT or path in databases


def _walked(paths: Iterable[Path]) -> Taken:
    files = size = 0
    for found in _files(paths):
        files, size = files + 1, size + found
        if files >= MOST_FILES:
            break
    return Taken(files, size)


def _files(paths: Iterable[Path]) -> Iterator[int]:
    """The sizes of all files there. What goes meanwhile is not there; a link is not followed."""
    for path in paths:
        try:
            if path.is_dir() and not path.is_symlink():
                with os.scandir(path) as inside:
                    yield from _files(Path(entry.path) for entry in inside)
            else:
                yield path.lstat().st_size
        except OSError:
            continue


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
