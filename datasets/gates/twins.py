"""Rows of the test that stand in the training as well, and whether coarse columns explain them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.gates.case import SEED, Finding, GateCase, Ints, Severity
from datasets.gates.outcomes import is_numeric

Marks = npt.NDArray[np.uint64]

JUDGED = 50_000
"""Rows of the test whose neighbours are counted; the rest is reckoned from them."""

TIMES_EXPLAINED, DEVIATIONS = 2, 3


def twin_rows(case: GateCase) -> list[Finding]:
    """Test rows that equal a row of the training in all features.

    After coarsening, rows may coincide though nothing was copied. A row that coincides by chance has neighbours: rows
    of the training that equal it in all columns but one. Where that column takes the row's value with probability f
    whatever the others are, m neighbours that differ in it foretell m f / (1 - f) twins. A copied row brings its twin
    and no neighbours. The column that foretells most is believed, since columns that hang together foretell too few:
    on tables of independent columns it foretold the true number within a tenth, on real declarations two thirds to four
    fifths of it.
    Twins block when there are more than twice as many rows with one as foretold, beyond chance (three standard
    deviations of a Poisson count); else they warn. The rule is ours: we know of none in print that tells copies from
    coarse tables.
    """
    if not case.features or not len(case.test) or not len(case.train):
        return []
    pairs = [_marks(case.train[name], case.test[name], place) for place, name in enumerate(case.features, start=1)]
    train, test = (np.stack([pair[side] for pair in pairs]) for side in (0, 1))
    twins = int(np.isin(test.sum(axis=0), train.sum(axis=0)).sum())
    explained = _explained(train, test) if twins else 0.0
    most = TIMES_EXPLAINED * explained + DEVIATIONS * float(np.sqrt(explained))
    severity: Severity = "passes"
    if twins:
        severity = "blocks" if twins > most else "warns"
    rows = len(case.test)
    values = {"rows": twins, "explained": round(explained, 1)}
    limit = min(1.0, most / rows)
    return [Finding("twins", severity, "", round(twins / rows, 6), round(limit, 6), values)]


def _explained(train: Marks, test: Marks) -> float:
    """How many rows of the test have a twin by chance, as far as neighbours tell; both are columns x rows."""
    rng = np.random.default_rng(SEED)
    judged = test[:, rng.choice(test.shape[1], min(JUDGED, test.shape[1]), replace=False)]
    seen = train[:, rng.choice(train.shape[1], min(JUDGED, train.shape[1]), replace=False)]
    whole_train, whole_judged = train.sum(axis=0), judged.sum(axis=0)
    twins = _counts(whole_judged, among=whole_train)
    most = 0.0
    for place in range(len(train)):
        neighbours = _counts(whole_judged - judged[place], among=whole_train - train[place]) - twins
        frequency = _counts(judged[place], among=seen[place]) / seen.shape[1]
        odds = np.divide(frequency, 1 - frequency, out=np.zeros_like(frequency), where=frequency < 1)
        most = max(most, float((1 - np.exp(-neighbours * odds)).sum()))
    return float(most * test.shape[1] / judged.shape[1])


def _counts(marks: Marks, *, among: Marks) -> Ints:
    """How often each stands among the others."""
    ordered = np.sort(among)
    return np.searchsorted(ordered, marks, side="right") - np.searchsorted(ordered, marks, side="left")


def _marks(train: pd.Series, test: pd.Series, place: int) -> tuple[Marks, Marks]:
    """64 bits that are equal where the values are, null among them, and differ from those of other columns."""
    if is_numeric(train) and is_numeric(test):
        sides = [values.to_numpy(dtype=np.float64, na_value=np.nan) for values in (train, test)]
        bits = [np.where(np.isnan(side), np.nan, side + 0.0).view(np.uint64) for side in sides]
    else:
        codes = pd.factorize(pd.concat([train, test], ignore_index=True), use_na_sentinel=False)[0].astype(np.uint64)
        bits = [codes[: len(train)], codes[len(train) :]]
    salt = _mixed(np.array([place], dtype=np.uint64))
    return _mixed(bits[0] ^ salt), _mixed(bits[1] ^ salt)


def _mixed(bits: Marks) -> Marks:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): equal bits stay equal, others look random."""
    bits = bits + np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(bits ^ (bits >> np.uint64(31)))
