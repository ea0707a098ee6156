"""Logs of strangers: who may read them, kept short, and shown without obeying them."""

import unicodedata
from typing import Literal, get_args

KEPT_BYTES = 64 << 10
TAIL_BYTES = 16 << 10
LONGEST_CHARACTER = 4  # bytes of UTF-8

# What a team sees of what its entry prints: all, nothing, or what it prints on inputs that the team may see anyway.
LogPolicy = Literal["full", "off", "public"]
POLICIES: tuple[str, ...] = get_args(LogPolicy)


def keep_ends(log: bytes, *, head: int = KEPT_BYTES, tail: int = KEPT_BYTES) -> bytes:
    """The first `head` and the last `tail` bytes; a line in between says how many were left out."""
    left_out = len(log) - head - tail
    if left_out <= 0:
        return log
    return log[:head] + b"\n[... %d bytes left out ...]\n" % left_out + log[-tail:]


def end_of(log: bytes, *, most: int = TAIL_BYTES, lines: int | None = None) -> bytes:
    """The last `most` bytes from the start of a character, and of them the last `lines` lines."""
    end = from_whole_character(log[-most:]) if len(log) > most else log
    if lines is None:
        return end
    parts = end.split(b"\n")
    return b"\n".join(parts[-(lines + (not parts[-1])) :])


def from_whole_character(cut: bytes) -> bytes:
    """Without the rest of a UTF-8 character whose beginning was cut off."""
    rest = 0
    while rest < min(len(cut), LONGEST_CHARACTER - 1) and cut[rest] & 0xC0 == 0x80:
        rest += 1
    return cut[rest:]


def to_whole_character(cut: bytes) -> bytes:
    """Without the beginning of a UTF-8 character whose rest has not come yet."""
    for length in range(1, min(len(cut), LONGEST_CHARACTER - 1) + 1):
        if (first := cut[-length]) & 0xC0 != 0x80:
            return cut[:-length] if _length_of_character(first) > length else cut
    return cut


def printable(log: bytes | str) -> str:
    """As text in which nothing moves a cursor, rings, links or turns the reading direction: such characters, and bytes
    that are no UTF-8, are spelled out. Lines and tabs stay.
    """
    text = log if isinstance(log, str) else log.decode("utf-8", "backslashreplace")
    return "\n".join(map(_printable_line, text.replace("\r\n", "\n").split("\n")))


def _length_of_character(first: int) -> int:
    """By its first byte; 1 for a byte that begins none."""
    beginnings = {4: range(0xF0, 0xF5), 3: range(0xE0, 0xF0), 2: range(0xC2, 0xE0)}
    return next((length for length, firsts in beginnings.items() if first in firsts), 1)


def _printable_line(line: str) -> str:
    if line.isprintable():  # most are, and this is quick
        return line
    return "".join(character if _is_harmless(character) else _spelled(character) for character in line)


def _is_harmless(character: str) -> bool:
    return character == "\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _spelled(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
