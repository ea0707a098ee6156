"""What was found in a column, and how it may be shown: never in full."""

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["sure", "likely"]

LONGEST_MASK = 12


@dataclass(frozen=True)
class Identified:
    """`count` rows of `column` hold a `kind` (imo, mmsi, container, plate_latin, plate_arabic, ice, cin, phone, email,
    iban, firm, person or vessel), which is `share` of the rows that have a value. `is_embedded`: it stands among other
    words. Where a column has very many distinct values, `count` is reckoned from a sample of them."""

    column: str
    kind: str
    count: int
    share: float
    certainty: Certainty
    example: str
    is_embedded: bool


def masked(text: str) -> str:
    """The first and the last character, with dots between: enough to recognise one's own data by."""
    if len(text) <= 2:
        return "·" * len(text)
    return text[0] + "·" * min(len(text) - 2, LONGEST_MASK) + text[-1]
