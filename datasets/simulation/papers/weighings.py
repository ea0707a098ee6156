"""Boxes on scales: the verified gross mass (VGM) that shippers tell, and the port's weighbridges."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .times import Times, some_hours

Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

METHODS = ("vgm1", "vgm2", "weighbridge")
"""VGM by weighing the packed box (1) or by adding up what is in it (2); the port's own scale."""

SCALES = 24
SCALE_OFF, READING_OFF = 0.002, 0.0025  # ours: of one scale, of one reading
ADDED_UP, ADDED_OFF, ADDED_STEP = 0.28, 0.012, 50.0  # ours
BRACED, BRACES = 0.25, 0.025  # ours: bills whose cargo is held by wood that is weighed with it, and how much at most
UNTOLD = 0.06  # ours: bills whose VGM is not in the file
BRIDGE_STEP = 20.0
BEFORE_GATE = (0.05, 0.3)  # ours: hours from the weighbridge to the gate
BEFORE_LOADING = (20.0, 120.0)  # ours: hours from the VGM to the ship, or to the gate of the port
SAILING = (60.0, 900.0)  # ours: hours


def weighings(port: Port, full: pd.DataFrame, bill_of: npt.NDArray[np.int64], *, seed: int) -> pd.DataFrame:
    """A row per weighing: bill, container, method, instrument, gross_kg (box and cargo), tare_kg, weighed_at."""
    rng = stream(seed, port.locode, "weighings")
    told = _told_masses(full, bill_of, rng=rng)
    bridges = _bridges(full, rng=rng)
    return pd.concat([told, bridges], ignore_index=True)


def _told_masses(full: pd.DataFrame, bill_of: npt.NDArray[np.int64], *, rng: np.random.Generator) -> pd.DataFrame:
    """All boxes of a bill by the same method."""
    bills = int(bill_of[-1]) + 1 if len(bill_of) else 0
    added = (rng.random(bills) < ADDED_UP)[bill_of]
    is_told = (rng.random(bills) >= UNTOLD)[bill_of]
    off = np.exp(ADDED_OFF * rng.standard_normal(bills))[bill_of]
    cargo = (full["gross_kg"] - full["tare_kg"]).to_numpy()
    summed = np.round((cargo * off + full["tare_kg"].to_numpy()) / ADDED_STEP) * ADDED_STEP
    scale = rng.integers(0, SCALES, bills)[bill_of]
    braces = np.where(rng.random(bills) < BRACED, BRACES * rng.random(bills), 0.0)[bill_of]
    weighed = _read(full["gross_kg"].to_numpy() + cargo * braces, scale, step=10.0, rng=rng)
    table = _table(
        full, np.where(added, summed, weighed), np.where(added, METHODS[1], METHODS[0]), _told_at(full, rng=rng)
    )
    table["instrument"] = pd.Series([f"VGM-{n:02d}" for n in scale.tolist()]).where(~added)
    return table[is_told]


def _told_at(full: pd.DataFrame, *, rng: np.random.Generator) -> Times:
    """Of imports before the ship sailed; of exports before the gate."""
    ahead, sailing = (some_hours(span, len(full), rng=rng) for span in (BEFORE_LOADING, SAILING))
    imported = full["discharged_at"].to_numpy().astype("datetime64[m]") - ahead - sailing
    exported = full["gate_in_at"].to_numpy().astype("datetime64[m]") - ahead
    return np.asarray(np.where(np.isnat(imported), exported, imported))


def _bridges(full: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    """At the gate, in or out."""
    gated = full["gate_in_at"].fillna(full["gate_out_at"])
    passed = full[gated.notna()]
    scale = rng.integers(0, 4, len(passed))
    gross = _read(passed["gross_kg"].to_numpy(), scale, step=BRIDGE_STEP, rng=rng)
    times = gated[gated.notna()].to_numpy().astype("datetime64[m]") - some_hours(BEFORE_GATE, len(passed), rng=rng)
    table = _table(passed, gross, np.full(len(passed), METHODS[2], dtype=object), times)
    table["instrument"] = np.array([f"PB-{n + 1}" for n in range(4)], dtype=object)[scale]
    return table


def _read(gross: npt.NDArray[Any], scale: npt.NDArray[np.int64], *, step: float, rng: np.random.Generator) -> Floats:
    """Each scale is off by a share of its own, and each reading a little more."""
    bias = SCALE_OFF * rng.standard_normal(int(scale.max(initial=0)) + 1)[scale]
    return np.asarray(np.round(gross * np.exp(bias + READING_OFF * rng.standard_normal(len(gross))) / step) * step)


def _table(rows: pd.DataFrame, gross: Floats, method: Objects, times: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "bill": rows["bill"].to_numpy(dtype=object),
            "container": rows["container"].to_numpy(dtype=object),
            "method": method.astype(object),
            "instrument": "",
            "gross_kg": gross.astype(np.int64),
            "tare_kg": rows["tare_kg"].to_numpy(),
            "weighed_at": times,
        }
    )
