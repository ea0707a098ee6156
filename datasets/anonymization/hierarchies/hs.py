"""Codes of the Harmonized System: fewer digits, then the section.

An HS code has an even number of digits and no chapter is 00, so a code that came as a number, and lost the zero of
chapters 01 to 09, is the one with an odd number of them: the zero is put back. Points, spaces and hyphens between the
digits are dropped. A code that is shorter than a level stays as long as it is. What is no code of 2 to 10 digits stays
as it is at every level.
"""

import re
from bisect import bisect_left

import pandas as pd

from datasets.anonymization.hierarchies.level import Level
from datasets.recipes.recipe import Column

DIGITS = (6, 4, 2)
LONGEST = 10
SEPARATORS = re.compile(r"[\s.\-]")
SECTIONS = {
    5: "I",
    14: "II",
    15: "III",
    24: "IV",
    27: "V",
    38: "VI",
    40: "VII",
    43: "VIII",
    46: "IX",
    49: "X",
    63: "XI",
    67: "XII",
    70: "XIII",
    71: "XIV",
    83: "XV",
    85: "XVI",
    89: "XVII",
    92: "XVIII",
    93: "XIX",
    96: "XX",
    97: "XXI",
}
"""The last chapter of each section, as the WCO's nomenclature has them (77, 98 and 99 belong to none)."""

LAST_CHAPTERS = list(SECTIONS)
WITHOUT_SECTION = {"00", "77", "98", "99"}


def levels(column: Column, texts: pd.Index) -> list[Level]:
    """The digits that the recipe lists, else 6, 4 and 2; then the section."""
    codes = [None if pd.isna(text) else code_of(text) or text for text in texts.tolist()]
    cut = [
        Level.of_texts(f"hs{digits}", [_cut(code, digits=digits) for code in codes])
        for digits in tuple(column.levels) or DIGITS
    ]
    return [*cut, Level.of_texts("section", [_section(code) for code in codes])]


def code_of(text: str) -> str | None:
    """The digits of a code, an even number of them; None when it is none."""
    digits = SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
        return None
    return digits.zfill(len(digits) + len(digits) % 2)


def section_of(chapter: str) -> str:
    """The Roman number of the section of a chapter (two digits); a chapter without a section stays itself."""
    return chapter if chapter in WITHOUT_SECTION else SECTIONS[LAST_CHAPTERS[bisect_left(LAST_CHAPTERS, int(chapter))]]


def _cut(code: str | None, *, digits: int) -> str | None:
    return code[:digits] if code is not None and code.isdigit() else code


def _section(code: str | None) -> str | None:
    return section_of(code[:2]) if code is not None and code.isdigit() else code
