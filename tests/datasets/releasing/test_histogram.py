"""Edges that a person would have chosen, and every value in its bin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.releasing.histogram import MOST_BINS, histogram_of

numbers = st.lists(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 6)), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("values", "first", "last", "bins"),
    [
        (np.arange(1, 13), [1, 2], 13, 12),
        (np.arange(1000), [0, 40], 1000, 25),
        (np.arange(0, 14.5, 0.5), [0.0, 0.5], 14.5, 29),
        (np.array([0.3, 0.6]), [0.3, 0.315], 0.615, 21),
        (np.array([7]), [7, 8], 8, 1),
        (np.array([0.03]), [0.03, 0.04], 0.04, 1),
        (np.array([0.0]), [0.0, 1.0], 1.0, 1),
    ],
)
def test_edges_are_round_numbers(values: np.ndarray, first: list[float], last: float, bins: int) -> None:
    found = histogram_of(values)
    assert (found["edges"][:2], found["edges"][-1], len(found["counts"])) == (first, last, bins)


def test_no_values_have_no_bins() -> None:
    assert histogram_of(np.array([])) == {"edges": [], "counts": []}


@given(numbers)
@settings(max_examples=200, deadline=None)
def test_each_value_is_counted_once_where_it_belongs(values: list[float]) -> None:
    found = histogram_of(np.array(values))
    edges, counts = found["edges"], found["counts"]
    assert sum(counts) == len(values)
    assert len(edges) == len(counts) + 1 <= MOST_BINS + 1
    assert sorted(set(edges)) == edges
    slack = 1e-9 * max(1.0, abs(edges[0]), abs(edges[-1]))
    assert edges[0] - slack <= min(values)
    assert max(values) < edges[-1] + slack


@given(st.lists(st.integers(min_value=-(10**12), max_value=10**12), min_size=1, max_size=60))
@settings(deadline=None)
def test_whole_numbers_have_whole_edges(values: list[int]) -> None:
    found = histogram_of(np.array(values))
    assert all(isinstance(edge, int) for edge in found["edges"])
    expected = [
        sum(low <= value < high for value in values)
        for low, high in zip(found["edges"][:-1], found["edges"][1:], strict=True)
    ]
    assert found["counts"] == expected
    assert len(found["counts"]) <= MOST_BINS
