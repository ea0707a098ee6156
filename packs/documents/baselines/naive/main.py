"""The naive baseline: exact rules. What is not the same to the letter is a difference, and many of them block."""

import os
from pathlib import Path

import numpy as np
import pandas as pd

NONE = "none"
MANY = 5  # of seven fields: nearly every file differs somewhere


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    test = pd.read_csv(inputs / "test.csv", dtype={"hs6": str})
    differ = differences(test)
    fields = np.array(differ.columns)[differ.to_numpy().argmax(axis=1)]
    predictions = pd.DataFrame(
        {
            "file_id": test["file_id"],
            "p_blocked": (differ.sum(axis=1) / len(differ.columns)).round(4),
            "field": np.where(differ.sum(axis=1) >= MANY, fields, NONE),
        }
    )
    predictions.to_csv(outputs / "predictions.csv", index=False)


def differences(files: pd.DataFrame) -> pd.DataFrame:
    """For each field whether its papers differ; the fields in which they seldom do come first."""
    boxes = files[["containers_near", "containers_other", "containers_missing"]].sum(axis=1)
    has_certificate = files["certificate"] != NONE
    return pd.DataFrame(
        {
            "certificate": has_certificate & (files["certificate_goods"] != files["declared_goods"]),
            "packages": files["manifest_packages"] != files["declared_packages"],
            "containers": boxes > 0,
            "weight": files["manifest_gross"] != files["declared_gross"],
            "consignee": (files["consignee_likeness"] < 1) | (files["consignee_same_ice"] == 0),
            "origin": files["partner_country"] != files["country"],
            "goods": files["manifest_goods"] != files["declared_goods"],
        }
    )


if __name__ == "__main__":
    main()
