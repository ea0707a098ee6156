"""Different values are counted exactly while they are few, and closely after that."""

import numpy as np
import pyarrow as pa
import pytest

from datasets.reading import distinct
from datasets.reading.distinct import Distinct


def counted(*pieces: pa.Array) -> Distinct:
    found = Distinct()
    for piece in pieces:
        found.take(piece)
    return found


@pytest.mark.parametrize(
    ("pieces", "count"),
    [
        ([pa.array([1, 2, None]), pa.array([2, 3])], 3),
        ([pa.array(["a", None, "b"]), pa.array(["b", "é"])], 3),
        ([pa.array([True, False, None]), pa.array([True])], 2),
        ([pa.array([1.5, 0.0]), pa.array([1.5])], 2),
        ([pa.array([0, 1], pa.timestamp("us")), pa.array([1], pa.timestamp("us"))], 2),
        ([pa.array([None, None], pa.string())], 0),
        ([pa.array([], pa.int64())], 0),
    ],
)
def test_few_values_are_counted_exactly(pieces, count):
    found = counted(*pieces)
    assert (found.count, found.is_exact) == (count, True)


@pytest.mark.parametrize("values", [np.arange(300_000), np.random.default_rng(1).random(300_000)])
def test_many_values_are_counted_within_two_percent(values):
    pieces = [pa.array(part) for part in np.array_split(values, 7)]
    found = counted(*pieces, *pieces)
    assert not found.is_exact
    assert found.count == pytest.approx(300_000, rel=0.02)


def test_many_texts_are_counted_within_two_percent():
    found = counted(pa.array([f"V{number:08d}" for number in range(200_000)]))
    assert found.count == pytest.approx(200_000, rel=0.02)
    assert len(found._smallest) == distinct.KEPT
