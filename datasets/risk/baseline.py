"""What a simple model loses when it learns from the release instead of the raw rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from datasets.risk.case import BoolArray, FloatArray, RiskCase
from datasets.risk.coded import as_floats, codes_of, is_measured
from datasets.risk.model_columns import Learning, as_features

MOST_TRAIN, MOST_TEST = 10_000, 5_000
"""Rows learnt from and scored on."""

LEAST = 40
"""With fewer rows to learn from or to be scored on nothing is said."""

MOST_CLASSES = 20
DRAWS = 100
COSTLY_PERCENT = 10.0
COSTS_TRAIN = 5_000
MOST_COSTS = 8
LEAST_SKILL = 0.02
"""A model that beats chance by less than this on the raw rows has nothing to lose."""

Kind = Literal["auc", "skill", "accuracy"]
"""AUC of a target of two values; accuracy of several; for numbers 1 - mean absolute error / that of the median."""

Blocks = Mapping[str, FloatArray]
"""The features that a column gives, by its name."""


@dataclass(frozen=True)
class Task:
    """What is to be predicted, and which of the rows are learnt from; the others are scored on."""

    target: FloatArray
    is_train: BoolArray
    kind: Kind
    seed: int

    @property
    def truth(self) -> FloatArray:
        return self.target[~self.is_train]

    @property
    def chance(self) -> float:
        """What is scored without looking at the columns."""
        if self.kind == "accuracy":
            values, counts = np.unique(self.target[self.is_train], return_counts=True)
            return float(np.mean(self.truth == values[np.argmax(counts)]))
        return 0.5 if self.kind == "auc" else 0.0

    @property
    def middle(self) -> float:
        return float(np.median(self.target[self.is_train]))


def compare(case: RiskCase) -> dict[str, Any]:
    """The part `baseline` of the report. The same rows, raw and as published, are learnt from and scored on.

    `loss_percent` is what is lost of the raw score, with its 95 % interval over redrawn test rows; where it is more
    than `COSTLY_PERCENT`, `costs` says how much each column gains when it alone is given back raw. `why_not` is set
    where there is no loss to tell: `too_few_rows`, `one_value` or `nothing_to_lose`.
    """
    rows = _rows(case)
    target, kind = _target(case.target.iloc[rows], case.recipe.target.type)
    is_train = _learnt_from(case.parts[rows], seed=case.seed)
    task = Task(target, is_train, kind, case.seed)
    if is_train.sum() < LEAST or (~is_train).sum() < LEAST:
        return {"why_not": "too_few_rows"}
    if any(len(np.unique(part)) < 2 for part in (target[is_train], task.truth)):
        return {"why_not": "one_value"}
    places = (np.cumsum(case.kept) - 1)[rows]
    raw = _blocks(case.before[case.published].iloc[rows], task)
    published = _blocks(case.after[case.published].iloc[places], task)
    with threadpool_limits(limits=1):  # so few rows are learnt faster by one thread, the more so on a busy machine
        return _told(task, raw=raw, published=published)


def _told(task: Task, *, raw: Blocks, published: Blocks) -> dict[str, Any]:
    predicted = [_predicted(task, blocks) for blocks in (raw, published)]
    scores = [_score(task, task.truth, values) for values in predicted]
    told: dict[str, Any] = {
        "kind": task.kind,
        "chance": task.chance,
        "raw": scores[0],
        "published": scores[1],
        "train": int(task.is_train.sum()),
        "test": len(task.truth),
        "costs": [],
    }
    if scores[0] - task.chance < LEAST_SKILL:
        return told | {"why_not": "nothing_to_lose"}
    told |= {"why_not": None, "loss_percent": _loss(*scores), **_interval(task, predicted)}
    if told["loss_percent"] > COSTLY_PERCENT:
        told["costs"] = _costs(task, raw=raw, published=published)
    return told


def _rows(case: RiskCase) -> np.ndarray:
    """Published rows with a target: some to learn from, some to be scored on, each as likely as another."""
    rng = np.random.default_rng(case.seed)
    rows = np.flatnonzero(case.kept & ~case.target.isna().to_numpy(dtype=bool))
    is_train = case.parts[rows] == "train"
    train, test = rng.permutation(rows[is_train])[:MOST_TRAIN], rng.permutation(rows[~is_train])[:MOST_TEST]
    return np.sort(np.concatenate([train, test]))


def _learnt_from(parts: np.ndarray, *, seed: int) -> BoolArray:
    """The training part; where the other parts are too small, two thirds drawn at random."""
    is_train: BoolArray = np.asarray(parts == "train", dtype=bool)
    if min(is_train.sum(), (~is_train).sum()) >= LEAST:
        return is_train
    return np.random.default_rng(seed).random(len(parts)) < 2 / 3


def _target(values: pd.Series, declared: str) -> tuple[FloatArray, Kind]:
    """As numbers; of many classes the rare ones are one."""
    if declared != "category" and is_measured(values) and values.nunique() > 2:
        return as_floats(values), "skill"
    codes = codes_of(values)
    if len(np.unique(codes)) <= 2:
        return codes.astype(np.float64), "auc"
    counts = np.bincount(codes)
    is_rare = np.argsort(np.argsort(-counts, kind="stable"), kind="stable") >= MOST_CLASSES
    return np.where(is_rare[codes], -1, codes).astype(np.float64), "accuracy"


def _blocks(table: pd.DataFrame, task: Task) -> Blocks:
    learning = Learning(task.target, task.kind == "skill", task.is_train, task.seed)
    return {name: as_features(table[name], task=learning) for name in table.columns}


def _predicted(task: Task, blocks: Blocks) -> FloatArray:
    """For the rows that are scored: the probability of the second value, the number, or the likeliest class."""
    features = np.column_stack(list(blocks.values()))
    options: dict[str, Any] = {
        "max_iter": 40,
        "learning_rate": 0.15,
        "max_leaf_nodes": 15,
        "early_stopping": False,
        "random_state": task.seed,
    }
    learnt, asked = features[task.is_train], features[~task.is_train]
    known = task.target[task.is_train]
    if task.kind == "skill":
        regressor = HistGradientBoostingRegressor(loss="absolute_error", **options).fit(learnt, known)
        return np.asarray(regressor.predict(asked), dtype=np.float64)
    classifier = HistGradientBoostingClassifier(**options).fit(learnt, known)
    if task.kind == "auc":
        return np.asarray(classifier.predict_proba(asked)[:, 1], dtype=np.float64)
    return np.asarray(classifier.predict(asked), dtype=np.float64)


def _score(task: Task, truth: FloatArray, predicted: FloatArray) -> float:
    if task.kind == "auc":
        return auc(truth == truth.max(), predicted)
    if task.kind == "accuracy":
        return float(np.mean(truth == predicted))
    by_middle = float(np.abs(truth - task.middle).mean())
    return 1.0 - float(np.abs(truth - predicted).mean()) / by_middle if by_middle else 0.0


def auc(is_positive: BoolArray, scores: FloatArray) -> float:
    """The area under the ROC curve by ranks, ties counting half; 0.5 where there is only one kind."""
    positives = int(is_positive.sum())
    negatives = len(scores) - positives
    if not positives or not negatives:
        return 0.5
    ranks = float(rankdata(scores)[is_positive].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def _loss(raw: float, published: float) -> float:
    return 100.0 * (raw - published) / raw


def _interval(task: Task, predicted: list[FloatArray]) -> dict[str, float]:
    rng = np.random.default_rng(task.seed)
    losses = []
    for _draw in range(DRAWS):
        rows = rng.integers(0, len(task.truth), len(task.truth))
        raw, published = (_score(task, task.truth[rows], values[rows]) for values in predicted)
        if raw > 0:
            losses.append(_loss(raw, published))
    low, high = np.quantile(losses, [0.025, 0.975]) if losses else (0.0, 0.0)
    return {"low": float(low), "high": float(high)}


def _costs(task: Task, *, raw: Blocks, published: Blocks) -> list[dict[str, Any]]:
    """By columns that were changed, the dearest first, in percent of the raw score; learnt from fewer rows."""
    rng = np.random.default_rng(task.seed)
    learnt = rng.permutation(np.flatnonzero(task.is_train))[:COSTS_TRAIN]
    rows = np.sort(np.concatenate([learnt, np.flatnonzero(~task.is_train)]))
    small = replace(task, target=task.target[rows], is_train=task.is_train[rows])
    raw = {name: block[rows] for name, block in raw.items()}
    published = {name: block[rows] for name, block in published.items()}

    def score(blocks: Blocks) -> float:
        return _score(small, small.truth, _predicted(small, blocks))

    whole, least = score(raw), score(published)
    changed = [name for name in raw if not np.array_equal(raw[name], published[name], equal_nan=True)]
    gains = [
        {"column": name, "gain_percent": 100.0 * (score({**published, name: raw[name]}) - least) / whole}
        for name in changed[:MOST_COSTS]
        if whole > 0
    ]
    return sorted(gains, key=lambda gain: -float(str(gain["gain_percent"])))
