"""Reads strangers' text line by line in bounded memory, and splits a line into cells.

A quoted cell ends on the line it began on, so that a row is a line and its number can be looked up.
"""

import csv
from collections.abc import Iterator
from typing import BinaryIO

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE_BYTES = 1024 * 1024

UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):
    """What follows means nothing: the fault of the file that ends the reading."""

    def __init__(self, code: str, message: str, *, row: int | None = None, value: str | None = None) -> None:
        super().__init__(code, message, row)
        self.code, self.message, self.row, self.value = code, message, row, value


class Lines:
    """The lines of a stream as text without their ends; `row` is the number of the last one, from 1.

    Raises Unreadable for what is not UTF-8 (a byte order mark is dropped), holds NUL or a stray carriage return,
    has a line over 1 MiB, or goes on beyond `max_bytes` or `max_lines` (blank ones count).
    """

    def __init__(self, stream: BinaryIO, *, max_bytes: int, max_lines: int) -> None:
        self.stream = stream
        self.max_bytes = max_bytes
        self.max_lines = max_lines
        self.row = 0
        self.bytes_read = 0

    def __iter__(self) -> Iterator[str]:
        while raw := self.stream.readline(MAX_LINE_BYTES + 1):
            self.row += 1
            self.bytes_read += len(raw)
            self._require_size(raw)
            yield self._text(raw)

    def _require_size(self, raw: bytes) -> None:
        if self.bytes_read > self.max_bytes:
            message = f"The file is larger than {self.max_bytes:,} bytes; send a smaller one."
            raise Unreadable("too_large", message)
        if self.row > self.max_lines:
            message = f"The file has more than {self.max_lines:,} lines; write one line for each id."
            raise Unreadable("too_large", message, row=self.row)
        if len(raw) > MAX_LINE_BYTES:
            message = f"This line is longer than {MAX_LINE_BYTES:,} bytes; write one short line for each id."
            raise Unreadable("too_large", message, row=self.row)

    def _text(self, raw: bytes) -> str:
        if self.row == 1:
            raw = _without_mark(raw)
        try:
            text = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise _not_utf8(self.row) from None
        if "\0" in text:
            message = "This row holds a NUL byte, which no text has; save the table again as CSV in UTF-8."
            raise Unreadable("nul_byte", message, row=self.row)
        if "\r" in text:
            message = "The line ends are neither LF nor CRLF; save the file with one of them."
            raise Unreadable("not_csv", message, row=self.row)
        return text


def _without_mark(raw: bytes) -> bytes:
    if raw.startswith(UTF16_BOMS) or b"\0" in raw[:2]:
        raise _not_utf8(1)
    return raw.removeprefix(UTF8_BOM)


def _not_utf8(row: int) -> Unreadable:
    return Unreadable("not_utf8", "The file is not UTF-8 text; save it as CSV in UTF-8.", row=row)


def split_cells(line: str, *, row: int) -> list[str]:
    """The cells of a line. Raises Unreadable where its quotes do not pair."""
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        message = "The quotes of this line do not pair; quote whole cells, and end them on the same line."
        raise Unreadable("not_csv", message, row=row, value=line) from None
