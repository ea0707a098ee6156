"""How numbers are written: decimals after a point or a comma, thousands cut by spaces, commas or points."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

SPACES = " \u00a0\u202f\u2007"
LONGEST_INTEGER = 18  # digits that fit 64 bits, whatever they are

_POINT = r"(?:\d+(?:\.\d*)?|\.\d+)"
_EXPONENT = r"(?:[eE][+-]?\d{1,2})?"  # three digits would soon be infinite
_SPACED = rf"[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+"
PATTERNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"[+-]?(?:{pattern})", re.ASCII)
    for name, pattern in {
        "point": rf"{_POINT}{_EXPONENT}|{_SPACED}(?:\.\d+)?",
        "comma": rf"(?:\d+(?:,\d+)?){_EXPONENT}|{_SPACED}(?:,\d+)?",
        "point, commas": rf"{_POINT}|[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?",
        "comma, points": r"\d+(?:,\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?",
    }.items()
}
"""By the ways to read a number, the one that is taken where several fit first: the decimal sign, then what cuts
thousands where it is no space."""

PLAIN = re.compile(rf"[+-]?{_POINT}(?:[eE][+-]?\d+)?", re.ASCII)
"""As Python reads them."""

DECIMAL = {name: "," if name.startswith("comma") else "." for name in PATTERNS}
THOUSANDS = {"point": SPACES, "comma": SPACES, "point, commas": ",", "comma, points": "."}
WHOLE = {
    "point": re.compile(rf"[+-]?(?:\d+|{_SPACED})", re.ASCII),
    "comma": re.compile(rf"[+-]?(?:\d+|{_SPACED})", re.ASCII),
    "point, commas": re.compile(r"[+-]?[\d,]+", re.ASCII),
    "comma, points": re.compile(r"[+-]?[\d.]+", re.ASCII),
}
PADDED = re.compile(r"[+-]?0\d+(?:[.,]\d*)?", re.ASCII)
DIALLED = re.compile(r"\+\d{9,}", re.ASCII)  # a telephone's number


@dataclass(frozen=True)
class Written:
    """The ways in which a text may be read as a number, and those in which it is a whole one. `is_cut`: it has a sign
    in every thousand, whichever way it is read."""

    ways: frozenset[str]
    whole: frozenset[str]
    is_cut: bool

    @property
    def is_ambiguous(self) -> bool:
        """Whether it is one number with a decimal point and another with a decimal comma: `1.234`."""
        return len({DECIMAL[way] for way in self.ways}) > 1 and self.whole != self.ways


@lru_cache(maxsize=4096)
def written(text: str) -> Written | None:
    """Of a text or its mask; None where it is no number, or none to reckon with: padded with zeros, dialled, or too
    long to be kept exactly."""
    ways = frozenset(way for way, pattern in PATTERNS.items() if pattern.fullmatch(text))
    whole = frozenset(way for way in ways if WHOLE[way].fullmatch(text))
    if not ways or is_padded(text) or DIALLED.fullmatch(text):
        return None
    if whole and sum(sign.isdigit() for sign in text) > LONGEST_INTEGER:
        return None
    return Written(ways, whole, is_cut=any(sign in SPACES for sign in text) or not ways & {"point", "comma"})


def is_padded(text: str) -> bool:
    """Whether it has zeros in front that say something: of a code, a telephone's number, a day."""
    return bool(PADDED.fullmatch(text))


def plain(values: pa.StringArray, *, way: str, has_thousands: bool) -> pa.StringArray:
    """Numbers that are written in this way as Python would write them: a point, no thousands, no plus."""
    if has_thousands:
        values = pc.replace_substring_regex(values, f"[{re.escape(THOUSANDS[way])}]", "")
    values = pc.ascii_ltrim(values, characters="+")
    return pc.replace_substring(values, ",", ".") if DECIMAL[way] == "," else values


def form(way: str, *, is_whole: bool, has_thousands: bool) -> str:
    """An example for people, such as `1 234,5`."""
    thousands = THOUSANDS[way][0] if has_thousands else ""
    return f"1{thousands}234" + ("" if is_whole else f"{DECIMAL[way]}5")
