"""The naive baseline: persistence. Each hour will be as the same hour of the day before."""

import os
from pathlib import Path

import pandas as pd


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    test = pd.read_csv(inputs / "test.csv")
    predictions = test[["hour_id", "pm10_24h_before", "no2_24h_before"]]
    predictions.columns = ["hour_id", "pm10", "no2"]
    predictions.to_csv(outputs / "predictions.csv", index=False)


if __name__ == "__main__":
    main()
