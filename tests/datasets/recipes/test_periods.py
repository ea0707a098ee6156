"""A first split of the rows in time."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from datasets.recipes.periods import propose_split


def moments(days: int, *, hours: float = 10.0) -> pd.DataFrame:
    at = pd.Series(pd.date_range("2025-01-01", periods=days * 4, freq="6h"))
    return pd.DataFrame({"came": at, "left": at + pd.Timedelta(hours=hours)})


def test_earlier_rows_are_learnt_from_and_later_ones_tested_on():
    found = propose_split(moments(400), time="came", group=None, begins=None, ends=None)
    train, test = found["train"], found["test"]
    assert train["from"] == date(2025, 1, 1)
    assert train["to"] < test["from"] < test["to"]
    assert (test["from"] - train["to"]).days == 7
    assert found["public_by"] == "week"


def test_gap_is_as_long_as_the_longest_that_began_in_the_training():
    table = moments(400)
    table.loc[100, "left"] = table.loc[100, "came"] + pd.Timedelta(days=20, hours=1)
    found = propose_split(table, time="came", group=None, begins="came", ends="left")
    assert found["test"]["from"] - found["train"]["to"] == timedelta(days=22)


def test_training_is_shortened_until_a_test_is_left_behind_the_gap():
    table = moments(100, hours=24 * 20)
    found = propose_split(table, time="came", group=None, begins="came", ends="left")
    tested = table["came"] >= pd.Timestamp(found["test"]["from"])
    assert tested.mean() >= 0.15
    assert found["public_by"] == "day"


def test_without_a_time_whole_groups_or_rows_are_drawn():
    drawn = {"test_share": 0.3, "public_share": 0.3}
    assert propose_split(moments(5), time=None, group=None, begins=None, ends=None) == drawn
    assert propose_split(moments(5), time=None, group="truck", begins=None, ends=None) == {"group": "truck", **drawn}


def test_time_that_is_always_empty_places_nothing():
    table = pd.DataFrame({"came": pd.Series([np.datetime64("NaT")] * 5)})
    assert "time" not in propose_split(table, time="came", group=None, begins=None, ends=None)


def test_group_goes_with_a_time():
    found = propose_split(moments(200), time="came", group="truck", begins=None, ends=None)
    assert (found["group"], found["test_share"]) == ("truck", 0.3)
    assert "public_by" not in found
