"""The lines of one column in a first recipe: what is done to a category, a number, a time."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from datasets.recipes.guessing import Guess
from datasets.recipes.naming import Names, described
from datasets.recipes.nice import decimals_of, nice_above, nice_below, nice_step, plain

Lines = dict[str, Any]

RARE = 5
"""Values of fewer entities are folded."""
EXTREME = 0.01
"""Of the rows, at either end."""
KNOWN_STEPS, MEASURED_STEPS = 50, 200
"""Into how many steps the middle of a number's values is rounded; finer where nobody outside knows it."""
WIDTHS = (20, 8, 3)
"""Into how many bins the middle is put, from fine to coarse."""
FEW = 30
LATER_STEP = 15
PARTS = ("month", "weekday", "slot")
HS_LEVELS = (6, 4, 2)


def category(name: str, guessed: Guess, *, values: pd.Series) -> Lines:
    """Codes climb their hierarchy; of others rare values are folded, of yes and no none is."""
    told = _head(name, guessed, kind="category")
    if guessed.hierarchy == "hs":
        longest = int(values.dropna().astype(str).str.len().max())
        told |= {"coarsen": "hs", "levels": [digits for digits in HS_LEVELS if digits <= longest]}
    elif guessed.hierarchy == "locode":
        told |= {"coarsen": "locode"}
    elif values.nunique() > 2:
        told |= {"fold": RARE}
    return told


def number(name: str, guessed: Guess, *, values: pd.Series, is_whole: bool) -> Lines:
    """Rounded, its extremes capped; what is known outside is put into bins where need be."""
    found = values.dropna().astype(float)
    told = _head(name, guessed, kind="integer" if is_whole else "number")
    if found.empty:
        return told
    spread = float(found.quantile(0.95) - found.quantile(0.05)) or float(found.max() - found.min())
    step = nice_step(spread / (KNOWN_STEPS if guessed.is_known else MEASURED_STEPS))
    if is_whole:
        step = max(step, 1.0)
    told |= _caps(found, step=nice_step(max(spread / 20, step)))
    if not (is_whole and step == 1.0):
        told["round_to"] = plain(step)
    widths = _widths(spread, step=step) if guessed.is_known and found.nunique() > FEW else []
    if widths:
        told |= {"coarsen": "bins", "levels": widths}
    if not is_whole:
        told["decimals"] = max(map(decimals_of, [step, *(width / 2 for width in widths)]))
    return told


def later_time(name: str, guessed: Guess, *, values: pd.Series, moment: pd.Series) -> Lines:
    """Minutes since the moment of prediction, a quarter of an hour exact, extremes capped."""
    minutes = ((values - moment).dt.total_seconds() / 60).dropna()
    caps = _caps(minutes, step=60.0) if len(minutes) else {}
    return {
        "name": name,
        "from": guessed.name,
        "type": "integer",
        "unit": "min",
        "since": str(moment.name),
        "round_to": LATER_STEP,
        **caps,
        "description": described("since"),
    }


def parts_of_time(raw: str, *, names: Names, parts: Sequence[str] = PARTS) -> list[Lines]:
    """Month, weekday and slot of six hours: never the time itself."""
    return [
        {
            "name": names.free(f"{names.of(raw)}_{part}"),
            "feature": "time_part",
            "of": raw,
            "part": part,
            "type": "integer",
            "known": True,
            "unit": "h" if part == "slot" else "",
            "description": described(part),
        }
        for part in parts
    ]


def waiting(begins: str, ends: str, *, at: str, names: Names) -> Lines:
    """How long the line is at the moment of prediction, worked out before anything is coarsened."""
    return {
        "name": names.free("queue_length"),
        "feature": "ongoing",
        "since": begins,
        "until": ends,
        "at": at,
        "type": "integer",
        "description": described("queue"),
    }


def _head(name: str, guessed: Guess, *, kind: str) -> Lines:
    told: Lines = {"name": name, "from": guessed.name, "type": kind, "unit": ""}
    if guessed.is_known:
        told["known"] = True
    if guessed.is_sensitive:
        told["sensitive"] = True
    return {**told, "description": described("")}


def _caps(found: pd.Series, *, step: float) -> Lines:
    """The first and the last hundredth, on nice numbers; an end at which many are is none to hide."""
    most, least = (float(found.quantile(share)) for share in (1 - EXTREME, EXTREME))
    upper, lower = nice_above(most, step=step), nice_below(least, step=step)
    caps = {"at_most": plain(upper)} if found.max() > upper and _is_rare(found, found.max()) else {}
    return caps | ({"at_least": plain(lower)} if found.min() < lower and _is_rare(found, found.min()) else {})


def _is_rare(found: pd.Series, value: float) -> bool:
    return int((found == value).sum()) < RARE


def _widths(spread: float, *, step: float) -> list[int | float]:
    """Each wider than the one before, none finer than the rounding."""
    widths: list[float] = []
    for parts in WIDTHS:
        width = nice_step(max(spread / parts, step))
        if not widths or width > widths[-1]:
            widths.append(width)
    return [plain(width) for width in widths]
