"""The decent baseline: a minimum-cost flow for each day and yard; an hour takes as many trucks as are served in it."""

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before scipy: one thread, so the same digits everywhere

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

OUTSIDE = 3  # times that a minute outside the accepted hours counts
CROWDING = 20.0  # minutes: of the first truck beyond those that are served in its hour; the next costs as much again
BEYOND = 40  # places in an hour beyond those that are served


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    test, stages = pd.read_csv(inputs / "test.csv"), pd.read_csv(inputs / "stages.csv", index_col="stage")
    servers = pd.read_csv(inputs / "servers.csv", index_col="slot")
    test["slot"] = test["preferred_slot"]
    for yard, stage in stages[stages["direction"] != "any"].iterrows():
        served = (servers[yard] * 60 / stage["minutes"]).astype(int)
        for _, requests in test[test["direction"] == stage["direction"]].groupby("day"):
            test.loc[requests.index, "slot"] = given(requests, served)
    test[["request_id", "slot"]].to_csv(outputs / "predictions.csv", index=False)


def given(requests: pd.DataFrame, served: pd.Series) -> np.ndarray:
    """Each request one place: every hour has as many as are served, and some more that cost more and more."""
    places = served.to_numpy() + BEYOND
    slots = np.repeat(served.index.to_numpy(), places)
    number = np.concatenate([np.arange(1, most + 1) for most in places])
    crowding = CROWDING * np.maximum(0, number - np.repeat(served.to_numpy(), places))
    _rows, chosen = linear_sum_assignment(deviation(requests, slots) + crowding)
    return slots[chosen]


def deviation(requests: pd.DataFrame, slots: np.ndarray) -> np.ndarray:
    """Minutes, as the score counts them: by request and slot."""
    preferred, earliest, latest = (
        requests[name].to_numpy()[:, None] for name in ("preferred_slot", "earliest_slot", "latest_slot")
    )
    outside = np.maximum(0, np.maximum(earliest - slots, slots - latest))
    return 60.0 * (np.abs(slots - preferred) + (OUTSIDE - 1) * outside)


if __name__ == "__main__":
    main()
