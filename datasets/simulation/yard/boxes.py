"""Containers of the port calls: what is in each box, for whom, and when it left the yard."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .containers import NUMBERS, container_numbers
from .firms import hauliers
from .goods import GOODS, ORIGINS
from .loads import (
    CHANNELS,
    DIRECTIONS,
    EXPORT,
    KIND_OF,
    KINDS,
    REEFER,
    REGIMES,
    TRANSSHIPMENT,
    Bools,
    Ints,
    Loads,
)
from .movements import NEVER, Movements, movements

Objects = npt.NDArray[np.object_]

BLOCKS = "ABCDEFGH"
TEXTS = (
    *("container", "call", "terminal", "direction", "bill", "kind", "hs2", "goods", "consignee", "haulier", "origin"),
    *("regime", "channel", "yard_block"),
)
COLD_BLOCK, DANGER_BLOCK, EMPTY_BLOCK = "R", "X", "V"


def boxes(
    port: Port, calls: pd.DataFrame, *, seed: int, until: pd.Timestamp | None = None, share: float = 1.0
) -> pd.DataFrame:
    """A row per box of the container calls, bills together, in order of calls; the same rows whatever the `share`,
    which keeps whole bills. `until` is the time of the extract, by default the first of January after the last ETA.

    Times are UTC to the minute. Imports are discharged, declared, released by customs, and gone out by the gate.
    `gate_out_at` is NaT of a box that was not seen to leave until `last_seen_at`: it was moved to a depot outside the
    port, nobody came for it in 45 days, or the extract ends. Exports come in by the gate (`gate_in_at`) and are loaded
    (`loaded_at`); transshipments are discharged, and loaded on a later call. Empty boxes have no goods, firm or papers.
    """
    moved = movements(port, calls, seed=seed, until=until)
    cargo = moved.cargo
    is_kept = stream(seed, port.locode, "share").random(len(cargo.bills.boxes)) < share
    came = np.minimum(moved.times["discharged_at"], moved.times["gate_in_at"])
    rows = np.flatnonzero(is_kept[cargo.bill] & (came < NEVER))
    return table_of(port, calls, moved, rows=rows, seed=seed)


def table_of(port: Port, calls: pd.DataFrame, moved: Movements, *, rows: Ints, seed: int) -> pd.DataFrame:
    """These of all boxes, in this order."""
    cargo = moved.cargo
    papers = _papers(port, calls, cargo, rows, seed=seed)
    table = pd.DataFrame({**papers, **_times(moved, rows), **_blocks(calls, cargo, rows)})
    return table.astype(dict.fromkeys(TEXTS, "str"))


def _papers(port: Port, calls: pd.DataFrame, cargo: Loads, rows: Ints, *, seed: int) -> dict[str, Any]:
    bills, bill = cargo.bills, cargo.bill[rows]
    goods, direction, is_full = bills.goods[bill], bills.direction[bill], ~bills.is_empty[bill]
    is_cleared = is_full & (direction != TRANSSHIPMENT)
    start = int(stream(seed, port.locode, "containers").integers(NUMBERS))
    return {
        "container": container_numbers(rows, start=start),
        "call": calls["call"].to_numpy(dtype=object)[bills.call[bill]],
        "terminal": calls["terminal"].to_numpy(dtype=object)[bills.call[bill]],
        "direction": _words(DIRECTIONS, direction),
        "bill": _bill_numbers(port, bill),
        "size": cargo.size[rows],
        "kind": _words(KINDS, KIND_OF[goods]),
        "is_empty": ~is_full,
        "is_reefer": KIND_OF[goods] == REEFER,
        "is_dangerous": bills.is_dangerous[bill] & is_full,
        "hs2": _words([one.hs2 for one in GOODS], goods, where=is_full),
        "goods": _words([one.text for one in GOODS], goods, where=is_full),
        "consignee": _where(is_full, _firms(cargo, bill)),
        "haulier": _where(direction != TRANSSHIPMENT, hauliers()[bills.haulier[bill]]),
        "origin": _words(ORIGINS, bills.origin[bill]),
        "regime": _words(REGIMES, bills.regime[bill], where=is_cleared),
        "channel": _words(CHANNELS, bills.channel[bill], where=is_cleared),
        "tare_kg": cargo.tare[rows],
        "gross_kg": cargo.gross[rows],
    }


def _bill_numbers(port: Port, bill: Ints) -> Objects:
    used, back = np.unique(bill, return_inverse=True)
    return np.array([f"{port.locode[2:]}{number:08d}" for number in used.tolist()], dtype=object)[back]


def _firms(cargo: Loads, bill: Ints) -> Objects:
    """The consignee, of exports the shipper."""
    direction, firm = cargo.bills.direction[bill], cargo.bills.firm[bill]
    shippers = cargo.exporters.names[firm % len(cargo.exporters.names)]
    return np.where(direction == EXPORT, shippers, cargo.importers.names[firm])


def _words(words: Sequence[str], codes: Ints, *, where: Bools | None = None) -> Objects:
    found = np.array(words, dtype=object)[codes]
    return found if where is None else _where(where, found)


def _where(is_told: Bools, words: Objects) -> Objects:
    found = words.copy()
    found[~is_told] = None
    return found


def _times(moved: Movements, rows: Ints) -> dict[str, Any]:
    found = {}
    for name, values in moved.times.items():
        times = values[rows].astype("datetime64[m]")
        times[values[rows] == NEVER] = np.datetime64("NaT")
        found[name] = times.astype("datetime64[us]")
    return found


def _blocks(calls: pd.DataFrame, cargo: Loads, rows: Ints) -> dict[str, Any]:
    """Reefers at the plugs, dangerous goods and empties apart, all others in a block that changes with the ship."""
    bills, bill = cargo.bills, cargo.bill[rows]
    usual = np.array(list(BLOCKS), dtype=object)[(bills.call[bill] + rows // 40) % len(BLOCKS)]
    block = np.select(
        [bills.is_empty[bill], KIND_OF[bills.goods[bill]] == REEFER, bills.is_dangerous[bill]],
        [EMPTY_BLOCK, COLD_BLOCK, DANGER_BLOCK],
        default=usual,
    )
    return {"yard_block": calls["terminal"].to_numpy(dtype=object)[bills.call[bill]] + "-" + block}
