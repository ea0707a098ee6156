"""The naive baseline: the Kaplan-Meier curve of past boxes under the same regime and of the same HS chapter."""

import os
from pathlib import Path

import numpy as np
import pandas as pd

DAYS = range(1, 22)
KEYS = ["regime", "hs2"]
FEWEST = 50  # boxes that a curve needs; rarer pairs take that of the whole port


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    train = pd.read_csv(inputs / "train.csv", dtype={"hs2": str})
    test = pd.read_csv(inputs / "test.csv", dtype={"hs2": str})
    curves = {keys: kaplan_meier(boxes) for keys, boxes in train.groupby(KEYS) if len(boxes) >= FEWEST}
    usual = kaplan_meier(train)
    rows = [curves.get(keys, usual) for keys in test[KEYS].itertuples(index=False, name=None)]
    predictions = pd.DataFrame(rows, columns=[f"s{day}" for day in DAYS]).round(4)
    predictions.insert(0, "box_id", test["box_id"])
    predictions.to_csv(outputs / "predictions.csv", index=False)


def kaplan_meier(boxes: pd.DataFrame) -> np.ndarray:
    """The probability to be in the yard after each of the days: at each time at which boxes left, the share of those
    still followed that did not leave, multiplied up."""
    stays, left = boxes["dwell_days"].to_numpy(), boxes["left"].to_numpy() == 1
    times, leaving = np.unique(stays[left], return_counts=True)
    followed = len(stays) - np.searchsorted(np.sort(stays), times)
    curve = np.concatenate([[1.0], np.cumprod(1 - leaving / followed)])
    return curve[np.searchsorted(times, DAYS, side="right")]


if __name__ == "__main__":
    main()
