"""Small releases to judge: a table before and after, and the recipe that made the one of the other."""

import numpy as np
import pandas as pd

from datasets.recipes.recipe import Column, Extracted, Law, Protection, Recipe, Split, Target
from datasets.risk.case import RiskCase


def texts(text):
    return {"fr": text, "ar": text, "en": text}


def make_recipe(columns, *, known=(), sensitive=(), k=2, l=1, entities="truck", target_type="number"):  # noqa: E741
    return Recipe(
        name="gate-visits",
        version="1.0.0",
        title={"fr": "Passages de camions", "ar": "عبور الشاحنات", "en": "Truck visits"},
        about=texts("About"),
        licence="CC-BY-4.0",
        source=Extracted("gate"),
        protection=Protection(entities=entities, k=k, l=l, importance=tuple(known)),
        law=Law("loi 09-08", "D-123/2026"),
        dropped=("truck",),
        later=(),
        id="visit",
        id_description=texts("Id"),
        columns=tuple(
            Column(name, "category", "", texts(name), is_known=name in known, is_sensitive=name in sensitive)
            for name in columns
        ),
        target=Target("wait", target_type, "min", texts("Wait")),
        sample={},
        split=Split(),
    )


def make_case(before, after=None, *, kept=None, entities=None, target=None, parts=None, **recipe):
    """`after` is as before where it is not given, every row kept, an entity of its own, and in training."""
    before = pd.DataFrame(before)
    rows = len(before)
    kept = np.ones(rows, dtype=bool) if kept is None else np.array(kept, dtype=bool)
    return RiskCase(
        recipe=make_recipe(list(before.columns), **recipe),
        before=before,
        after=before[kept] if after is None else pd.DataFrame(after),
        kept=kept,
        entities=np.arange(rows) if entities is None else np.array(entities, dtype=np.int64),
        target=pd.Series(np.zeros(rows)) if target is None else pd.Series(target),
        parts=np.array(["train"] * rows if parts is None else parts, dtype=object),
    )


def visits(rows=4000, *, trucks=200, is_coarse=True, is_named=False, seed=1):
    """Visits of trucks in a year. Coarse: quarters, weights below or above 20 t, no goods; else all as it is in the raw
    table. Named: with a pseudonym per truck."""
    rng = np.random.default_rng(seed)
    truck = rng.integers(0, trucks, rows)
    arrived = np.datetime64("2025-01-01") + rng.integers(0, 525_600, rows).astype("timedelta64[m]")
    before = pd.DataFrame(
        {
            "arrived": arrived,
            "goods": pd.Series(rng.choice([f"{code:06d}" for code in range(300)], rows), dtype="str"),
            "tonnes": np.round(rng.gamma(6, 3, rows), 1),
            "scanned": rng.random(rows) < 0.3,
            "name": pd.Series([f"T{number}" for number in truck], dtype="str"),
        }
    )
    after = before.copy()
    if is_coarse:
        after["arrived"] = pd.PeriodIndex(before["arrived"], freq="Q").astype(str)
        after["goods"] = "*"
        after["tonnes"] = (before["tonnes"] // 20 * 20 + 10.0).clip(upper=30.0)
    after["name"] = [f"P{number * 7919 % 1000}" for number in truck] if is_named else "*"
    return make_case(
        before,
        after,
        entities=truck,
        target=10 + 2 * before["tonnes"] + 30 * before["scanned"] + rng.normal(0, 3, rows),
        parts=np.where(np.arange(rows) < 0.7 * rows, "train", "public"),
        known=("arrived", "goods", "tonnes"),
        sensitive=("scanned",),
        k=5,
        l=2,
    )
