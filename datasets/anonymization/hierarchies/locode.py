"""UN/LOCODE: the place (such as MACAS or MA CAS), then its country."""

import re

import pandas as pd

from datasets.anonymization.hierarchies.level import Level
from datasets.recipes.recipe import OTHER

PLACE = re.compile(r"([A-Z]{2})\s?([A-Z2-9]{3})")


def levels(texts: pd.Index) -> list[Level]:
    """What is no code of a place, a country alone and OTHER among it, stays as it is at both levels."""
    places = [None if pd.isna(text) else _place(text) or text for text in texts.tolist()]
    return [
        Level.of_texts("place", [_part(place, whole=True) for place in places]),
        Level.of_texts("country", [_part(place, whole=False) for place in places]),
    ]


def _place(text: str) -> re.Match[str] | None:
    return None if text == OTHER else PLACE.fullmatch(text.strip().upper())


def _part(place: re.Match[str] | str | None, *, whole: bool) -> str | None:
    if not isinstance(place, re.Match):
        return place
    return place[1] + place[2] if whole else place[1]
