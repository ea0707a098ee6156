"""The decent baseline: from day to day, the probability that a box which is still there leaves, learnt by boosting.

Each box of the training becomes a row for every day on which it was in the yard; the model learns on which of them it
left. The probability to be there after t days is the product of those of not leaving on each day before.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before scikit-learn: one thread, so the same digits everywhere

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

DAYS = range(1, 22)
LAST = max(DAYS)
CATEGORIES = ["terminal", "kind", "hs2", "regime", "channel"]
ID = "box_id"
TARGETS = ["dwell_days", "left"]


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    train = pd.read_csv(inputs / "train.csv", dtype={"hs2": str})
    test = pd.read_csv(inputs / "test.csv", dtype={"hs2": str})
    features = [name for name in test.columns if name != ID]
    for name in CATEGORIES:
        known = pd.CategoricalDtype(sorted({*train[name], *test[name]}))
        train[name], test[name] = train[name].astype(known), test[name].astype(known)
    model = learn(train[features], train[TARGETS])
    staying = [1 - model.predict_proba(on_day(test[features], day))[:, 1] for day in DAYS]
    curves = np.cumprod(np.column_stack(staying), axis=1)
    predictions = pd.DataFrame(curves, columns=[f"s{day}" for day in DAYS]).round(4)
    predictions.insert(0, ID, test[ID])
    predictions.to_csv(outputs / "predictions.csv", index=False)


def learn(features: pd.DataFrame, targets: pd.DataFrame) -> HistGradientBoostingClassifier:
    """Days on which one does not know whether a box was still there are left out."""
    stays, left = targets["dwell_days"].to_numpy(), targets["left"].to_numpy() == 1
    known = np.where(left | (stays >= LAST), np.ceil(stays), np.floor(stays)).clip(max=LAST).astype(int)
    box = np.repeat(np.arange(len(stays)), known)
    day = np.arange(len(box)) - np.repeat(np.cumsum(known) - known, known) + 1
    model = HistGradientBoostingClassifier(
        max_iter=120,
        learning_rate=0.1,
        max_leaf_nodes=16,
        min_samples_leaf=100,
        early_stopping=False,
        categorical_features="from_dtype",
        random_state=20261120,
    )
    return model.fit(on_day(features.iloc[box], day), left[box] & (stays[box] <= day))


def on_day(features: pd.DataFrame, day: int | np.ndarray) -> pd.DataFrame:
    """Days are counted from the discharge; of each also which day of the week it is."""
    return features.assign(day=day, day_of_week=(features["weekday"] - 1 + day) % 7)


if __name__ == "__main__":
    main()
