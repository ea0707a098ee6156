"""Rows for those who foretell how long a box stays: one imported full box of a bill, as known when it is landed."""

from typing import Any

import numpy as np
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port
from datasets.simulation.workdays import SATURDAY, is_holiday, is_ramadan, weekdays

from .boxes import table_of
from .goods import GOODS
from .history import Departures
from .loads import DAY, Ints
from .movements import NEVER, Movements, movements

SHARE = 0.06
PORT_DAYS, GOODS_DAYS, FIRM_DAYS = 7, 28, 180  # looked back
FEWEST, FEWEST_OF_FIRM = 20, 5  # boxes that a median needs
MONTH_END = 25
SECONDS = 86_400
CHAPTERS = sorted({one.hs2 for one in GOODS})
CHAPTER_OF = np.array([CHAPTERS.index(one.hs2) for one in GOODS])
LIMIT_DAYS = 7


def stays(port: Port, calls: pd.DataFrame, *, seed: int, share: float = SHARE) -> pd.DataFrame:
    """A row for one box, drawn at random, of each of so many bills, in order of discharge.

    What is known is what could be known at the midnight before the discharge, and of the box's own papers what is known
    when it is landed: `channel` is `pending` where the declaration is registered later. `recent_*_d` are medians of the
    days that boxes stayed which left before. `dwell_days` is until the box left (`left` 1) or was last seen (0);
    `over_7d` says whether it stayed more than seven days, `known_7d` whether that was seen.
    """
    moved = movements(port, calls, seed=seed)
    places = _drawn(moved, share=share, rng=stream(seed, port.locode, "drawn"))
    rows = moved.imported[places]
    table = table_of(port, calls, moved, rows=rows, seed=seed)
    known = {
        "channel": table["channel"].where(table["declared_at"] <= table["discharged_at"], "pending"),
        "lot_boxes": moved.cargo.of("boxes")[rows],
        "call_boxes": np.bincount(moved.cargo.of("call")[moved.imported])[moved.cargo.of("call")[rows]],
    }
    days = moved.waiting.discharged[places] // DAY
    return table.assign(**known, **_calendar(days), **_state(moved, places), **_outcomes(table))


def _drawn(moved: Movements, *, share: float, rng: np.random.Generator) -> Ints:
    """Places in the order of discharge: one of the landed boxes of each bill that is drawn."""
    bills = moved.cargo.bill[moved.imported]
    is_drawn = rng.random(len(moved.cargo.bills.boxes)) < share
    is_landed = moved.times["discharged_at"][moved.imported] < NEVER
    found = np.flatnonzero(is_drawn[bills] & is_landed)
    mixed = rng.permutation(found)
    first = np.unique(bills[mixed], return_index=True)[1]
    return np.sort(mixed[first])


def _calendar(days: Ints) -> dict[str, Any]:
    dates = days.astype("datetime64[D]")
    every = np.arange(days.min(), days.max() + 1 + LIMIT_DAYS)
    works = np.cumsum((weekdays(every) < SATURDAY) & ~is_holiday(every))
    here = days - days.min()
    return {
        "is_month_end": (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1 >= MONTH_END,
        "is_ramadan": is_ramadan(days),
        "open_days_7": works[here + LIMIT_DAYS] - works[here],
    }


def _state(moved: Movements, places: Ints) -> dict[str, Any]:
    waiting, yard, cargo = moved.waiting, moved.yard, moved.cargo
    day, terminal = waiting.discharged[places] // DAY, waiting.terminal[places]
    bills = cargo.bill[moved.imported]
    firm, goods = cargo.bills.firm[bills], cargo.bills.goods[bills]
    is_gone = moved.times["gate_out_at"][moved.imported] < NEVER
    left, stay = yard.left[is_gone] // DAY, ((yard.left - waiting.discharged) / DAY)[is_gone]
    chapter = CHAPTER_OF[goods]
    of_port, of_chapter, of_firm = (
        Departures(group[is_gone], left, stay).recent_median(group[places], day, within=within, fewest=fewest)
        for group, within, fewest in (
            (waiting.terminal, PORT_DAYS, FEWEST),
            (chapter, GOODS_DAYS, FEWEST),
            (firm, FIRM_DAYS, FEWEST_OF_FIRM),
        )
    )
    usual = Departures(np.zeros_like(left), left, stay)
    of_all = usual.recent_median(np.zeros_like(day), day, within=GOODS_DAYS, fewest=1)
    return {
        "yard_fill_pct": 100 * yard.fill[day - yard.first, terminal],
        "customs_load_pct": 100 * yard.workload[day - yard.first],
        "recent_port_d": of_port,
        "recent_hs2_d": of_chapter,
        "importer_pace": of_firm / of_all,
    }


def _outcomes(table: pd.DataFrame) -> dict[str, Any]:
    """Days to two decimals; the limit is looked at in these."""
    days = ((table["last_seen_at"] - table["discharged_at"]).dt.total_seconds() / SECONDS).round(2)
    left = table["gate_out_at"].notna()
    return {
        "dwell_days": days,
        "left": left.astype("int64"),
        "over_7d": (days > LIMIT_DAYS).astype("int64"),
        "known_7d": (left | (days > LIMIT_DAYS)).astype("int64"),
    }
