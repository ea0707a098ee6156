"""What the ships bring and fetch: bills of lading and their boxes, before anybody knows how long they stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .firms import CONSIGNEES, HAULIERS, Firms, consignees, shippers
from .goods import CHINA, EXPORTED, GOODS, IMPORTED, ORIGINS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

DAY = 1440  # minutes
SLOWNESS = 0.42  # ours: how much firms differ, in logarithms of the days that their boxes stay
IMPORT, EXPORT, TRANSSHIPMENT = range(3)
DIRECTIONS = ("import", "export", "transshipment")
IMPORTED_SHARE = 0.53  # ours: of the boxes that come or go by truck
TEU_A_BOX = 1.61
EMPTY_SHARES = np.array([0.06, 0.19, 0.10])  # ours; 12 % of all boxes
LOTS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30])  # boxes of one bill
LOT_SHARES = (0.61, 0.15, 0.08, 0.05, 0.04, 0.02, 0.02, 0.012, 0.01, 0.005, 0.003)

REGIMES = ("MC", "ATPA", "TR", "ES", "EX")
"""Mise à la consommation, admission temporaire pour perfectionnement actif, transit, entrepôt de stockage, export."""

REGIMES_OF_MATERIALS, REGIMES_OF_OTHERS = (0.45, 0.45, 0.03, 0.07), (0.88, 0.03, 0.04, 0.05)
CHANNELS = ("green", "orange", "red")
ORANGE, RED = 0.18, 0.10
EARLY_SHARE = 0.35  # declared before the ship berths
USUAL_GOODS = 0.8  # how often a firm ships its usual goods

KINDS = ("dry", "reefer", "tank")
REEFER = 1
KIND_OF = np.array([KINDS.index(one.kind) for one in GOODS])
SHORT_OF = np.array([one.short for one in GOODS])
TONNES_OF = np.array([one.tonnes for one in GOODS])
DANGER_OF = np.array([one.dangerous for one in GOODS])
IS_FOOD, IS_MATERIAL = (np.array([getattr(one, name) for one in GOODS]) for name in ("is_food", "is_material"))
TARES = {20: 2250, 40: 3850, 45: 4800}
REEFER_TARE = 750
HEAVIEST = {20: 30_480, 40: 32_500, 45: 32_500}


@dataclass(frozen=True, eq=False)
class Bills:
    """Codes by bill; `call` and `goods` are places in the calls and in GOODS, `firm` in the firms of its direction."""

    call: Ints
    direction: Ints
    boxes: Ints
    firm: Ints
    goods: Ints
    origin: Ints
    regime: Ints
    channel: Ints
    haulier: Ints
    is_empty: Bools
    is_dangerous: Bools
    is_early: Bools


@dataclass(frozen=True, eq=False)
class Loads:
    """All boxes of the calls, those of a bill together. `worked` is the minute (since 1970) at which a box is
    discharged, or loaded where it is for export."""

    bills: Bills
    bill: Ints
    size: Ints
    tare: Ints
    gross: Ints
    worked: Ints
    importers: Firms
    exporters: Firms

    def of(self, name: str) -> Any:
        """What the bill of each box says."""
        return getattr(self.bills, name)[self.bill]


def loads(port: Port, calls: pd.DataFrame, *, seed: int) -> Loads:
    importers = consignees(stream(seed, port.locode, "consignees"), slowness=SLOWNESS)
    exporters = shippers(stream(seed, port.locode, "shippers"))
    bills = _bills(port, calls, importers=importers, exporters=exporters, rng=stream(seed, port.locode, "bills"))
    rng = stream(seed, port.locode, "boxes")
    bill = np.repeat(np.arange(len(bills.boxes)), bills.boxes)
    size = _sizes(bills, bill, rng=rng)
    tare, gross = _weights(bills, bill, size=size, rng=rng)
    worked = _worked(calls, bills, bill, rng=rng)
    return Loads(bills, bill, size, tare, gross, worked, importers, exporters)


def _bills(port: Port, calls: pd.DataFrame, *, importers: Firms, exporters: Firms, rng: np.random.Generator) -> Bills:
    by_truck = 1 - port.transshipped
    shares = (by_truck * IMPORTED_SHARE, by_truck * (1 - IMPORTED_SHARE), port.transshipped)
    call, direction, boxes = _lots(calls["teu"].to_numpy(), shares=shares, rng=rng)
    number = len(call)
    is_export = direction == EXPORT
    firm = np.where(
        is_export,
        rng.choice(len(exporters.shares), number, p=exporters.shares),
        rng.choice(CONSIGNEES, number, p=importers.shares),
    )
    goods = _goods(firm, is_export=is_export, importers=importers, exporters=exporters, rng=rng)
    origin = _origins(goods, rng=rng)
    regime = np.where(is_export, REGIMES.index("EX"), _regimes(goods, rng=rng))
    return Bills(
        call=call,
        direction=direction,
        boxes=boxes,
        firm=firm,
        goods=goods,
        origin=origin,
        regime=regime,
        channel=_channels(goods, regime=regime, origin=origin, rng=rng),
        haulier=(firm * 7 + rng.integers(0, 4, number) ** 2) % HAULIERS,
        is_empty=rng.random(number) < EMPTY_SHARES[direction],
        is_dangerous=rng.random(number) < DANGER_OF[goods],
        is_early=rng.random(number) < EARLY_SHARE * (1 + 0.6 * IS_MATERIAL[goods]),
    )


def _lots(teu: Ints, *, shares: Sequence[float], rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Call, direction and number of boxes of each bill; the last bill of a call is cut where its boxes end."""
    boxes = np.maximum(1, np.round(teu / TEU_A_BOX)).astype(np.int64) * (teu > 0)
    of_group = rng.multinomial(boxes, shares).ravel()
    ends = np.cumsum(of_group)
    total = int(ends[-1]) if len(ends) else 0
    lots = rng.choice(LOTS, total, p=LOT_SHARES)
    is_first = np.zeros(total + 1, dtype=bool)
    cuts = np.concatenate([[0], np.cumsum(lots), ends[:-1]])
    is_first[cuts[cuts <= total]] = True
    starts = np.flatnonzero(is_first[:total])
    group = np.searchsorted(ends, starts, side="right")
    return group // len(DIRECTIONS), group % len(DIRECTIONS), np.diff(np.append(starts, total))


