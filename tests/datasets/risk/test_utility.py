"""What the treatment cost each column."""

import numpy as np
import pandas as pd
import pytest

from datasets.risk.utility import column_loss, draw_compared, suppressed
from tests.datasets.risk.cases import make_case


def loss(before, after, kept=None):
    case = make_case({"a": before}, {"a": after}, kept=kept)
    return column_loss(draw_compared(case), "a")


def test_column_that_stayed_the_same_lost_nothing():
    assert loss(["x", "y", None], ["x", "y", None]) == {"measure": "tvd", "distance": 0.0, "kept": 1.0}
    assert loss([1.0, 2.0, None], [1.0, 2.0, None]) == {"measure": "ks", "distance": 0.0, "kept": 1.0}


def test_coarser_values_are_compared_with_the_raw_ones_behind_them():
    """Four values in two halves: the shares of the halves are the same; of two bits one is kept."""
    assert loss(["a1", "a2", "b1", "b2"], ["a", "a", "b", "b"]) == {"measure": "tvd", "distance": 0.0, "kept": 0.5}


def test_rows_left_out_move_the_distribution():
    """Before 2 of 4 are x, after 2 of 3."""
    found = loss(["x", "x", "y", "y"], ["x", "x", "y"], [True, True, True, False])

    assert found["distance"] == pytest.approx(2 / 3 - 1 / 2)


def test_emptied_cells_are_not_counted_among_those_that_say_something():
    """Before half x, after only x is said; but that it was emptied tells y."""
    assert loss(["x", "x", "y", "y"], ["x", "x", "*", "*"]) == {"measure": "tvd", "distance": 0.5, "kept": 1.0}


def test_column_of_which_nothing_is_left_has_no_distance():
    assert loss(["x", "y"], ["*", "*"]) == {"measure": "tvd", "distance": None, "kept": 0.0}
    assert loss([1.0, 2.0], [None, None])["distance"] is None


def test_numbers_are_compared_by_the_largest_gap_of_their_shares():
    """At 1 a half of the raw numbers is reached, and nothing of the published ones."""
    assert loss([1.0, 1.0, 3.0, 3.0], [2.0, 2.0, 3.0, 3.0])["distance"] == pytest.approx(0.5)


def test_time_published_as_text_is_compared_in_groups():
    times = pd.to_datetime(["2025-01-03", "2025-01-20", "2025-02-02", "2025-02-03"])

    assert loss(times, ["2025-01", "2025-01", "2025-02", "2025-02"]) == {
        "measure": "tvd", "distance": 0.0, "kept": 0.5,
    }  # fmt: skip


def test_column_of_one_value_has_nothing_to_lose():
    assert loss(["x", "x"], ["*", "*"])["kept"] == 1.0


@pytest.mark.parametrize(
    ("before", "after", "silent"),
    [
        (["x", None, "y"], ["*", "*", "y"], [True, False, False]),
        ([1.0, None, 2.0], [None, None, 2.0], [True, False, False]),
        (
            pd.Series(["x", "y", None], dtype="category"),
            pd.Series(["*", "y", None], dtype="category"),
            [True, False, False],
        ),
        ([True, False, True], [True, False, True], [False, False, False]),
    ],
)
def test_cell_is_emptied_that_said_something_before(before, after, silent):
    assert suppressed(pd.Series(before), pd.Series(after)).tolist() == silent


def test_sample_keeps_rows_beside_what_became_of_them():
    rng = np.random.default_rng(0)
    kept = rng.random(1000) < 0.7
    values = np.arange(1000)
    case = make_case({"a": values}, {"a": values[kept] * 10}, kept=kept)

    sample = draw_compared(case, most=100)

    assert len(sample) == 100
    assert (sample.before["a"][sample.kept].to_numpy() * 10 == sample.after["a"].to_numpy()).all()
