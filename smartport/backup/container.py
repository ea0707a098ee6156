"""The file itself: a plain tar of regular files in one fixed order, which any tar lists and unpacks.

Its parts are, in this order: `backup.json` (the opening), `secret-key`, `certificate-key`,
`rows/MODEL/NUMBER.jsonl.zst`, `files/SHA256`, `hidden/SHA256`, `ledger/NAME`, `vault/…`, `manifest.json`,
`contents.txt` (the SHA-256 of all of these, as `sha256sum -c` reads it) and `contents.sha256` (that of the list
itself). Only the key for certificates may be missing: older backups have none. A name that is none of these, twice the
same, out of order, or anything but a regular file is refused: nothing is ever unpacked by the name that a file gives
itself.
"""

import hashlib
import io
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from smartport.backup.refusal import BackupRefused, Damaged, Unfit

BLOCK = 512
PIECE = 1 << 20
LONGEST_NAME = 100
IN_MEMORY = 8 << 20
OPENING, KEY, CERTIFICATE_KEY, MANIFEST = "backup.json", "secret-key", "certificate-key", "manifest.json"
CONTENTS, SEAL = "contents.txt", "contents.sha256"
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ORDER = (
    re.compile(re.escape(OPENING)),
    re.compile(KEY),
    re.compile(CERTIFICATE_KEY),
    re.compile(r"rows/(?P<model>[a-z_]+\.[A-Za-z_]+)/\d{6}\.jsonl\.zst"),
    re.compile(r"files/(?P<sha256>[0-9a-f]{64})"),
    re.compile(r"hidden/(?P<sha256>[0-9a-f]{64})"),
    re.compile(r"ledger/(?P<path>[A-Za-z0-9][A-Za-z0-9._-]*)"),
    re.compile(rf"vault/(?P<path>(?:extracts|builds)/{UUID}(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)+)"),
    re.compile(re.escape(MANIFEST)),
    re.compile(re.escape(CONTENTS)),
    re.compile(re.escape(SEAL)),
)
ROWS, FILES, HIDDEN, LEDGER, VAULT = range(3, 8)
UNLISTED = (CONTENTS, SEAL)


class Writer:
    """Writes the parts one after the other; the stream need not be seekable."""

    def __init__(self, out: IO[bytes], *, at: float) -> None:
        self.size = 0
        self._out = out
        self._at = int(at)
        self._whole = hashlib.sha256()
        self._last: tuple[int, str] = (-1, "")
        self._contents: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed with us)

    def add(self, name: str, content: IO[bytes], *, size: int, tell: Callable[[int], None] = lambda _: None) -> str:
        """A part of so many bytes; its SHA-256. Raises BackupRefused where the content turns out longer or shorter."""
        self._last = _next(name, after=self._last)
        self._put(_header(name, size, at=self._at))
        digest, left = hashlib.sha256(), size
        while left and (piece := content.read(min(PIECE, left))):
            digest.update(piece)
            self._put(piece)
            left -= len(piece)
            tell(len(piece))
        if left or content.read(1):
            raise BackupRefused(f"{name} changed while it was being copied. Try again.")
        self._put(bytes(-size % BLOCK))
        if name not in UNLISTED:
            self._contents.write(listed(digest.hexdigest(), name))
        return digest.hexdigest()

    def seal(self) -> str:
        """Write the list of all parts, its SHA-256, and the end of a tar; the SHA-256 of the whole file."""
        size = self._contents.tell()
        self._contents.seek(0)
        seal = listed(self.add(CONTENTS, self._contents, size=size), CONTENTS)
        self.add(SEAL, io.BytesIO(seal), size=len(seal))
        self._put(bytes(2 * BLOCK))
        self._out.flush()
        return self._whole.hexdigest()

    def close(self) -> None:
        """Gives back what it held; the stream stays open."""
        self._contents.close()

    def _put(self, piece: bytes) -> None:
        self._out.write(piece)
        self._whole.update(piece)
        self.size += len(piece)


@dataclass
class Part:
    """One part while it is being read: `kind` is its place in ORDER. Reads to its end and no further."""

    name: str
    kind: int
    match: "re.Match[str]"
    size: int
    digest: str = ""
    _file: IO[bytes] = field(kw_only=True, repr=False)
    _begin: int = field(kw_only=True, default=0)
    _at: int = field(kw_only=True, default=0)

    def read(self, size: int = -1) -> bytes:
        """Raises Damaged where the file ends before the part does."""
        left = self.size - self._at
        wanted = left if size < 0 else min(size, left)
        piece = self._file.read(wanted) if wanted else b""
        if len(piece) < wanted:
            raise _cut_off()
        self._at += len(piece)
        return piece

    def seek(self, offset: int, whence: int = 0) -> int:
        """Within the part."""
        self._at = min(self.size, max(0, offset + (0, self._at, self.size)[whence]))
        self._file.seek(self._begin + self._at)
        return self._at

    def tell(self) -> int:
        """Within the part."""
        return self._at


class Reader:
    """Reads the parts of a file that can be sought in. Raises Damaged and Unfit on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def parts(self, *kinds: int) -> Iterator[Part]:
        """Those of these kinds; of all where none is named. The others are passed over unread."""
        self._file.seek(0)
        last: tuple[int, str] = (-1, "")
        while (block := self._file.read(BLOCK)) != bytes(BLOCK):
            part = self._part(block)
            last = _next(part.name, after=last)
            if not kinds or part.kind in kinds:
                yield part
            self._file.seek(part._begin + part.size + -part.size % BLOCK)
        if last[1] != SEAL or self._file.read() != bytes(BLOCK):
            raise _cut_off()

    def _part(self, block: bytes) -> Part:
        if len(block) < BLOCK:
            raise _cut_off()
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeError) as error:
            raise Damaged("The file is damaged, or is not a backup of smartport.") from error
        kind, match = _known(info.name)
        if info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or info.size < 0 or info.name.endswith("/"):
            raise Unfit(f"{info.name!r} is not a regular file: no backup has such a thing.")
        return Part(info.name, kind, match, info.size, _file=self._file, _begin=self._file.tell())


def listed(sha256: str, name: str) -> bytes:
    """A line as `sha256sum -c` reads it."""
    return f"{sha256}  {name}\n".encode()


def digest_of(part: Part, *, tell: Callable[[int], None] = lambda _: None) -> str:
    """SHA-256 of the whole part."""
    digest = hashlib.sha256()
    part.seek(0)
    while piece := part.read(PIECE):
        digest.update(piece)
        tell(len(piece))
    return digest.hexdigest()


def _known(name: str) -> tuple[int, "re.Match[str]"]:
    for kind, pattern in enumerate(ORDER):
        if match := pattern.fullmatch(name):
            return kind, match
    raise Unfit(f"{name[:200]!r} is in the file: no backup has such a thing.")


def _next(name: str, *, after: tuple[int, str]) -> tuple[int, str]:
    """Parts rise by kind and then by name: so none is there twice."""
    here = (_known(name)[0], name)
    if here <= after or (after[0] < 0 and name != OPENING):
        raise Unfit(f"{name!r} is twice in the file, or out of its place.")
    return here


def _header(name: str, size: int, *, at: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, at
    try:
        # Only the first of the two knows sizes above 8 GiB, only the second has room for longer names.
        return info.tobuf(tarfile.GNU_FORMAT if len(name) <= LONGEST_NAME else tarfile.USTAR_FORMAT)
    except ValueError as error:
        raise BackupRefused(f"{name} is too long a name, or too large.") from error


def _cut_off() -> Damaged:
    return Damaged("The file is not whole: its end is missing, or something stands after it.")
