"""The lines of one column in a first recipe."""

import numpy as np
import pandas as pd

from datasets.recipes.guessing import Guess
from datasets.recipes.naming import Names
from datasets.recipes.treating import category, later_time, number, parts_of_time, waiting

RNG = np.random.default_rng(3)


def told(lines: dict, *keys: str) -> dict:
    return {key: lines[key] for key in keys if key in lines}


def test_rare_values_are_folded_but_not_of_two():
    gates = pd.Series(["G1", "G2", "G3"] * 20, dtype="str")
    assert category("gate", Guess("Gate", "category"), values=gates)["fold"] == 5
    assert "fold" not in category("gate", Guess("Gate", "category"), values=gates[gates != "G3"])


def test_codes_climb_their_hierarchy_instead():
    codes = pd.Series(["080810", "271019"] * 20, dtype="str")
    found = category("hs", Guess("HS", "category", is_known=True, hierarchy="hs"), values=codes)
    assert told(found, "coarsen", "levels", "fold", "known") == {"coarsen": "hs", "levels": [6, 4, 2], "known": True}
    four = category("hs", Guess("HS", "category", hierarchy="hs"), values=codes.str[:4])
    assert four["levels"] == [4, 2]
    ports = pd.Series(["MACAS", "ESALG", "FRMRS"], dtype="str")
    assert told(category("pol", Guess("POL", "category", hierarchy="locode"), values=ports), "coarsen", "fold") == {
        "coarsen": "locode"
    }


def test_extremes_are_capped_on_nice_numbers_and_the_rest_is_rounded():
    metres = pd.Series(np.append(RNG.uniform(80, 320, 5_000).round(), [20.0, 400.0]))
    found = number("loa", Guess("loa", "number", is_known=True), values=metres, is_whole=True)
    assert told(found, "round_to", "at_most", "at_least", "coarsen", "levels") == {
        "round_to": 2,
        "at_most": 320,
        "at_least": 80,
        "coarsen": "bins",
        "levels": [10, 20, 50],
    }


def test_end_at_which_many_are_is_no_extreme():
    hours = pd.Series(list(range(24)) * 100)
    assert told(number("hour", Guess("hour", "number"), values=hours, is_whole=True), "at_most", "at_least") == {}


def test_measured_numbers_are_rounded_finer_and_not_put_into_bins():
    tons = pd.Series(RNG.gamma(4.0, 10.0, 5_000))
    known = number("t", Guess("t", "number", is_known=True), values=tons, is_whole=False)
    measured = number("t", Guess("t", "number"), values=tons, is_whole=False)
    assert measured["round_to"] < known["round_to"]
    assert "coarsen" not in measured
    assert measured["decimals"] == 1


def test_middle_of_a_bin_can_be_written_with_the_decimals_kept():
    draught = pd.Series(RNG.uniform(5, 15, 5_000).round(2))
    found = number("draught", Guess("draught", "number", is_known=True), values=draught, is_whole=False)
    assert all(round(width / 2, found["decimals"]) == width / 2 for width in found["levels"])


def test_column_without_values_gets_no_treatment():
    found = number("x", Guess("x", "number"), values=pd.Series([np.nan] * 5), is_whole=False)
    assert told(found, "round_to", "at_most", "coarsen") == {}


def test_times_become_minutes_since_the_moment_of_prediction():
    moment = pd.Series(pd.date_range("2025-01-01", periods=1_000, freq="h"), name="eta")
    later = moment + pd.to_timedelta(RNG.integers(30, 90, 1_000), unit="min")
    later.iloc[0] = moment.iloc[0] + pd.Timedelta(days=9)
    found = later_time("pilot", Guess("pilot_at", "time"), values=later, moment=moment)
    assert told(found, "from", "since", "unit", "round_to", "at_most") == {
        "from": "pilot_at",
        "since": "eta",
        "unit": "min",
        "round_to": 15,
        "at_most": 120,
    }


def test_moment_itself_becomes_parts_under_names_that_are_free():
    names = Names(["eta", "eta_month"])
    found = parts_of_time("eta", names=names)
    assert [lines["name"] for lines in found] == ["eta_month_2", "eta_weekday", "eta_slot"]
    assert {lines["feature"] for lines in found} == {"time_part"}
    assert waiting("ata", "atb", at="eta", names=names)["at"] == "eta"
