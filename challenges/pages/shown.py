"""Strangers' bytes as text that can be shown: control and direction characters become visible, lines stay lines."""

import unicodedata

PICTURES = 0x2400  # the Unicode pictures of the control characters 0 to 31
DELETE = 0x7F
TAIL_BYTES = 16 * 1024
TAIL_LINES = 60


def shown(raw: bytes) -> str:
    """Text without a character that acts: ESC becomes ␛, a right-to-left override ⟨U+202E⟩, a bad byte \\xNN."""
    text = raw.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    return "".join(_visible(letter) for letter in text)


def tail(raw: bytes) -> tuple[str, bool]:
    """The last lines, and whether something stands before them."""
    end = raw[-TAIL_BYTES:]
    lines = end.splitlines(keepends=True)
    if len(end) < len(raw) and len(lines) > 1:
        lines = lines[1:]
    kept = b"".join(lines[-TAIL_LINES:])
    return shown(kept), len(kept) < len(raw)


def _visible(letter: str) -> str:
    code = ord(letter)
    if letter in "\n\t":
        return letter
    if code < 0x20:
        return chr(PICTURES + code)
    if code == DELETE:
        return "␡"
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return f"⟨U+{code:04X}⟩"
    return letter
