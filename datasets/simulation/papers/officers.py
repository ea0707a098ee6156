"""Customs officers: how likely each difference makes one block a file, and which files were blocked. All is ours.

Nobody blocks a file for an abbreviation, another language, tonnes for kilograms or a weight with the box: the chances
are of what the papers mean. Tolerances are soft, and differ by goods.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FIELDS = ("certificate", "goods", "origin", "consignee", "containers", "packages", "weight")
"""In the order in which they are looked at: the first that is found wrong is written down."""

NONE = "none"

WEIGHT_ALLOWED, OF_FOOD, OF_ORES = 0.05, 0.08, 0.025
ORES = ("25", "26", "28", "31", "47", "72", "74", "76")
PACKAGES_ALLOWED = 0.012
AGE_SOFT, LACKING_ALLOWED = 0.05, 0.10
GOODS_APART = np.array([0.0, 0.40, 0.75, 0.97])  # by how far apart they are (products.py)
VAGUE_GOODS = 0.04

USUAL, ATPA, TRANSIT, MONTH_END, AUGUST, WATCHED = 0.95, 0.85, 0.7, 0.88, 0.88, 1.05
WATCHED_CHAPTERS = ("33", "62", "63", "64", "95")
OF_CHANNEL = {"green": 0.95, "orange": 1.03, "red": 1.06}
WEEK_SPREAD = 0.06
MISTAKEN = 0.003


@dataclass(frozen=True, eq=False)
class Differences:
    """What the papers of each file mean, set against each other. Weights and packages in shares; `goods_apart` from 0
    to 3; `firms` and `origin` are true where they are not the same; `certificate_apart` -1 where there is none."""

    weight: Floats
    weight_allowed: Floats
    packages: Floats
    are_packed_alike: Bools
    goods_apart: npt.NDArray[np.int64]
    is_vague: Bools
    is_origin_false: Bools
    has_other_partner: Bools
    has_preference: Bools
    is_other_firm: Bools
    containers: npt.NDArray[np.int64]
    needs_certificate: Bools
    certificate_apart: npt.NDArray[np.int64]
    age: Floats
    lacking: Floats


def chances(found: Differences) -> pd.DataFrame:
    """For each field the probability that an officer who looks blocks the file because of it."""
    origin = np.where(
        found.is_origin_false,
        np.where(found.has_preference, 0.97, 0.45),
        np.where(found.has_other_partner, np.where(found.has_preference, 0.05, 0.01), 0.0),
    )
    return pd.DataFrame(
        {
            "certificate": _of_certificate(found),
            "goods": np.maximum(GOODS_APART[found.goods_apart], VAGUE_GOODS * found.is_vague),
            "origin": origin,
            "consignee": np.where(found.is_other_firm, 0.96, 0.0),
            "containers": np.array([0.0, 0.97, 0.75, 0.9])[found.containers],
            "packages": _soft(found.packages, PACKAGES_ALLOWED, 0.3) * np.where(found.are_packed_alike, 0.97, 0.35),
            "weight": _soft(found.weight, found.weight_allowed, 0.15) * 0.98,
        },
        columns=list(FIELDS),
    )


def allowed_weight(hs2: pd.Series, *, is_food: Bools) -> Floats:
    """Food dries out; ores and metals are paid by weight."""
    return np.where(is_food, OF_FOOD, np.where(hs2.isin(ORES), OF_ORES, WEIGHT_ALLOWED))


def _of_certificate(found: Differences) -> Floats:
    is_missing = found.certificate_apart < 0
    apart = np.array([0.0, 0.5, 0.8, 0.97])[np.maximum(found.certificate_apart, 0)]
    expired = 0.97 * _soft(found.age, 1.0, AGE_SOFT)
    short = 0.9 * _soft(found.lacking.clip(0), LACKING_ALLOWED, 0.2)
    chance = np.where(is_missing, 0.95, 1 - (1 - apart) * (1 - expired) * (1 - short))
    return np.where(found.needs_certificate, chance, 0.0)


def _soft(size: Floats, allowed: Floats | float, width: float) -> Floats:
    """One half at what is allowed; `width` is in logarithms of the size."""
    with np.errstate(divide="ignore"):
        steps = (np.log(size) - np.log(allowed)) / width
    return np.asarray(1 / (1 + np.exp(-steps.clip(-40, 40))))


def foreseeable_care(regime: pd.Series, hs2: pd.Series, declared_at: pd.Series) -> Floats:
    """How closely officers look, as far as the file and the calendar tell."""
    care = np.full(len(regime), USUAL)
    care *= np.where(regime == "ATPA", ATPA, 1.0) * np.where(regime == "TR", TRANSIT, 1.0)
    care *= np.where(declared_at.dt.day >= 26, MONTH_END, 1.0) * np.where(declared_at.dt.month == 8, AUGUST, 1.0)
    return np.asarray(care * np.where(hs2.isin(WATCHED_CHAPTERS), WATCHED, 1.0))


def blocked_fields(
    table: pd.DataFrame, care: Floats, *, channel: pd.Series, weeks: npt.NDArray[np.int64], rng: np.random.Generator
) -> npt.NDArray[np.object_]:
    """The field that each file was blocked for, or NONE: by the chances, the care and the channel, weeks in which
    officers are more or less strict, and a mistake now and then."""
    strict = np.exp(WEEK_SPREAD * rng.standard_normal(int(weeks.max(initial=0)) + 1))[weeks]
    looked = (care * channel.map(OF_CHANNEL).to_numpy(dtype=np.float64) * strict).clip(0, 1)
    found = rng.random(table.shape) < table.to_numpy() * looked[:, None]
    first = np.where(found.any(axis=1), found.argmax(axis=1), len(FIELDS))
    mistaken = (rng.random(len(table)) < MISTAKEN) & (first == len(FIELDS))
    first = np.where(mistaken, rng.integers(0, len(FIELDS), len(table)), first)
    return np.array([*FIELDS, NONE], dtype=object)[first]
