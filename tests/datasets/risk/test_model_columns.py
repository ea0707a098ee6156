"""Columns for a simple model."""

import numpy as np
import pandas as pd
import pytest

from datasets.risk.model_columns import Learning, as_features

TARGET = np.tile([0.0, 1.0], 100)


def learning(target=TARGET, *, is_number=False):
    return Learning(target, is_number, np.arange(len(target)) < 150, seed=1)


def test_name_of_one_row_tells_nothing_of_that_row():
    """Each row has a name of its own: without folds it would foretell its target."""
    task = learning()
    told = as_features(pd.Series([f"N{row}" for row in range(200)]), task=task)[:, 0]

    assert abs(np.corrcoef(told[task.is_train], TARGET[task.is_train])[0, 1]) < 0.5


def test_name_of_many_rows_tells_their_mean_target():
    told = as_features(pd.Series(np.where(TARGET == 1, "late", "early")), task=learning())[:, 0]

    assert told[TARGET == 1].min() > 0.8
    assert told[TARGET == 0].max() < 0.2


def test_name_tells_of_each_of_several_classes():
    target = np.tile([0.0, 1.0, 2.0, 3.0], 50)

    assert as_features(pd.Series(target.astype(str)), task=learning(target)).shape == (200, 5)
    assert as_features(pd.Series(target.astype(str)), task=learning(target, is_number=True)).shape == (200, 2)


def test_unknown_name_tells_the_mean_of_all():
    names = pd.Series(["old"] * 150 + ["new"] * 50)

    assert as_features(names, task=learning())[-1, 0] == pytest.approx(0.5)


def test_time_gives_its_parts():
    times = pd.Series(pd.to_datetime(["2025-03-04 05:00"] * 200))

    assert as_features(times, task=learning())[0, 1:].tolist() == [5, 1, 63]


def test_iso_text_keeps_its_place():
    months = pd.Series(["2025-02", "2025-01"] * 100)

    assert as_features(months, task=learning())[:2, 1].tolist() == [1, 0]
