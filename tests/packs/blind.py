"""Entries that see nothing but ids, the order of the rows and the calendar: what they score is what leaks."""

from collections.abc import Callable, Mapping
from runpy import run_path

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from datasets.recipes.recipe import Recipe
from tests.packs.building import PACKS

Matrix = npt.NDArray[np.float64]
LEARNING = {"max_iter": 60, "learning_rate": 0.1, "max_leaf_nodes": 15, "early_stopping": False, "random_state": 1}


def seen(rows: pd.DataFrame, recipe: Recipe) -> Matrix:
    """The letters of the id as numbers, the place in the file, and every part of a time that is published."""
    letters = np.array([[ord(letter) for letter in name[:8]] for name in rows[recipe.id]], dtype=float)
    place = np.linspace(0, 1, len(rows))
    calendar = [column.name for column in recipe.columns if column.feature == "time_part"]
    times = rows[calendar].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    return np.column_stack([letters, place, times])


def _numbers(known: Matrix, target: pd.Series, unknown: Matrix, **options: object) -> Matrix:
    model = HistGradientBoostingRegressor(**LEARNING, **options).fit(known, target)
    return np.asarray(model.predict(unknown))


def _chance(known: Matrix, outcome: pd.Series, unknown: Matrix) -> Matrix:
    model = HistGradientBoostingClassifier(**LEARNING).fit(known, outcome)
    return np.asarray(model.predict_proba(unknown)[:, 1])


def rade(train: pd.DataFrame, test: pd.DataFrame, known: Matrix, unknown: Matrix) -> dict[str, Matrix]:
    waits = np.log1p(train["waiting_hours"])
    levels = {"q10": 0.1, "q50": 0.5, "q90": 0.9}
    return {
        name: np.expm1(_numbers(known, waits, unknown, loss="quantile", quantile=level))
        for name, level in levels.items()
    }


def air(train: pd.DataFrame, test: pd.DataFrame, known: Matrix, unknown: Matrix) -> dict[str, Matrix]:
    return {name: _numbers(known, train[name], unknown) for name in ("pm10", "no2")}


def documents(train: pd.DataFrame, test: pd.DataFrame, known: Matrix, unknown: Matrix) -> dict[str, Matrix]:
    field = HistGradientBoostingClassifier(**LEARNING).fit(known, train["field"]).predict(unknown)
    return {"p_blocked": _chance(known, train["blocked"], unknown), "field": field}


def sejour(train: pd.DataFrame, test: pd.DataFrame, known: Matrix, unknown: Matrix) -> dict[str, Matrix]:
    """A curve, day by day, from the boxes of which it is known whether they were still there."""
    curves = {}
    for day in range(1, 22):
        stays, left = train["dwell_days"] > day, train["left"] == 1
        rows = (stays | left).to_numpy()
        curves[f"s{day}"] = _chance(known[rows], stays[rows], unknown)
    return curves


def camions(train: pd.DataFrame, test: pd.DataFrame, known: Matrix, unknown: Matrix) -> dict[str, Matrix]:
    """The slot that was booked, as far as ids and order tell it."""
    return {"slot": np.clip(np.round(_numbers(known, train["booked_slot"], unknown)), 6, 21).astype(int)}


def accostage(train: pd.DataFrame, test: pd.DataFrame, known: Matrix, unknown: Matrix) -> dict[str, Matrix]:
    """Served in the order that ids and places in the file foretell of waits: who would wait least comes first."""
    order = np.argsort(_numbers(known, train["waited_h"], unknown), kind="stable")
    baseline = run_path(str(PACKS / "accostage" / "baselines" / "naive" / "main.py"))
    berths = pd.read_csv(PACKS / "accostage" / "tables" / "berths.csv")
    ships = test.fillna({"closed_h": ""}).iloc[order]
    plans = [baseline["dispatch"](one, berths) for _, one in ships.groupby("instance", sort=False)]
    plan = pd.concat(plans).set_index("call_id").loc[test["call_id"]]
    return {name: plan[name].to_numpy() for name in plan.columns}


BLIND: Mapping[str, Callable[[pd.DataFrame, pd.DataFrame, Matrix, Matrix], dict[str, Matrix]]] = {
    "rade": rade,
    "accostage": accostage,
    "camions": camions,
    "documents": documents,
    "sejour": sejour,
    "air": air,
}
