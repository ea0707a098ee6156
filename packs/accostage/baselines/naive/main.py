"""The naive baseline: first come, first served. In order of arrival each ship gets the berth it can enter first."""

import os
from pathlib import Path

import pandas as pd

TURNOVER_H = 1.5  # from one ship's leaving a berth to the next one's entering it


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    ships, berths = read(inputs / "test.csv"), pd.read_csv(inputs / "berths.csv")
    in_order = ships.sort_values(["instance", "arrives_h", "call_id"])
    plans = [dispatch(one, berths) for _, one in in_order.groupby("instance", sort=False)]
    pd.concat(plans).to_csv(outputs / "predictions.csv", index=False)


def read(path: Path) -> pd.DataFrame:
    """Where a port never closes, the cell is empty."""
    return pd.read_csv(path, dtype={"closed_h": "str"}).fillna({"closed_h": ""})


def dispatch(ships: pd.DataFrame, berths: pd.DataFrame) -> pd.DataFrame:
    """Ships of one instance choose one after the other, in the order of the rows; of several berths that a ship can
    enter in the same hour it takes the first of the list, which is the smallest."""
    free = dict.fromkeys(berths["berth"], 0.0)
    plan = []
    for ship in ships.itertuples():
        fits = berths[(berths["length_m"] >= ship.length_m) & (berths["draught_m"] >= ship.draught_m)]
        entries = [(when_open(max(ship.arrives_h, free[berth]), ship.closed_h), berth) for berth in fits["berth"]]
        enters, berth = min(entries)
        free[berth] = enters + ship.handling_h + TURNOVER_H
        plan.append((ship.call_id, berth, enters))
    return pd.DataFrame(plan, columns=["call_id", "berth", "enters_h"])


def when_open(hour: float, closed: str) -> float:
    """The first hour from this one on at which the port is open; `closed` is like "31-45 60-66"."""
    for spell in closed.split():
        begins, ends = map(int, spell.split("-"))
        if begins <= hour < ends:
            return float(ends)
    return hour


if __name__ == "__main__":
    main()
