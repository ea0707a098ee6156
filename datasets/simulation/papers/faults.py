"""What the papers of a bill say that is not so, or not the same: by how much each differs. All shares are ours."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.yard.goods import GOODS

from .countries import FREE_TRADE
from .products import places_of, products

Objects = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CARELESS_SPREAD = 0.5
WEIGHT, PACKAGES, PRODUCT, COUNTRY, FIRM, CONTAINERS = 0.026, 0.020, 0.028, 0.020, 0.016, 0.016
CERTIFICATE = 0.10  # of the bills that need one
DRIFT_SHARE, DRIFT = 0.4, 0.015  # a declarant's weight is that of the invoice
WEIGHT_MEDIAN, WEIGHT_SPREAD, UNDER = 0.08, 0.75, 0.7
PACKAGES_MEDIAN, PACKAGES_SPREAD, ONE_OFF = 0.035, 1.0, 0.03
PREFERENCE, FALSE_PREFERENCE = 0.6, 0.8
SAME_KIND = 0.5  # wrong products that are of the same kind of goods
NAMESAKES = 0.5  # wrong firms whose name begins like the right one's

MANIFEST_WRONG = 0.3  # of two papers that differ, how often it is the carrier's
BOTH_WRONG = 0.35  # of weights that are not so, how often both papers say the same and the scale another

OTHER_NUMBER, ONE_LESS, ONE_MORE = 1, 2, 3
MISSING, EXPIRED, OTHER_PRODUCT, SHORT = 1, 2, 3, 4
CERTIFICATE_SHARES = (0.3, 0.27, 0.23, 0.2)


def faults(port: Port, bills: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Along the bills: gross_declared and gross_manifest (of what is true), packages_declared and packages_manifest
    (numbers), product_declared and product_manifest, country_declared, has_preference, firm_manifest, containers (0, or
    what is wrong) and certificate (0, or what is wrong)."""
    rng = stream(seed, port.locode, "faults")
    careless = np.exp(CARELESS_SPREAD * rng.standard_normal(len(bills)) - CARELESS_SPREAD**2 / 2)
    return pd.DataFrame(
        {
            **_gross(careless, rng=rng),
            **_packages(bills["packages"].to_numpy(), careless, rng=rng),
            **_products(bills, careless, rng=rng),
            **_countries(bills, careless, rng=rng),
            "firm_manifest": _firms(bills["firm"].to_numpy(dtype=object), careless, rng=rng),
            "containers": _containers(bills["boxes"].to_numpy(), careless, rng=rng),
            "certificate": _certificates(careless, rng=rng),
        }
    )


