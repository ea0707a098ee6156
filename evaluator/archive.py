"""Zips of strangers: every member is read with limits, and nothing is unpacked that was not looked at first."""

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import IO

from evaluator.limits import KIB, MIB

CHUNK = 64 * KIB
NAME_BYTES = 255
PATH_BYTES = 1024
DEPTH = 32
DIRECTORY_ENTRY_BYTES = 512  # room in the central directory for one member; real ones take about 100
UNWANTED = frozenset('\\:*?"<>|')
ENTRY_POINT = "main.py"
IGNORED_FOLDER = "__MACOSX"  # put beside every folder by one desktop's own zip tool; never part of anybody's code


class ArchiveRefused(Exception):
    """The archive is not taken. `code` is one of: unsafe_path, too_large, too_many_files, links_not_allowed,
    special_file, bad_name, encrypted, not_a_zip, duplicate_name, empty. The message may be shown: names in it are
    escaped.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class ArchiveLimits:
    archive_bytes: int = 50 * MIB
    unpacked_bytes: int = 100 * MIB
    files: int = 1000


SUBMISSION = ArchiveLimits()


def check(path: Path, *, limits: ArchiveLimits = SUBMISSION) -> list[PurePosixPath]:
    """Reads the archive to its end and writes nothing; gives the names of its files. Raises ArchiveRefused."""
    return _each_chunk(path, limits, lambda _name: None)


def unpack(path: Path, into: Path, *, limits: ArchiveLimits = SUBMISSION) -> list[PurePosixPath]:
    """Writes plain files (0644) and folders (0755), whatever the umask, below `into`, an empty folder of ours; gives
    the names of the files. Raises ArchiveRefused, then what is in `into` is half an archive and the caller's to throw
    away.
    """

    def create(name: PurePosixPath) -> IO[bytes]:
        for folder in reversed(name.parents[:-1]):
            (into / folder).mkdir(exist_ok=True)
            (into / folder).chmod(0o755)
        target = (into / name).open("xb")
        os.fchmod(target.fileno(), 0o644)
        return target

    return _each_chunk(path, limits, create)


def program_folder(names: Iterable[PurePosixPath]) -> PurePosixPath | None:
    """Where main.py is among the files of an entry: at the top, or in the one folder that people get who zip a folder
    instead of its content.
    """
    files = set(names)
    tops = {name.parts[0] for name in files}
    places = [PurePosixPath(), *(map(PurePosixPath, tops) if len(tops) == 1 else ())]
    return next((folder for folder in places if folder / ENTRY_POINT in files), None)


def _each_chunk(
    path: Path, limits: ArchiveLimits, create: Callable[[PurePosixPath], IO[bytes] | None]
) -> list[PurePosixPath]:
    if path.stat().st_size > limits.archive_bytes:
        raise ArchiveRefused("too_large", f"The archive is larger than {limits.archive_bytes // MIB} MB.")
    try:
        with path.open("rb") as raw, _open(raw, limits) as archive:
            budget, names = limits.unpacked_bytes, []
            for name, member in _members(archive, limits):
                budget = _copy(archive, member, create(name), budget)
                names.append(name)
            return names
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise ArchiveRefused("not_a_zip", "The file is not a zip archive, or it is damaged.") from error
    except MemoryError as error:
        raise ArchiveRefused("too_large", "The archive is too large to be read.") from error


class _OutsideTheFile(zipfile.BadZipFile, OSError):
    """The archive names a place that it does not have. Where zipfile only tries a place, it expects an OSError."""


class _ShortReads:
    """A file that never gives more than `most` bytes at once, nor goes to a place outside itself. The list of members
    is read in one piece, so a list too long is refused before a single entry of it is made.
    """

    def __init__(self, file: BufferedReader, most: int) -> None:
        self._file = file
        self._most = most
        self._size = os.fstat(file.fileno()).st_size
        self.tell = file.tell
        self.seekable = file.seekable

    def seek(self, offset: int, whence: int = 0) -> int:
        place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._file.tell(), os.SEEK_END: self._size}[whence]
        if not 0 <= place <= self._size:
            raise _OutsideTheFile(f"{place} is not in a file of {self._size} bytes")
        return self._file.seek(place)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._most + 1 if size < 0 or size > self._most else size)
        if len(data) > self._most:
            raise ArchiveRefused("too_many_files", "The archive's list of files is too long.")
        return data


def _open(raw: BufferedReader, limits: ArchiveLimits) -> zipfile.ZipFile:
    if raw.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise ArchiveRefused("not_a_zip", "The file is not a zip archive.")
    most = limits.files * DIRECTORY_ENTRY_BYTES + 2 * CHUNK
    return zipfile.ZipFile(_ShortReads(raw, most))


def _members(archive: zipfile.ZipFile, limits: ArchiveLimits) -> Iterator[tuple[PurePosixPath, zipfile.ZipInfo]]:
    """The files among the members, after all members have been looked at."""
    listed = archive.infolist()
    if len(listed) > limits.files:
        raise ArchiveRefused("too_many_files", f"The archive has {len(listed)} members; {limits.files} are allowed.")
    for member in listed:
        _require_plain(member)
    named = [(_safe_path(member.orig_filename), member) for member in listed]
    files = [(name, member) for name, member in named if not member.is_dir() and name.parts[0] != IGNORED_FOLDER]
    if not files:
        raise ArchiveRefused("empty", "The archive has no file in it.")
    _require_distinct(name for name, _ in files)
    if sum(member.file_size for _, member in files) > limits.unpacked_bytes:
        raise ArchiveRefused("too_large", _too_large(limits.unpacked_bytes))
    yield from files


def _require_plain(member: zipfile.ZipInfo) -> None:
    shown = _shown(member.orig_filename)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise ArchiveRefused("links_not_allowed", f"Links are not allowed: {shown}")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveRefused("special_file", f"Only regular files and folders are allowed: {shown}")
    if member.flag_bits & 0x1:
        raise ArchiveRefused("encrypted", f"Encrypted files cannot be read: {shown}")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveRefused("not_a_zip", f"Only the usual zip compression (deflate) is read: {shown}")


def _safe_path(raw: str) -> PurePosixPath:
    """`raw` as the archive has it, before anybody cut it at a NUL. Nothing is repaired: a doubtful name is refused."""
    parts = raw.removesuffix("/").split("/")
    if raw.startswith("/") or "\\" in raw or any(unicodedata.normalize("NFKC", part) == ".." for part in parts):
        raise ArchiveRefused("unsafe_path", f"The path leads out of the archive: {_shown(raw)}")
    if len(raw.encode("utf-8", "replace")) > PATH_BYTES or len(parts) > DEPTH or not all(map(_is_good_name, parts)):
        raise ArchiveRefused("bad_name", f"This file name is not allowed: {_shown(raw)}")
    return PurePosixPath(*parts)


def _is_good_name(name: str) -> bool:
    return (
        name not in ("", ".")
        and len(name.encode("utf-8", "replace")) <= NAME_BYTES
        and name.isprintable()
        and not UNWANTED & set(name)
        and not name.startswith("-")
        and name == name.strip()
    )


def _require_distinct(names: Iterable[PurePosixPath]) -> None:
    """No two names that some file system takes for one, and no file that is also a folder."""
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        folded = unicodedata.normalize("NFC", str(name)).casefold()
        above = {str(parent) for parent in PurePosixPath(folded).parents}
        if folded in files or folded in folders or files & above:
            raise ArchiveRefused("duplicate_name", f"Two members have the same name: {_shown(str(name))}")
        files.add(folded)
        folders |= above


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: IO[bytes] | None, budget: int) -> int:
    """Counts what comes out, whatever the archive declares; gives what is left of the budget."""
    try:
        with archive.open(member) as source:
            while chunk := source.read(CHUNK):
                budget -= len(chunk)
                if budget < 0:
                    raise ArchiveRefused("too_large", "The archive is too large when unpacked.")
                if target:
                    target.write(chunk)
    finally:
        if target:
            target.close()
    return budget


def _too_large(most: int) -> str:
    return f"The archive is too large when unpacked: more than {most // MIB} MB."


def _shown(name: str) -> str:
    return ascii(name[:80])
