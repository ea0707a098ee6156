"""Identifiers that have a shape of their own, and so are found in the middle of a sentence as well.

Written for RE2 (which pyarrow searches with, in time proportional to the text): no looking ahead or behind, so what
stands before and after is part of the pattern, and the identifier is the group `it`.
"""

import re
from collections.abc import Mapping

BEFORE, AFTER = r"(?:^|[^0-9A-Za-z.,_+/-])", r"(?:$|[^0-9A-Za-z_/-])"
ARABIC = "\u0621-\u064a"
WAW = "\u0648"  # the letter of a plate, and the word “and” between two numbers
BUT_WAW = "\u0621-\u0647\u0649\u064a"


def _alone(pattern: str) -> str:
    """Not within a longer word or number."""
    return f"{BEFORE}(?P<it>{pattern}){AFTER}"


EMAIL = r"(?P<it>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"

MOROCCAN = r"(?:\+|00)[ .]?212[ .()-]{0,2}0?[ .()-]{0,2}[5-8](?:[ .-]?[0-9]){8}"
FOREIGN = r"\+[1-9][0-9]{0,2}(?:[ -]?[0-9]){8,11}"
NATIONAL = r"0[5-8](?:[ .-]?[0-9]){6}[ .-]?(?:[0-9][1-9]|[1-9]0)"  # ten digits that end in 00 are a code of goods
PHONE = rf"(?:^|[^0-9A-Za-z.,_+-])(?P<it>{MOROCCAN}|{FOREIGN}|{NATIONAL})(?:$|[^0-9A-Za-z_.,-]|[.,-](?:$|[^0-9]))"
TEN_DIGITS = r"^[0-9](?:[ .-]?[0-9]){9}$"

CONTAINER = _alone(r"(?P<owner>[A-Za-z]{3}[UJZRujzr])[ -]?(?P<serial>[0-9]{6})[ -]?(?P<check>[0-9])")
IBAN = _alone(r"[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,4})?")
IMO = r"(?:^|[^A-Za-z])(?P<it>[Ii][Mm][Oo](?:[ :.#-]|[Nn][°ºo.]){0,4}[0-9]{7})(?:$|[^0-9])"
CIN = r"(?:^|[^A-Za-z])[Cc][Ii][Nn][Ee]?[ :.-]{0,3}(?P<it>[A-Za-z]{1,2} ?[0-9]{3,6})(?:$|[^0-9A-Za-z])"

SEPARATED = r" ?[|/-] ?"
ARABIC_PLATE = _alone(
    f"[0-9]{{1,5}}{SEPARATED}[{ARABIC}]{SEPARATED}[0-9]{{1,2}}"
    f"|[0-9]{{1,2}}{SEPARATED}[{ARABIC}]{SEPARATED}[0-9]{{1,5}}"
    f"|[0-9]{{3,5}} ?[{BUT_WAW}] ?[0-9]{{1,2}}"
)
LATIN_PLATE = _alone(
    f"[0-9]{{4,5}}{SEPARATED}[ABDEHTWYabdehtwy]{SEPARATED}[1-8]?[0-9]"
    "|[Ww]{2}[ |/-]?[0-9]{4,6}|[0-9]{4,6}[ |/-]?[Ww]{2}"
)

WHOLE: Mapping[str, str] = {
    "plate_latin": (
        r"^(?:[0-9]{1,5}[ |/-]{1,3}[A-Za-z][ |/-]{1,3}[0-9]{1,2}|[0-9]{3,5}[A-Za-z][0-9]{1,2}"
        r"|[Ww]{2}[ |/-]?[0-9]{1,6}|[0-9]{1,6}[ |/-]?[Ww]{2})$"
    ),
    "plate_arabic": f"^[0-9]{{1,5}}[ |/-]{{0,3}}[{ARABIC}][ |/-]{{0,3}}[0-9]{{1,5}}$",
    "cin": r"^[A-Za-z]{1,2} ?[0-9]{3,6}$",
    "phone": r"^(?:(?:\+|00)?212)?[ .()-]{0,2}0?[ .()-]{0,2}[5-8](?:[ .-]?[0-9]){8}$",
}
"""Looser: of cells that hold nothing else, in columns whose name or other values say what they are."""

MOROCCAN_SERIES = r"^[0-9]{1,5}[ |/-]{0,3}(?P<letter>[ABDEHTWYabdehtwy])[ |/-]{0,3}(?P<region>[1-8]?[0-9])$"
CARD = r"^(?P<letters>[A-Za-z]{1,2}) ?[0-9]{5,6}$"
FEWEST_PLATES, FEWEST_CARDS = 20, 50

ANY = "|".join(
    re.sub(r"\(\?P<\w+>", "(?:", pattern)
    for pattern in (EMAIL, PHONE, CONTAINER, IBAN, IMO, CIN, ARABIC_PLATE, LATIN_PLATE)
)
"""What all of them have in common, so that most texts are read once."""
