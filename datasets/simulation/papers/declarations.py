"""The declarant's single goods declaration (DUM), and which boxes it names."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.yard.containers import NUMBERS, container_numbers

from .faults import ONE_LESS, ONE_MORE, OTHER_NUMBER
from .firms import declarants, ice
from .products import products
from .shipments import firsts
from .spelling import by_declarant, slipped, weights

Objects = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]

OFFICES = {
    "MACAS": "309", "MAAGA": "301", "MAEUN": "302", "MAJFL": "303", "MAMOH": "304", "MANDR": "305", "MANPS": "306",
    "MAPTM": "307", "MASFI": "308", "MATNG": "310", "MAVIL": "311",
}  # fmt: skip
"""Of customs, by port (ours)."""

KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"
IN_TONNES = 0.05  # ours
NATIONAL = ("0000", "1000", "9000", "0010", "0090")
VALUE_SPREAD = 0.35
SPACED, HYPHENED, SLIPPED = 0.08, 0.05, 0.05  # ours: how numbers of boxes are typed
TWICE = 0.25  # ours: of those with a slip, those with two
ATTACHED, ATTACHED_FROM, NAMED = 0.2, 4, 2  # ours: of many boxes the first ones, the others on a list that is attached


def declarations(port: Port, bills: pd.DataFrame, wrong: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row per bill that was declared: declaration (number of the DUM), bill, direction, declarant, consignee (of
    exports: exporter), consignee_ice, regime, hs (ten digits), goods, packages, package_kind, gross, gross_unit, net
    (in the same unit), value_mad, country (of origin; of exports: of destination), has_preference, boxes, declared_at,
    channel, released_at. `place` is that of the bill."""
    rng = stream(seed, port.locode, "declarations")
    product = wrong["product_declared"].to_numpy()
    told = [products()[place] for place in product.tolist()]
    national = np.array(NATIONAL, dtype=object)[(rng.random(len(bills)) ** 2 * len(NATIONAL)).astype(np.int64)]
    table = pd.DataFrame(
        {
            "bill": bills["bill"],
            "direction": bills["direction"],
            "declarant": declarants(len(bills), rng=rng),
            "consignee": bills["firm"],
            "consignee_ice": np.array([ice(name) for name in bills["firm"]], dtype=object),
            "regime": bills["regime"],
            "hs": np.array([one.hs6 for one in told], dtype=object) + national,
            "goods": by_declarant([one.names[0] for one in told], rng=rng),
            "packages": wrong["packages_declared"],
            "package_kind": [one.package for one in told],
            **_weights(bills, wrong, rng=rng),
            "value_mad": _values(bills, told, rng=rng),
            "country": wrong["country_declared"],
            "has_preference": wrong["has_preference"],
            "declared_at": bills["declared_at"],
            "channel": bills["channel"],
            "released_at": bills["released_at"],
        }
    )
    table.insert(0, "place", np.arange(len(bills)))
    declared = table[table["declared_at"].notna() & (table["direction"] != "transshipment")]
    return _numbered(declared.reset_index(drop=True), office=OFFICES[port.locode])


def _weights(bills: pd.DataFrame, wrong: pd.DataFrame, *, rng: np.random.Generator) -> dict[str, Any]:
    gross, unit = weights((bills["gross_kg"] * wrong["gross_declared"]).to_numpy(), in_tonnes=IN_TONNES, rng=rng)
    in_kilograms = np.where(unit == "TNE", 1000.0, 1.0)
    net = np.round(bills["net_kg"] * wrong["gross_declared"])
    return {"gross": gross, "gross_unit": unit, "net": np.minimum(net / in_kilograms, gross)}


def _values(bills: pd.DataFrame, told: list[Any], *, rng: np.random.Generator) -> Ints:
    """What the goods are worth that are in the box, whatever they are called."""
    a_kilogram = np.array([one.mad_a_kg for one in products()])[bills["product"].to_numpy()]
    spread = np.exp(VALUE_SPREAD * rng.standard_normal(len(bills)))
    return np.asarray(np.round(bills["net_kg"].to_numpy() * a_kilogram * spread, -1).astype(np.int64))


def _numbered(declared: pd.DataFrame, *, office: str) -> pd.DataFrame:
    """Office, year, number within the year in order of time, and a letter to check by."""
    order = np.argsort(declared["declared_at"].to_numpy(), kind="stable")
    years = declared["declared_at"].dt.year.to_numpy()
    serial = np.empty(len(declared), dtype=np.int64)
    for year in np.unique(years):
        those = order[years[order] == year]
        serial[those] = np.arange(1, len(those) + 1)
    numbers = [
        f"{office} {year} {number:06d} {KEYS[(int(office) + year + number) % len(KEYS)]}"
        for year, number in zip(years.tolist(), serial.tolist(), strict=True)
    ]
    declared.insert(0, "declaration", numbers)
    return declared


def declared_boxes(port: Port, full: pd.DataFrame, wrong: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """What the declarations say of boxes: place (of the bill), container as it is typed."""
    rng = stream(seed, port.locode, "declared boxes")
    first = firsts(full)
    of_bill = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(full))))
    kind = wrong["containers"].to_numpy()
    numbers = full["container"].to_numpy(dtype=object).copy()
    others = np.array(container_numbers(_elsewhere(len(first), rng=rng), start=0), dtype=object)
    swapped = np.flatnonzero(kind == OTHER_NUMBER)
    numbers[first[swapped]] = others[swapped]
    typed = _typed(numbers, of_bill, rng=rng)
    kept = ~_on_a_list(first, of_bill, rng=rng)
    kept[first[kind == ONE_LESS]] = False
    more = np.flatnonzero(kind == ONE_MORE)
    table = pd.DataFrame({"place": np.append(of_bill[kept], more), "container": np.append(typed[kept], others[more])})
    return table.sort_values("place", kind="stable", ignore_index=True)


def _on_a_list(first: Ints, of_bill: Ints, *, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    boxes = np.bincount(of_bill, minlength=len(first))
    has_list = (rng.random(len(first)) < ATTACHED) & (boxes >= ATTACHED_FROM)
    return np.asarray(has_list[of_bill] & (np.arange(len(of_bill)) - first[of_bill] >= NAMED))


def _elsewhere(number: int, *, rng: np.random.Generator) -> Ints:
    return rng.integers(0, NUMBERS, number)


def _typed(numbers: Objects, of_bill: Ints, *, rng: np.random.Generator) -> Objects:
    """With spaces or a hyphen, all of a bill alike, or one with a slip."""
    habit = rng.random(int(of_bill.max(initial=-1)) + 1)[of_bill]
    how = np.searchsorted(np.cumsum([SPACED, HYPHENED]), habit, side="right")
    how = np.where((how == 2) & (rng.random(len(numbers)) >= SLIPPED), 3, how)
    place, slip = rng.random((len(numbers), 2)), rng.integers(0, 3, (len(numbers), 2))
    twice = rng.random(len(numbers)) < TWICE
    typed = numbers.copy()
    for row in np.flatnonzero(how < 3).tolist():
        number = numbers[row]
        typed[row] = (
            f"{number[:4]} {number[4:10]} {number[10]}",
            f"{number[:4]}{number[4:10]}-{number[10]}",
            slipped(number, place=float(place[row, 0]), slip=int(slip[row, 0])),
        )[how[row]]
        if how[row] == 2 and twice[row]:
            typed[row] = slipped(typed[row], place=float(place[row, 1]), slip=int(slip[row, 1]))
    return typed
