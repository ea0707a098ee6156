"""The naive baseline: quantiles of past waits at the same terminal for the same cargo."""

import os
from pathlib import Path

import pandas as pd

LEVELS = {"q10": 0.1, "q50": 0.5, "q90": 0.9}
KEYS = ["terminal", "cargo"]
FEWEST = 30  # calls that a quantile needs; rarer pairs take those of the whole port


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    train, test = pd.read_csv(inputs / "train.csv"), pd.read_csv(inputs / "test.csv")
    waits = train.groupby(KEYS)["waiting_hours"]
    predictions = test[["call_id", *KEYS]]
    for name, level in LEVELS.items():
        usual = waits.quantile(level)[waits.size() >= FEWEST].rename(name)
        predictions = predictions.join(usual, on=KEYS)
        predictions[name] = predictions[name].fillna(train["waiting_hours"].quantile(level))
    predictions[["call_id", *LEVELS]].to_csv(outputs / "predictions.csv", index=False)


if __name__ == "__main__":
    main()
