"""Sanitary papers: of ONSSA for food that comes in, of Morocco Foodex (EACCE) for food that goes out."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .faults import EXPIRED, MISSING, OTHER_PRODUCT, SHORT
from .products import products
from .spelling import bare, weights, with_slips

Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

WITHOUT = ("TR", "ES")
"""Regimes under which none is asked for: goods in transit and in bond."""

FREE = ("170410", "210210", "220210", "190531")
"""Products that need none (ours)."""

FRESH, FROZEN, DRY = 21, 90, 180
"""Days that a certificate is good for (ours)."""

AGE_MEDIAN, AGE_SPREAD = 0.28, 0.65  # of these days
LATE_MEDIAN, LATE_SPREAD = 1.35, 0.25
SHORT_MEDIAN, SHORT_SPREAD = 0.25, 0.5
QUANTITY_SPREAD, GROSS_SHARE, IN_TONNES = 0.02, 0.1, 0.3
KINDS = {"02": "ONSSA-S", "03": "ONSSA-S", "04": "ONSSA-S", "16": "ONSSA-S", "08": "ONSSA-P", "09": "ONSSA-P"}
OTHER_FOOD, EXPORTED = "ONSSA-C", "FOODEX"
"""Of animals (S), of plants (P), of other food (C)."""


def needs_one(bills: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Some products of the food industry are free of it."""
    is_free = np.array([product.hs6 in FREE for product in products()])[bills["product"].to_numpy()]
    return np.asarray(bills["is_food"] & ~bills["regime"].isin(WITHOUT) & bills["regime"].notna() & ~is_free)


def valid_days(bills: pd.DataFrame) -> Floats:
    """How long a certificate of such goods is good for."""
    is_fresh = bills["hs2"].isin(["07", "08"]) & bills["is_reefer"]
    return np.where(is_fresh, FRESH, np.where(bills["is_reefer"], FROZEN, DRY)).astype(np.float64)


def certificates(port: Port, bills: pd.DataFrame, wrong: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row per certificate, at most one for a bill: certificate (number), kind (ONSSA-S, ONSSA-P, ONSSA-C or FOODEX),
    bill, goods, quantity, unit, lot, country, issued_at; and `place` of the bill, `product`, and age (in shares of what
    it is good for) and lacking (share of the net weight), as they are."""
    rng = stream(seed, port.locode, "certificates")
    kind = wrong["certificate"].to_numpy()
    product = _products(bills, kind, rng=rng)
    age = AGE_MEDIAN * np.exp(AGE_SPREAD * rng.standard_normal(len(bills)))
    late = LATE_MEDIAN * np.exp(LATE_SPREAD * rng.standard_normal(len(bills)))
    age = np.where(kind == EXPIRED, np.maximum(late, 1.02), age.clip(0.02, 0.98))
    short = (SHORT_MEDIAN * np.exp(SHORT_SPREAD * rng.standard_normal(len(bills)))).clip(0, 0.8)
    lacking = np.where(kind == SHORT, short, QUANTITY_SPREAD * rng.standard_normal(len(bills)))
    table = pd.DataFrame(
        {
            "kind": np.where(bills["direction"] == "export", EXPORTED, bills["hs2"].map(KINDS).fillna(OTHER_FOOD)),
            "bill": bills["bill"],
            "goods": _wordings(product, rng=rng),
            **_quantities(bills, lacking, rng=rng),
            "lot": [f"L{number:05d}" for number in rng.integers(0, 100_000, len(bills)).tolist()],
            "country": bills["country"],
            "issued_at": bills["declared_at"] - pd.to_timedelta(np.ceil(age * valid_days(bills) * 1440), unit="m"),
            "place": np.arange(len(bills)),
            "product": product,
            "age": age,
            "lacking": lacking,
        }
    )
    issued: pd.DataFrame = table[needs_one(bills) & bills["declared_at"].notna() & (kind != MISSING)]
    issued = issued.reset_index(drop=True)
    issued.insert(0, "certificate", [f"{of}-{port.locode[2:]}-{1 + n:06d}" for n, of in enumerate(issued["kind"])])
    return issued


def _products(bills: pd.DataFrame, kind: npt.NDArray[np.int64], *, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Another food of the same direction, where it is for another."""
    right = bills["product"].to_numpy()
    is_food = np.unique(right[bills["is_food"].to_numpy()])
    flow = np.array([product.flow for product in products()], dtype=object)
    other = right.copy()
    for way in ("import", "export"):
        those = is_food[flow[is_food] == way]
        rows = np.flatnonzero((flow[right] == way) & (kind == OTHER_PRODUCT)) if len(those) else np.zeros(0, np.int64)
        other[rows] = those[rng.integers(0, max(len(those), 1), len(rows))] if len(rows) else other[rows]
    return other


def _wordings(places: npt.NDArray[np.int64], *, rng: np.random.Generator) -> Objects:
    """The declarant's or the trade's word, in small letters or capitals."""
    which, big = rng.random(len(places)) < 0.5, rng.random(len(places)) < 0.4
    names = [products()[place].names for place in places.tolist()]
    texts = [those[0] if official else those[2].capitalize() for those, official in zip(names, which, strict=True)]
    texts = with_slips(texts, share=0.05, rng=rng)
    return np.array([bare(text) if capital else text for text, capital in zip(texts, big, strict=True)], dtype=object)


def _quantities(bills: pd.DataFrame, lacking: Floats, *, rng: np.random.Generator) -> dict[str, Any]:
    """Of the net weight; now and then of the gross one."""
    is_gross = rng.random(len(bills)) < GROSS_SHARE
    of = np.where(is_gross, bills["gross_kg"], bills["net_kg"])
    quantity, unit = weights(of * (1 - lacking), in_tonnes=IN_TONNES, rng=rng)
    return {"quantity": quantity, "unit": unit}
