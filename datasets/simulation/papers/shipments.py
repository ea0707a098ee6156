"""What is true of each bill of lading, before anybody writes it down."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.yard.goods import GOODS

from .countries import HUBS, TRADERS
from .products import drawn, products
from .times import Times, some_hours

Objects = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

TAKEN = ("bill", "call", "direction", "hs2", "goods", "consignee", "origin", "regime", "channel", "is_reefer")
TRADED, SOLD_ON = 0.10, 0.08  # ours: imports sold by a firm of a third country, exports bought by one
BEFORE_GATE = (2.0, 40.0)  # ours: hours from the declaration for export to the first box at the gate
EXPORT_RELEASE = (1.0, 30.0)  # ours
NET = {
    "BE": 0.01,
    "BG": 0.01,
    "BL": 0.01,
    "BX": 0.0,
    "CR": 0.1,
    "CT": 0.06,
    "DR": 0.05,
    "PK": 0.0,
    "PX": 0.09,
    "RO": 0.03,
}


def full_boxes(boxes: pd.DataFrame) -> pd.DataFrame:
    """The boxes that have papers, those of a bill together."""
    return boxes[~boxes["is_empty"]].reset_index(drop=True)


def firsts(full: pd.DataFrame) -> Ints:
    """The row of the first box of each bill."""
    bills = full["bill"].to_numpy(dtype=object)
    return np.flatnonzero(np.concatenate([[True], bills[1:] != bills[:-1]])[: len(bills)])


def shipments(port: Port, full: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row per bill of full boxes, in their order: what `full` says of it, and boxes, tare_kg, gross_kg (of the cargo,
    without boxes), net_kg, packages, product (a place in `products`), place, country (of origin; of exports: of
    destination), partner_country (of the shipper; of exports: of the buyer), usual_countries (of such goods), moved_at
    (the first box discharged or loaded), declared_at and released_at."""
    rng = stream(seed, port.locode, "shipments")
    first = firsts(full)
    bills: pd.DataFrame = full.loc[first, list(TAKEN)].reset_index(drop=True)
    flow = np.where(bills["direction"] == "export", "export", "import").astype(object)
    bills["boxes"] = np.diff(np.append(first, len(full)))
    bills["tare_kg"] = np.add.reduceat(full["tare_kg"].to_numpy(), first)
    bills["gross_kg"] = np.add.reduceat(full["gross_kg"].to_numpy(), first) - bills["tare_kg"]
    bills["product"] = drawn(flow.tolist(), bills["goods"].tolist(), rng=rng)
    bills["is_food"] = _is_food(flow, bills["goods"].to_numpy(dtype=object))
    bills = bills.rename(columns={"origin": "place", "consignee": "firm"})
    return bills.assign(**_packed(bills, rng=rng), **_from(bills, flow, rng=rng), **_times(full, first, rng=rng))


def _is_food(flow: Objects, goods: Objects) -> Bools:
    food = {(one.flow, one.text) for one in GOODS if one.is_food}
    return np.array([key in food for key in zip(flow, goods, strict=True)], dtype=np.bool_)


def _packed(bills: pd.DataFrame, *, rng: np.random.Generator) -> dict[str, Any]:
    """Goods in tanks have a package per box."""
    every = products()
    gross, product = bills["gross_kg"].to_numpy(), bills["product"].to_numpy()
    unit = np.array([one.package_kg for one in every])[product] * np.exp(0.08 * rng.standard_normal(len(bills)))
    is_tank = np.array([one.package == "BX" for one in every])[product]
    packed = np.array([NET[one.package] for one in every])[product]
    net = gross * (1 - packed * rng.uniform(0.6, 1.4, len(bills)))
    return {
        "packages": np.where(is_tank, bills["boxes"], np.maximum(1, np.round(gross / unit))).astype(np.int64),
        "net_kg": np.round(net).astype(np.int64),
    }


def _from(bills: pd.DataFrame, flow: Objects, *, rng: np.random.Generator) -> dict[str, Any]:
    """Most goods come from the country where they are loaded (or go to that where they are unloaded)."""
    usual = _usual_countries()
    place = bills["place"].to_numpy(dtype=object)
    beyond = rng.random(len(bills)) < np.array([HUBS.get(one, 0.0) for one in place])
    draws = rng.random(len(bills))
    choices = [usual[key] for key in zip(flow, bills["goods"], strict=True)]
    other = np.array([those[int(draw * len(those))] for those, draw in zip(choices, draws, strict=True)], dtype=object)
    country = np.where(beyond, other, np.array([one[:2] for one in place], dtype=object))
    trader = np.array(TRADERS, dtype=object)[rng.integers(0, len(TRADERS), len(bills))]
    share = np.where(flow == "export", SOLD_ON, TRADED)
    partner = np.where(rng.random(len(bills)) < share, trader, country)
    return {"country": country, "partner_country": partner}


def _usual_countries() -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (one.flow, one.text): tuple(dict.fromkeys([*(place[:2] for place in one.origins), *_far(one.flow)]))
        for one in GOODS
    }


def _far(flow: str) -> tuple[str, ...]:
    return ("CN", "IN") if flow == "import" else ("FR", "ES")


def _times(full: pd.DataFrame, first: Ints, *, rng: np.random.Generator) -> dict[str, Any]:
    """Exports are declared before their first box comes to the gate."""
    moved = full["discharged_at"].fillna(full["loaded_at"])
    early, gate = _earliest(moved, first), _earliest(full["gate_in_at"], first)
    is_export = (full["direction"].to_numpy(dtype=object) == "export")[first]
    before, after = (some_hours(span, len(first), rng=rng) for span in (BEFORE_GATE, EXPORT_RELEASE))
    declared = np.where(is_export, gate - before, _earliest(full["declared_at"], first))
    released = np.where(is_export, declared + after, _earliest(full["released_at"], first))
    return {"moved_at": early, "gate_in_at": gate, "declared_at": declared, "released_at": released}


def _earliest(times: pd.Series, first: Ints) -> Times:
    """Of each bill, to the minute; NaT where none of its boxes has one."""
    minutes = times.to_numpy().astype("datetime64[m]")
    return np.fmin.reduceat(minutes, first) if len(first) else minutes
