"""What an onlooker writes down."""

import numpy as np
import pandas as pd
import pytest

from datasets.risk.coded import codes_of
from datasets.risk.public_table import raw_column, seen


def look(values, *, hours=24.0):
    values = pd.Series(values)
    column = raw_column(values, codes=codes_of(values))
    view = seen(column, np.arange(len(values)), off_by_hours=hours, rng=np.random.default_rng(3))
    return column, view


@pytest.mark.parametrize("hours", [1.0, 72.0])
def test_time_is_within_the_hours_of_what_was_written(hours):
    times = pd.date_range("2025-01-01", periods=500, freq="7h")

    column, view = look(times, hours=hours)

    assert column.kind == "time"
    assert ((view[:, 0] <= column.values) & (column.values <= view[:, 1])).all()
    assert np.allclose(view[:, 1] - view[:, 0], 2 * hours)
    assert np.std(view.mean(axis=1) - column.values) > hours / 4


def test_size_is_within_one_percent():
    column, view = look([100.0, 200.0, -50.0, 0.0])

    assert column.kind == "size"
    assert ((view[:, 0] <= column.values) & (column.values <= view[:, 1])).all()
    assert np.allclose(view[:, 1] - view[:, 0], [2, 4, 1, 0])


def test_name_is_seen_as_it_is():
    column, view = look(["b", "a", "b"])

    assert column.kind == "name"
    assert view.tolist() == [[0, 0], [1, 1], [0, 0]]


def test_nothing_is_seen_where_there_is_nothing():
    assert np.isnan(look(["b", None])[1][1]).all()
    assert np.isnan(look([1.0, None])[1][1]).all()
    assert np.isnan(look(pd.to_datetime(["2025-01-01", None]))[1][1]).all()


@pytest.mark.parametrize(("values", "grain"), [([3, 1, 7], 2.0), ([5, 5], 1.0), ([0.1, 0.2, 0.4], 0.1)])
def test_grain_is_the_smallest_step(values, grain):
    assert look(values)[0].grain == pytest.approx(grain)