def _happens(share: float, careless: Floats, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    return np.asarray(rng.random(len(careless)) < share * careless)


def _gross(careless: Floats, *, rng: np.random.Generator) -> dict[str, Any]:
    number = len(careless)
    drift = np.where(rng.random(number) < DRIFT_SHARE, DRIFT * rng.standard_normal(number), 0.0)
    size = WEIGHT_MEDIAN * np.exp(WEIGHT_SPREAD * rng.standard_normal(number))
    off = np.exp(np.where(rng.random(number) < UNDER, -size, size).clip(-0.7, 0.5))
    is_off, whose = _happens(WEIGHT, careless, rng), rng.random(number)
    by_both = is_off & (whose < BOTH_WRONG)
    by_manifest = is_off & (whose > 1 - MANIFEST_WRONG)
    return {
        "gross_declared": np.where(is_off & ~by_manifest, off, 1.0) * np.exp(drift),
        "gross_manifest": np.where(by_both | by_manifest, off, 1.0),
    }


def _packages(packages: Ints, careless: Floats, *, rng: np.random.Generator) -> dict[str, Any]:
    number = len(packages)
    size = PACKAGES_MEDIAN * np.exp(PACKAGES_SPREAD * rng.standard_normal(number))
    many = np.maximum(1, np.round(packages * size.clip(max=0.6))).astype(np.int64)
    signed = np.where((rng.random(number) < 0.7) & (packages > many), -many, many)
    by_one = np.where(rng.random(number) < ONE_OFF, np.where(packages > 1, -1, 1), 0)
    off = np.where(_happens(PACKAGES, careless, rng), signed, by_one)
    is_manifest = rng.random(number) < MANIFEST_WRONG
    return {
        "packages_declared": packages + np.where(is_manifest, 0, off),
        "packages_manifest": packages + np.where(is_manifest, off, 0),
    }


def _products(bills: pd.DataFrame, careless: Floats, *, rng: np.random.Generator) -> dict[str, Any]:
    """The wrong product is of the same kind, or of another that comes from the same port."""
    right = bills["product"].to_numpy()
    is_wrong, is_manifest = _happens(PRODUCT, careless, rng), rng.random(len(bills)) < MANIFEST_WRONG
    rows = np.flatnonzero(is_wrong)
    wrong = right.copy()
    draws = rng.random((len(rows), 2))
    elsewhere = _from_the_same_port()
    ports = bills["place"].to_numpy(dtype=object)
    for row, (draw, which) in zip(rows.tolist(), draws.tolist(), strict=True):
        product = products()[right[row]]
        same = places_of()[(product.flow, product.goods)]
        those = same if draw < SAME_KIND else elsewhere.get((product.flow, ports[row]), same)
        wrong[row] = those[int(which * len(those))]
    return {
        "product_declared": np.where(is_manifest, right, wrong),
        "product_manifest": np.where(is_manifest, wrong, right),
    }


def _from_the_same_port() -> dict[tuple[str, str], tuple[int, ...]]:
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for goods in GOODS:
        for place in goods.origins:
            key = (goods.flow, place)
            found[key] = (*found.get(key, ()), *places_of()[(goods.flow, goods.text)])
    return found


def _countries(bills: pd.DataFrame, careless: Floats, *, rng: np.random.Generator) -> dict[str, Any]:
    """A false origin is mostly one that lowers the duty, among those from which such goods usually come."""
    number = len(bills)
    right = bills["country"].to_numpy(dtype=object)
    usual = {one.text: [place[:2] for place in one.origins if place[:2] in FREE_TRADE] for one in GOODS}
    draws = rng.random(number)
    choices = [usual[goods] or FREE_TRADE for goods in bills["goods"]]
    false = np.array([those[int(draw * len(those))] for those, draw in zip(choices, draws, strict=True)], dtype=object)
    is_false = _happens(COUNTRY, careless, rng) & (false != right)
    declared = np.where(is_false, false, right)
    share = np.where(is_false, FALSE_PREFERENCE, PREFERENCE) * np.isin(declared, FREE_TRADE)
    return {"country_declared": declared, "has_preference": rng.random(number) < share}


def _firms(right: Objects, careless: Floats, *, rng: np.random.Generator) -> Objects:
    names = np.unique(right.astype(str))
    place = np.searchsorted(names, right.astype(str))
    near = (place + rng.integers(1, 6, len(right))) % max(len(names), 1)  # in the order of the alphabet
    other = np.where(rng.random(len(right)) < NAMESAKES, near, rng.integers(0, max(len(names), 1), len(right)))
    return np.where(_happens(FIRM, careless, rng), names[other].astype(object), right)


def _containers(boxes: Ints, careless: Floats, *, rng: np.random.Generator) -> Ints:
    kind = rng.choice([OTHER_NUMBER, ONE_LESS, ONE_MORE], len(boxes), p=[0.5, 0.25, 0.25])
    kind = np.where((kind == ONE_LESS) & (boxes == 1), OTHER_NUMBER, kind)
    return np.where(_happens(CONTAINERS, careless, rng), kind, 0)


def _certificates(careless: Floats, *, rng: np.random.Generator) -> Ints:
    kind = rng.choice([MISSING, EXPIRED, OTHER_PRODUCT, SHORT], len(careless), p=CERTIFICATE_SHARES)
    return np.where(_happens(CERTIFICATE, careless, rng), kind, 0)
