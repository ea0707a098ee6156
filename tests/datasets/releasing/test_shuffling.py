"""An order that was drawn at random passes; one that tells something does not."""

import numpy as np
import pyarrow as pa
import pytest

from datasets.releasing.shuffling import check_order

ROWS = 4_000
RANDOM = np.random.default_rng(3)
DAY = np.repeat(np.arange(ROWS // 40), 40)


def found(values: object) -> list[str]:
    return [str(one.values["column"]) for one in check_order(pa.table({"x": values}), path="data/train")]


@pytest.mark.parametrize(
    "values",
    [
        np.arange(ROWS),
        np.arange(ROWS)[::-1] + RANDOM.normal(0, 500, ROWS),
        [f"R{number:06d}" for number in range(ROWS)],
        np.sin(DAY / 3),
        RANDOM.permutation(DAY.max() + 1)[DAY],
        [f"T{truck}" for truck in RANDOM.permutation(DAY.max() + 1)[DAY]],
        [None if row < ROWS // 2 else "x" for row in range(ROWS)],
    ],
    ids=["sorted", "noisy", "ids in order", "by day", "grouped", "grouped texts", "empty ones first"],
)
def test_order_that_tells_something_is_found(values: object) -> None:
    assert found(values) == ["x"]


@pytest.mark.parametrize(
    "values",
    [
        RANDOM.normal(size=ROWS),
        RANDOM.permutation(DAY),
        RANDOM.choice(["a", "b", None], ROWS),
        np.zeros(ROWS),
        [None] * ROWS,
        [1.0] * (ROWS - 2) + [2.0, 2.0],
    ],
    ids=["drawn", "shuffled days", "texts", "constant", "empty", "rare"],
)
def test_order_that_was_drawn_passes(values: object) -> None:
    assert found(pa.array(values, from_pandas=True)) == []


def test_random_orders_are_not_refused_by_chance() -> None:
    columns = {f"x{place}": RANDOM.integers(0, 1 + place % 7, 500) for place in range(1, 300)}
    assert list(check_order(pa.table(columns), path="data/train")) == []


def test_numbers_of_the_correlation_are_told() -> None:
    (breach,) = check_order(pa.table({"x": np.arange(ROWS)}), path="data/train")
    assert breach.as_dict() == {
        "code": "order_tells",
        "values": {"path": "data/train", "column": "x", "number": 1.0, "limit": 0.095},
    }


def test_few_rows_are_not_asked() -> None:
    assert list(check_order(pa.table({"x": np.arange(30)}), path="data/train")) == []
