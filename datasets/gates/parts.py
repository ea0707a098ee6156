"""Whether train and test are kept apart: groups, times, and the gap between them."""

import numpy as np
import pandas as pd

from datasets.gates.case import Finding, GateCase, Ints, Severity

MANY_SHARED = 0.05


def shared_groups(case: GateCase) -> list[Finding]:
    """Groups that are in both parts, though the split keeps them whole; the number is the share of the test rows that
    are of them. Rows without a group are one."""
    if case.train_groups is None or case.test_groups is None or not len(case.test_groups):
        return []
    train, test = _codes(case.train_groups, case.test_groups)
    in_both = np.isin(test, train)
    values = {"shared": len(np.unique(test[in_both]))}
    severity: Severity = "blocks" if in_both.any() else "passes"
    return [Finding("groups_shared", severity, "", round(float(in_both.mean()), 6), 0.0, values)]


def shared_entities(case: GateCase) -> list[Finding]:
    """Which share of the entities of the test is in the training. A split by time leaves ships and firms in both, and
    that may be wanted: it warns, since what is learnt by heart of them then counts."""
    if case.train_entities is None or case.test_entities is None or not len(case.test_entities):
        return []
    train, test = _codes(case.train_entities, case.test_entities)
    entities = np.unique(test)
    in_both = np.isin(entities, train)
    share = float(in_both.mean())
    severity: Severity = "warns" if share > MANY_SHARED else "passes"
    return [Finding("entities_shared", severity, "", round(share, 6), MANY_SHARED, {"shared": int(in_both.sum())})]


def _codes(train: pd.Series, test: pd.Series) -> tuple[Ints, Ints]:
    codes = pd.factorize(pd.concat([train, test]), use_na_sentinel=False)[0]
    return codes[: len(train)], codes[len(train) :]


def early_tests(case: GateCase) -> list[Finding]:
    """Test rows before the last time of the training."""
    if case.train_times is None or case.test_times is None:
        return []
    last = case.train_times.max()
    if pd.isna(last) or not len(case.test_times):
        return []
    early = case.test_times < last
    values = {"rows": int(early.sum()), "last": pd.Timestamp(last).isoformat(timespec="minutes")}
    return [
        Finding("times_overlap", "blocks" if early.any() else "passes", "", round(float(early.mean()), 6), 0.0, values)
    ]


def short_gap(case: GateCase) -> list[Finding]:
    """A gap shorter than the longest target: what was learnt reaches into the test."""
    gap, longest = case.gap_hours, case.longest_hours
    if gap is None or longest is None or np.isnan(longest):
        return []
    return [Finding("gap_short", "blocks" if gap < longest else "passes", "", round(gap, 2), round(longest, 2))]