def _goods(firm: Ints, *, is_export: Bools, importers: Firms, exporters: Firms, rng: np.random.Generator) -> Ints:
    usual = np.where(is_export, exporters.goods[firm % len(exporters.goods)], importers.goods[firm])
    other = np.where(is_export, _any(EXPORTED, len(firm), rng=rng), _any(IMPORTED, len(firm), rng=rng))
    return np.where(rng.random(len(firm)) < USUAL_GOODS, usual, other)


def _any(traded: Any, number: int, *, rng: np.random.Generator) -> Ints:
    weights = np.array([one.weight for one in traded])
    return rng.choice(len(traded), number, p=weights / weights.sum()) + GOODS.index(traded[0])


def _origins(goods: Ints, *, rng: np.random.Generator) -> Ints:
    """One of the usual origins of the goods; the first of them is the most frequent."""
    usual = [[ORIGINS.index(origin) for origin in one.origins] for one in GOODS]
    longest = max(map(len, usual))
    table = np.array([(row * longest)[:longest] for row in usual])
    picked = (rng.random(len(goods)) ** 1.4 * np.array([len(row) for row in usual])[goods]).astype(np.int64)
    return np.asarray(table[goods, picked])


def _regimes(goods: Ints, *, rng: np.random.Generator) -> Ints:
    drawn = rng.random(len(goods))
    materials, others = (np.cumsum(shares)[:-1] for shares in (REGIMES_OF_MATERIALS, REGIMES_OF_OTHERS))
    return np.where(
        IS_MATERIAL[goods],
        np.searchsorted(materials, drawn, side="right"),
        np.searchsorted(others, drawn, side="right"),
    )


def _channels(goods: Ints, *, regime: Ints, origin: Ints, rng: np.random.Generator) -> Ints:
    """Customs looks more often at food and at some origins, less often at regular factories."""
    far = np.isin(origin, [ORIGINS.index(place) for place in CHINA])
    risk = np.where(IS_FOOD[goods], 1.4, 1.0) * np.where(regime == 1, 0.5, 1.0) * np.where(far, 1.3, 1.0)
    risk /= risk.mean() if len(risk) else 1.0
    drawn = rng.random(len(goods))
    return (drawn < (ORANGE + RED) * risk).astype(np.int64) + (drawn < RED * risk)


def _sizes(bills: Bills, bill: Ints, *, rng: np.random.Generator) -> Ints:
    """Boxes of a bill are mostly alike: nine in ten follow the bill's own draw."""
    of_bill = rng.random(len(bills.goods), dtype=np.float32)[bill]
    is_alike, own, long = (rng.random(len(bill), dtype=np.float32) for _ in range(3))
    drawn = np.where(is_alike < 0.9, of_bill, own)
    goods = bills.goods[bill]
    is_long = (long < 0.055) & (KIND_OF[goods] == 0)
    return np.where(drawn < SHORT_OF[goods], 20, np.where(is_long, 45, 40))


def _weights(bills: Bills, bill: Ints, *, size: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    goods = bills.goods[bill]
    is_cold = KIND_OF[goods] == REEFER
    usual = np.select([size == length for length in TARES], list(TARES.values()))
    tare = usual + REEFER_TARE * is_cold + 10 * rng.integers(-9, 10, len(bill))
    net = (
        TONNES_OF[goods]
        * np.where(size == 20, 1000, 1550)
        * np.exp(0.18 * rng.standard_normal(len(bill), dtype=np.float32))
    )
    most = np.select([size == length for length in HEAVIEST], list(HEAVIEST.values()))
    gross = np.where(bills.is_empty[bill], tare, np.minimum(tare + net, most)).round(-1).astype(np.int64)
    return tare, gross


def _worked(calls: pd.DataFrame, bills: Bills, bill: Ints, *, rng: np.random.Generator) -> Ints:
    """Between berthing and leaving, from half an hour after the one to half an hour before the other: imports in the
    first two thirds, exports in the last two; boxes of a bill near each other."""
    berthed, left = (minutes(calls[name]) for name in ("atb", "atd"))
    call = bills.call[bill]
    place = rng.random(len(bills.call))[bill] + 0.1 * rng.standard_normal(len(bill))
    place = np.clip(place, 0, 1) * 2 / 3 + np.where(bills.direction[bill] == EXPORT, 1 / 3, 0)
    return np.asarray(berthed[call] + 30 + (place * (left - berthed - 60)[call]).astype(np.int64))


def minutes(times: pd.Series) -> Ints:
    """Since 1970."""
    return times.to_numpy().astype("datetime64[m]").astype(np.int64)
