"""Port calls and the hourly sea of some years, as tables."""

from dataclasses import dataclass

import pandas as pd

from datasets.simulation.ports import Port

from .arrivals import arrivals
from .roads import Stay, run_port
from .sea import sea_state

WARM_UP = pd.Timedelta(days=60)  # queues begin empty; by then they have filled
DRAIN = pd.Timedelta(days=120)  # after the last arrival, until the last ship has left
TIMES = ("announced_at", "eta", "ata", "atb", "atd")
ANNOUNCED_BEFORE = pd.Timedelta(hours=24)


@dataclass(frozen=True)
class Extract:
    """Tables of a port; times are UTC without zone, to the minute. `port_calls` holds every call whose ETA lies in
    the years or that was still in the port when they began, in order of announcement; `call` numbers them in that
    order, from MACAS-000001 on."""

    port_calls: pd.DataFrame
    sea: pd.DataFrame


def simulate(port: Port, *, years: range, seed: int) -> Extract:
    begin, end = pd.Timestamp(years[0], 1, 1), pd.Timestamp(years[-1] + 1, 1, 1)
    start = begin - WARM_UP
    hours = (end - start) // pd.Timedelta(hours=1)
    sea = sea_state(port, start=start, hours=hours + DRAIN // pd.Timedelta(hours=1), seed=seed)
    calls = arrivals(port, hours=hours, start_day=start.day_of_year - 1, seed=seed)
    table = _table(run_port(port, calls=calls, sea=sea), start=start)
    kept = table[(table["atd"] >= begin) & (table["eta"] < end)]
    hourly = sea.table()
    return Extract(
        port_calls=_numbered(port, kept.sort_values(["announced_at", "imo"], ignore_index=True)),
        sea=hourly[(hourly["time"] >= begin - ANNOUNCED_BEFORE) & (hourly["time"] < end)].reset_index(drop=True),
    )


def _numbered(port: Port, calls: pd.DataFrame) -> pd.DataFrame:
    calls.insert(0, "call", [f"{port.locode}-{number:06d}" for number in range(1, len(calls) + 1)])
    return calls


def _table(stays: list[Stay], *, start: pd.Timestamp) -> pd.DataFrame:
    table = pd.DataFrame([_row(stay) for stay in stays])
    for column in TIMES:
        table[column] = start + pd.to_timedelta((table[column] * 60).round(), unit="m")
    return table


def _row(stay: Stay) -> dict[str, object]:
    call, vessel, trade = stay.arrival, stay.arrival.vessel, stay.arrival.trade
    return {
        "imo": vessel.imo,
        "mmsi": vessel.mmsi,
        "vessel": vessel.name,
        "agent": call.agent,
        "flag": vessel.flag,
        "ship_type": trade.ship_type,
        "cargo": trade.cargo,
        "length_m": vessel.length,
        "beam_m": vessel.beam,
        "draught_m": call.draught,
        "gross_tonnage": vessel.gross_tonnage,
        "announced_at": call.eta - ANNOUNCED_BEFORE / pd.Timedelta(hours=1),
        "eta": call.eta,
        "ata": call.arrives,
        "atb": stay.berthed,
        "atd": stay.left,
        "terminal": trade.terminal,
        "berth": stay.berth.code,
        "tonnes": call.tonnes,
        "teu": round(call.tonnes / trade.tonnes_a_teu) if trade.tonnes_a_teu else 0,
    }
