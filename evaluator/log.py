"""Logs of strangers: kept short, and shown without obeying them."""

import unicodedata
from typing import Literal

KEPT_BYTES = 64 << 10

# What a team sees of what its entry prints: all, nothing, or what it prints on inputs that the team may see anyway.
LogPolicy = Literal["full", "off", "public"]


def keep_ends(log: bytes, *, head: int = KEPT_BYTES, tail: int = KEPT_BYTES) -> bytes:
    """The first `head` and the last `tail` bytes; a line in between says how many were left out."""
    left_out = len(log) - head - tail
    if left_out <= 0:
        return log
    return log[:head] + b"\n[... %d bytes left out ...]\n" % left_out + log[-tail:]


def printable(log: bytes) -> str:
    """As text in which nothing moves a cursor, rings, links or turns the reading direction: such characters are
    spelled out.
    """
    text = log.decode("utf-8", "replace").replace("\r\n", "\n")
    return "".join(character if _is_harmless(character) else _spelled(character) for character in text)


def _is_harmless(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _spelled(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
