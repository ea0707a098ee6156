"""The naive baseline: every haulier gets the slot that it asks for."""

import os
from pathlib import Path

import pandas as pd


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    test = pd.read_csv(inputs / "test.csv")
    predictions = test[["request_id"]].assign(slot=test["preferred_slot"])
    predictions.to_csv(outputs / "predictions.csv", index=False)


if __name__ == "__main__":
    main()
