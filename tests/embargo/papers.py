"""The text in a PDF as fpdf2 writes it: glyphs by number, with a table of what they stand for."""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
GLYPH = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>")
SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def read(paper: bytes) -> Iterator[bytes]:
    """What is written on its pages, once for every font, and whatever else is packed in it."""
    streams = list(_unpacked(paper))
    tables = [table for stream in streams if b"begincmap" in stream and (table := dict(_table(stream)))]
    for stream in streams:
        if b" Tf" not in stream:
            yield stream if b"begincmap" not in stream else b""
            continue
        shown = b"".join(ESCAPED.sub(_meant, found[1]) for found in SHOWN.finditer(stream))
        glyphs = [int.from_bytes(shown[at : at + 2]) for at in range(0, len(shown), 2)]
        for table in tables:
            yield "".join(table.get(glyph, "") for glyph in glyphs).encode()


def _unpacked(paper: bytes) -> Iterator[bytes]:
    for found in STREAM.finditer(paper):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def _table(stream: bytes) -> Iterator[tuple[int, str]]:
    for glyph, letters in GLYPH.findall(stream):
        yield int(glyph, 16), bytes.fromhex(letters.decode()).decode("utf-16-be", "replace")


def _meant(found: re.Match[bytes]) -> bytes:
    return PLAIN.get(found[1], found[1])
