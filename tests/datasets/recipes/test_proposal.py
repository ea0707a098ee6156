"""A first recipe out of what is known of an extract: valid, careful, and such that it can be built."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.proposal import Known, Wish, propose, propose_column
from datasets.recipes.reading import recipe_of
from datasets.recipes.recipe import Protection

TEXTS = {"fr": "Passages", "ar": "عبور", "en": "Visits"}
ROWS = 4_000
IDENTIFIED = {"plate": "plate_latin", "haulier": "firm"}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    arrived = pd.Series(pd.date_range("2025-01-01", periods=ROWS, freq="90min"))
    gate = rng.integers(0, 4, ROWS)
    return pd.DataFrame(
        {
            "plate": pd.Series([f"{number}-A-6" for number in rng.integers(1, 700, ROWS)], dtype="str"),
            "haulier": pd.Series([f"H{number}" for number in rng.integers(1, 90, ROWS)], dtype="str"),
            "arrived": arrived,
            "left": arrived + pd.to_timedelta(rng.integers(20, 600, ROWS), unit="min"),
            "booked": arrived - pd.to_timedelta(rng.integers(60, 900, ROWS), unit="min"),
            "gate": pd.Series(np.array(["G1", "G2", "G3", "G4"])[gate], dtype="str"),
            "region": pd.Series(rng.choice(["CAS", "RBA", "FES"], ROWS), dtype="str"),
            "hs": pd.Series(rng.choice(["080810", "271019"], ROWS), dtype="str"),
            "tons": rng.gamma(4.0, 6.0, ROWS),
            "channel": pd.Series(rng.choice(["green", "red"], ROWS, p=[0.8, 0.2]), dtype="str"),
            "note": pd.Series([f"remark {number}" for number in range(ROWS)], dtype="str"),
            "port": pd.Series(["MACAS"] * ROWS, dtype="str"),
            "turn": 20.0 + 15 * gate + rng.normal(0, 3, ROWS),
            "turn class": pd.Series(np.where(gate > 1, "long", "short"), dtype="str"),
        }
    )


def notes_of(table: pd.DataFrame) -> list[dict]:
    kinds = {"M": "time", "f": "number", "i": "integer"}
    return [
        {
            "name": name,
            "type": kinds.get(values.dtype.kind, "category" if values.nunique() < 1_000 else "text"),
            "nulls": 0,
            "distinct": int(values.nunique()),
            "identifiers": [{"kind": IDENTIFIED[name]}] if name in IDENTIFIED else [],
        }
        for name, values in table.items()
    ]


def known_of(table: pd.DataFrame) -> Known:
    times = table.select_dtypes("datetime")
    return Known(notes_of(table), len(table), table.sample(2_000, random_state=1).reset_index(drop=True), times)


WISH = Wish("visits", TEXTS, "visits-2025", target="turn", entities="plate", time="arrived")
HOURS = Wish("visits", TEXTS, "visits-2025", begins="arrived", ends="left", entities="plate", time="arrived")


def test_what_is_proposed_is_a_recipe(table):
    recipe = recipe_of(propose(known_of(table), wish=WISH))
    assert (recipe.name, recipe.version, recipe.title["ar"]) == ("visits", "1.0.0", "عبور")
    assert (recipe.target.name, recipe.target.raw, recipe.target.type) == ("turn", "turn", "number")
    assert recipe.sample == {"turn": 0.5}
    assert recipe.split.time == "arrived"
    assert recipe.split.train_from == date(2025, 1, 1)


def test_identifiers_are_dropped_free_text_and_a_constant_left_out(table):
    content = propose(known_of(table), wish=WISH)
    assert content["drop"] == ["plate", "haulier"]
    assert {column.get("from") for column in content["columns"]}.isdisjoint({"plate", "haulier", "note", "port"})


def test_protection_is_what_the_house_promises(table):
    recipe = recipe_of(propose(known_of(table), wish=WISH))
    assert recipe.protection == Protection(
        entities="plate", k=5, l=2, importance=recipe.protection.importance, enterprises="haulier", drop_at_most=0.05
    )
    assert [column.name for column in recipe.sensitive] == ["channel"]


def test_l_is_one_where_nothing_is_sensitive(table):
    without = table.drop(columns=["channel"])
    assert propose(known_of(without), wish=WISH)["protection"]["l"] == 1


def test_most_telling_of_the_known_columns_comes_first(table):
    recipe = recipe_of(propose(known_of(table), wish=WISH))
    assert recipe.protection.importance[0] == "gate"
    assert {column.name for column in recipe.known} == set(recipe.protection.importance)
    assert "hs" in recipe.protection.importance


def test_no_time_is_published_as_it_is(table):
    content = propose(known_of(table), wish=WISH)
    assert [column["name"] for column in content["columns"] if column.get("of") == "arrived"] == [
        "arrived_weekday",
        "arrived_slot",
    ]
    booked = next(column for column in content["columns"] if column.get("from") == "booked")
    assert (booked["since"], booked["round_to"]) == ("arrived", 15)
    assert content["later"] == ["left", "turn class"]


def test_months_are_published_where_they_come_again(table):
    years = table.assign(arrived=pd.Series(pd.date_range("2023-01-01", periods=ROWS, freq="6h")))
    assert "arrived_month" in [column["name"] for column in propose(known_of(years), wish=WISH)["columns"]]


def test_hours_to_be_predicted_bring_the_line_that_waits(table):
    recipe = recipe_of(propose(known_of(table), wish=HOURS))
    assert (recipe.target.begins, recipe.target.ends, recipe.target.unit) == ("arrived", "left", "h")
    assert recipe.later == ("left",)
    line = next(column for column in recipe.columns if column.feature == "ongoing")
    assert dict(line.options) == {"since": "arrived", "until": "left", "at": "arrived"}
    assert (recipe.split.test_from - recipe.split.train_to).days >= 2


def test_class_to_be_predicted_is_answered_by_its_most_frequent(table):
    wish = Wish("visits", TEXTS, "visits-2025", target="channel", entities="plate", group="haulier")
    recipe = recipe_of(propose(known_of(table), wish=wish))
    assert (recipe.target.type, recipe.sample) == ("category", {"channel": "most"})
    assert (recipe.split.time, recipe.split.group) == (None, "haulier")


def test_no_more_than_eight_columns_count_as_known(table):
    wide = table.assign(**{f"type_{place}": table["region"] for place in range(12)})
    recipe = recipe_of(propose(known_of(wide), wish=WISH))
    assert len(recipe.known) == 8


def test_column_left_out_until_now_gets_lines_of_its_own(table):
    notes = {note["name"]: note for note in notes_of(table)}
    gate = propose_column(notes["gate"], table["gate"], rows=ROWS, moment=table["arrived"], taken=["gate"])
    assert (gate["name"], gate["from"], gate["fold"]) == ("gate_2", "gate", 5)
    left = propose_column(notes["left"], table["left"], rows=ROWS, moment=table["arrived"], taken=[])
    assert left["since"] == "arrived"
