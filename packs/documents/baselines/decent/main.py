"""The decent baseline: papers brought to the same units and spelling, likeness of words, then gradient boosting."""

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before scikit-learn: one thread, so the same digits everywhere

import re
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

ID, ANSWER, NONE = "file_id", "field", "none"
BLOCKED_ABOVE = 0.3  # a file is given a field from this probability on: better for the mean of the fields' F1
CATEGORIES = ["regime", "country", "certificate", "weighing", "declared_package_kind", "chapter"]
AS_THEY_ARE = [
    "quarter", "has_preference", "certificate_days", "value_a_kg", "consignee_likeness", "notify_likeness",
    "is_to_order", "consignee_same_ice", "containers_near", "containers_other", "containers_missing",
]  # fmt: skip
WORD = re.compile(r"[A-Z0-9]+")
STEM = 5  # letters of a word that count: endings and abbreviations differ


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    train, test = (pd.read_csv(inputs / f"{name}.csv", dtype={"hs6": str}) for name in ("train", "test"))
    features, asked = prepared(train), prepared(test)
    for name in CATEGORIES:
        known = pd.CategoricalDtype(sorted(features[name].unique()))
        features[name], asked[name] = features[name].astype(known), asked[name].astype(known)
    model = HistGradientBoostingClassifier(
        max_iter=120,
        learning_rate=0.08,
        max_leaf_nodes=12,
        min_samples_leaf=30,
        l2_regularization=1.0,
        early_stopping=False,
        categorical_features="from_dtype",
        random_state=20261122,
    )
    model.fit(features, train[ANSWER])
    answer(test[ID], model.predict_proba(asked), model.classes_).to_csv(outputs / "predictions.csv", index=False)


def answer(ids: pd.Series, chances: np.ndarray, fields: np.ndarray) -> pd.DataFrame:
    """The likeliest field of those files that are likely enough to be blocked."""
    is_none = fields == NONE
    blocked = 1 - chances[:, is_none].ravel()
    likeliest = fields[~is_none][chances[:, ~is_none].argmax(axis=1)]
    field = np.where(blocked > BLOCKED_ABOVE, likeliest, NONE)
    return pd.DataFrame({ID: ids, "p_blocked": blocked.round(6), ANSWER: field})


def prepared(files: pd.DataFrame) -> pd.DataFrame:
    columns = files[AS_THEY_ARE].assign(chapter=files["hs6"].str[:2], **weights(files), **packages(files))
    for name in CATEGORIES:
        if name not in columns:
            columns[name] = files[name]
    columns["likeness"] = files[["consignee_likeness", "notify_likeness"]].max(axis=1)
    columns["goods"] = alike(files["manifest_goods"], files["declared_goods"])
    columns["certified"] = alike(files["certificate_goods"], files["declared_goods"])
    columns["elsewhere"] = (files["partner_country"] != files["country"]).astype(int)
    return columns


def weights(files: pd.DataFrame) -> dict[str, np.ndarray]:
    """Logarithms of ratios: of the declared weight to the manifest's (with the boxes or without, whichever is nearer),
    to what was weighed, and to what the certificate is for."""
    declared, net = (kilograms(files[name], files["declared_unit"]) for name in ("declared_gross", "declared_net"))
    manifest = kilograms(files["manifest_gross"], files["manifest_unit"])
    certified = kilograms(files["certificate_quantity"], files["certificate_unit"])
    cargo, weighed = ((weight - files["tare_kg"]).clip(lower=1) for weight in (manifest, files["weighed_kg"]))
    plain, without = np.log(declared / manifest), np.log(declared / cargo)
    nearer = plain.where(plain.abs() < without.abs(), without)
    by_scale, by_partner = np.log(declared / weighed), np.log(declared / files["partner_port_kg"])
    return {
        "manifest": nearer,
        "manifest_off": nearer.abs(),
        "scale": by_scale,
        "scale_off": by_scale.abs(),
        "partner_off": by_partner.abs(),
        "lacking": np.log(certified / net),
    }


def kilograms(weight: pd.Series, unit: pd.Series) -> pd.Series:
    return weight.where(unit != "TNE", weight * 1000)


def packages(files: pd.DataFrame) -> dict[str, pd.Series]:
    carried, declared = files["manifest_packages"].clip(lower=1), files["declared_packages"].clip(lower=1)
    return {"packages_off": np.log(declared / carried).abs(), "packages_apart": (declared - carried).abs()}


def alike(some: pd.Series, others: pd.Series) -> list[float]:
    """How many stems two texts have in common, by Dice's coefficient; not a number where one is missing."""
    pairs = zip(some.map(stems, na_action="ignore"), others.map(stems), strict=True)
    return [
        2 * len(one & two) / max(len(one) + len(two), 1) if isinstance(one, frozenset) else np.nan for one, two in pairs
    ]


def stems(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.upper()).encode("ascii", "ignore").decode()
    return frozenset(word[:STEM] for word in WORD.findall(plain) if len(word) > 2)


if __name__ == "__main__":
    main()
