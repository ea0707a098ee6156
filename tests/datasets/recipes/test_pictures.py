"""How values lie before and after, without naming what is rare."""

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.pictures import picture

RNG = np.random.default_rng(11)
ROWS = 2_000
EACH = np.arange(ROWS)


def labels(side) -> list[str]:
    return [bar.label for bar in side.bars]


def test_bars_of_numbers_stand_over_the_same_places_and_add_up():
    metres = pd.Series(RNG.normal(200, 40, ROWS), name="loa")
    found = picture(metres, (metres / 50).round() * 50, entities=EACH)
    assert (found.kind, len(found.before.bars)) == ("numbers", len(found.after.bars))
    assert labels(found.before) == labels(found.after)
    assert sum(bar.share for bar in found.before.bars) == pytest.approx(1.0)
    assert sum(bar.share for bar in found.after.bars) == pytest.approx(1.0)
    assert found.before.distinct > 10 * found.after.distinct
    assert found.tallest == max(bar.share for bar in found.after.bars)


def test_extremes_do_not_show_by_themselves():
    metres = pd.Series(np.append(RNG.normal(200, 10, ROWS - 1), 5_000.0), name="loa")
    found = picture(metres, metres, entities=EACH)
    assert found.most < 300
    assert sum(bar.share for bar in found.before.bars) == pytest.approx(1.0)


def test_few_whole_numbers_have_a_bar_each():
    found = picture(pd.Series([1, 2, 2, 4] * 500, name="n"), pd.Series([1.0, 2.0] * 500), entities=EACH)
    assert [round(bar.share, 2) for bar in found.before.bars] == [0.25, 0.5, 0.0, 0.25]
    assert [round(bar.share, 2) for bar in found.after.bars] == [0.5, 0.5, 0.0, 0.0]


def test_empty_cells_are_counted_apart():
    numbers = pd.Series([1.0, 2.0, 3.0, np.nan] * 500, name="n")
    found = picture(numbers, pd.Series([np.nan] * 1_000 + [1.0] * 1_000), entities=EACH)
    assert (found.before.empty, found.after.empty) == (0.25, 0.5)
    assert sum(bar.share for bar in found.before.bars) == pytest.approx(0.75)


def test_value_that_few_have_is_not_named_before_it_is_treated():
    names = pd.Series(["G1"] * 1_000 + ["G2"] * 990 + ["the minister's truck"] * 10, name="gate", dtype="str")
    whose = np.concatenate([np.arange(1_990), np.full(10, 7)])
    found = picture(names, names.where(names != "the minister's truck", "OTHER"), entities=whose)
    assert labels(found.before) == ["G1", "G2", ""]
    assert found.before.bars[-1].share == pytest.approx(0.005)
    assert labels(found.after) == ["G1", "G2", "OTHER"]


def test_only_the_commonest_are_named_and_the_others_are_one_bar():
    names = pd.Series([f"v{number:02d}" for number in range(20)] * 100, name="x", dtype="str")
    found = picture(names, names, entities=EACH)
    assert len(found.after.bars) == 9
    assert found.after.bars[-1].label == ""
    assert sum(bar.share for bar in found.after.bars) == pytest.approx(1.0)


def test_times_are_shown_by_their_month_before_and_as_they_are_after():
    came = pd.Series(pd.date_range("2025-01-01", periods=ROWS, freq="h"), name="came")
    found = picture(came, pd.Series(np.arange(ROWS) % 3), entities=EACH)
    assert found.kind == "categories"
    assert labels(found.before) == ["2025-01", "2025-02", "2025-03"]


@pytest.mark.parametrize("kind", ["float", "str"])
def test_column_of_which_nothing_is_left_has_no_bars(kind):
    values = pd.Series([1, 2, 3, 4], name="x").astype(kind)
    found = picture(values, values.iloc[:0], entities=np.arange(4))
    assert found.after.distinct == 0
    assert sum(bar.share for bar in found.after.bars) == 0
