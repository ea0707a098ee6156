"""Whether the test looks like the training: what a model learns there must hold here."""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from datasets.gates.case import SEED, Bools, Finding, Floats, GateCase
from datasets.gates.encoding import mean_elsewhere
from datasets.gates.foretelling import Scored, scored, strongest_area
from datasets.gates.outcomes import area_by_chance, area_under_curve, ranks_of

LIMIT = 0.7
ROWS = 10_000
NULLS_MORE = 0.5
FIRST = 1_000


def differing_parts(case: GateCase) -> list[Finding]:
    """Adversarial validation: a logistic model that tells rows of the test from rows of the training by all columns
    (each as the share of test rows in its levels), learnt on one half and tried on the other."""
    pooled, is_test = _pooled(case)
    if not case.features or is_test.sum() < 20 or (~is_test).sum() < 20:
        return []
    columns = {name: scored(pooled[name]) for name in case.features}
    scores = np.column_stack([_log_odds(column, is_test) for column in columns.values()])
    learns = np.random.default_rng(SEED).random(len(is_test)) < 0.5
    model = LogisticRegression(solver="newton-cholesky").fit(scores[learns], is_test[learns])
    tried = is_test[~learns]
    area = area_under_curve(ranks_of(model.decision_function(scores[~learns])), tried)
    areas = {name: strongest_area(column, [is_test]) for name, column in columns.items()}
    top = max(areas, key=lambda name: areas[name])
    is_beyond = area > LIMIT and area - 0.5 > area_by_chance(tried)
    values = {"alone": round(areas[top], 4)}
    return [Finding("parts_differ", "warns" if is_beyond else "passes", top, round(area, 4), LIMIT, values)]


def _pooled(case: GateCase) -> tuple[pd.DataFrame, Bools]:
    parts = [rows[case.features].sample(min(len(rows), ROWS), random_state=SEED) for rows in (case.train, case.test)]
    return pd.concat(parts, ignore_index=True), np.repeat([False, True], [len(part) for part in parts])


def _log_odds(column: Scored, is_test: Bools) -> Floats:
    share = mean_elsewhere(column.levels, is_test.astype(np.float64))
    return np.asarray(np.log(share / (1 - share)))


def idle_columns(case: GateCase) -> list[Finding]:
    """Columns with one value in the whole training, and columns that are empty in the test and not in the training."""
    findings = []
    for name in case.features:
        train, test = case.train[name], case.test[name]
        if _is_constant(train):
            findings.append(Finding("constant", "warns", name, 1.0, 1.0))
        elif len(test) and float(test.isna().mean()) > float(train.isna().mean()) + NULLS_MORE:
            limit = round(float(train.isna().mean()) + NULLS_MORE, 4)
            findings.append(Finding("null_in_test", "warns", name, round(float(test.isna().mean()), 4), limit))
    return findings or [Finding("columns_idle", "passes", "", 0.0, 0.0)]


def _is_constant(values: pd.Series) -> bool:
    """The first rows are enough to see that nearly every column is not."""
    return len(values) > 1 and all(part.nunique(dropna=False) == 1 for part in (values.head(FIRST), values))
