"""Tells the encoding of a text file: by its mark, by where its zero bytes stand, else UTF-8, else Windows-1252."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from datasets.reading.refusal import EmptyFile, LineTooLong, NotText, UnknownEncoding

CHUNK = 1 << 20
LOOKED_AT = 1 << 16  # bytes that tell UTF-16 without a mark
ASCII_SHARE = 0.2  # of its signs: separators, digits, spaces and line ends at least
WRONG = re.compile("[\udc80-\udcff]")
NOT_ASCII = bytes(range(128))


@dataclass(frozen=True)
class Encoding:
    """`name` is for people, `codec` for `open`; a mark at the beginning is not a part of the text."""

    name: str
    codec: str


UTF_8 = Encoding("UTF-8", "utf-8")
WINDOWS = Encoding("Windows-1252", "windows-1252")
MARKS = {
    codecs.BOM_UTF8: Encoding("UTF-8", "utf-8-sig"),
    codecs.BOM_UTF16_LE: Encoding("UTF-16", "utf-16"),
    codecs.BOM_UTF16_BE: Encoding("UTF-16", "utf-16"),
}


def encoding_of(path: Path, *, name: str, on_byte: Callable[[int], None] | None = None) -> Encoding:
    """After it, the whole file can be decoded, holds no NUL and no line of more than two chunks. Reads all of it, and
    tells `on_byte` how far it is while it hopes for UTF-8. Raises EmptyFile, NotText, UnknownEncoding,
    LineTooLong, OSError."""
    with path.open("rb") as stream:
        head = stream.read(LOOKED_AT)
    if not head:
        raise EmptyFile(name=name)
    encoding = _marked(head) or _without_mark(head) or UTF_8
    fault = _first_fault(path, encoding, name=name, on_byte=on_byte)
    if fault is not None and encoding == UTF_8 and not _is_mostly_utf8(path):
        encoding = WINDOWS
        fault = _first_fault(path, encoding, name=name)
    if fault is None:
        return encoding
    raise UnknownEncoding(name=name, row=_row(path, encoding=encoding, at=fault), byte=_shown(path, fault))


def _marked(head: bytes) -> Encoding | None:
    return next((encoding for mark, encoding in MARKS.items() if head.startswith(mark)), None)


def _without_mark(head: bytes) -> Encoding | None:
    """UTF-16, where nearly all zero bytes are the upper halves of ASCII signs."""
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) < ASCII_SHARE * (len(head) // 2) or 10 * min(first, second) > max(first, second):
        return None
    return Encoding("UTF-16", "utf-16-be" if first > second else "utf-16-le")


def _first_fault(
    path: Path, encoding: Encoding, *, name: str, on_byte: Callable[[int], None] | None = None
) -> int | None:
    """Where the first byte stands that cannot be decoded; None where all can."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    at = 0
    for chunk in _chunks(path):
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return at - pending + error.start
        if "\0" in text:
            raise NotText(name=name, row=_row(path, encoding=encoding))
        if len(chunk) == CHUNK and b"\n" not in chunk and b"\r" not in chunk:
            raise LineTooLong(name=name, row=_row(path, encoding=encoding, at=at), limit=CHUNK)
        at += len(chunk)
        if on_byte:
            on_byte(at)
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    """The last one is empty."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
        yield b""


def _is_mostly_utf8(path: Path) -> bool:
    """Whether more letters beyond ASCII can be decoded than not: then it is UTF-8 with a fault, and not Windows-1252,
    where such letters are hardly ever UTF-8 by chance."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    right = wrong = 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk, final=not chunk)
        if not text.isascii():
            faults = len(WRONG.findall(text))
            wrong += faults
            right += len(text.encode("utf-8", "surrogateescape").translate(None, NOT_ASCII)) - faults
    return right > wrong


def _row(path: Path, *, encoding: Encoding, at: int | None = None) -> int:
    """On which line the byte at this place stands, or else the first NUL."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding.codec)("replace"), translate=True)
    row, left = 1, path.stat().st_size if at is None else at
    for chunk in _chunks(path):
        text = decoder.decode(chunk[:left])
        if at is None and "\0" in text:
            return row + text[: text.index("\0")].count("\n")
        row += text.count("\n")
        left -= len(chunk[:left])
    return row


def _shown(path: Path, at: int) -> str:
    with path.open("rb") as stream:
        stream.seek(at)
        return "0x" + (stream.read(1).hex() or "00")
