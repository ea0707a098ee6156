"""Recipes as people write them: what is read, and the sentence for each mistake."""

from datetime import date

import pytest

from datasets.recipe import Source, read_recipe
from datasets.rules import PeriodsTooClose, RecipeBroken, WouldForetell, WouldIdentify
from tests.datasets.conftest import PACK


def test_recipe_of_rade_is_read_whole():
    recipe = read_recipe(PACK / "recipe.yaml")
    assert (recipe.name, recipe.version, recipe.licence) == ("rade", "1.0.0", "CC-BY-4.0")
    assert recipe.source == Source("MACAS", 2020, 2025, 20261120)
    assert recipe.identifiers == {"imo", "mmsi", "vessel", "agent", "flag"}
    assert (recipe.split.test_from, recipe.split.public_share) == (date(2025, 1, 1), 0.3)
    assert recipe.quantiles == {"q10": 0.1, "q50": 0.5, "q90": 0.9}
    assert len(recipe.columns) == 26
    assert all(set(column.description) == {"fr", "ar", "en"} for column in recipe.columns)
    roads = next(column for column in recipe.columns if column.name == "roads_ships")
    assert (roads.feature, roads.options, roads.raw, roads.type) == (
        "ships_in_roads",
        {"of": "terminal"},
        None,
        "integer",
    )


@pytest.mark.parametrize(
    ("old", "new", "refusal", "sentence"),
    [
        ("smartport-recipe/1", "other/2", RecipeBroken, "“format” of recipe is 'other/2'; choose one of"),
        ("licence: CC-BY-4.0\n", "", RecipeBroken, "“licence” is missing from recipe."),
        ("licence: CC", "colour: blue\nlicence: CC", RecipeBroken, "recipe has a line that nobody reads: “colour”."),
        ("simulate: MACAS", "simulate: MADKH", RecipeBroken, "“simulate” of source is 'MADKH'; choose one of: MACAS,"),
        ("years: [2023, 2024]", "years: [2024, 2023]", RecipeBroken, "must be the first and the last year"),
        ("seed: 20261120", "seed: today", RecipeBroken, "“seed” of source cannot be 'today'."),
        ("seed: 20261120", "seed: true", RecipeBroken, "“seed” of source cannot be True."),
        ("  en: Waiting at", "  de: Warten auf", RecipeBroken, "“en” is missing from title of recipe."),
        ("from: cargo\n", "from: imo\n", WouldIdentify, "“imo” identifies a ship or a company"),
        ("from: cargo\n", "from: agent\n", WouldIdentify, "“agent” identifies a ship or a company"),
        ("from: cargo\n", "from: atb\n", WouldForetell, "“atb” is known only after the ship has come"),
        ("from: cargo\n", "from: berth\n", WouldForetell, "“berth” is known only after the ship has come"),
        ("from: cargo\n", "from: eta\n", RecipeBroken, "cargo asks for the time “eta”"),
        ("from: cargo\n", "from: weather\n", RecipeBroken, "cargo asks for the raw column “weather”"),
        ("feature: swell_now", "feature: swell_then", RecipeBroken, "swell_now_m asks for “swell_then”; choose one of"),
        ("hours_ahead: 48", "hours_ahead: 96", RecipeBroken, "“hours_ahead” of swell_48h_m is 96; choose one of: 24,"),
        ("feature: swell_now", "feature: swell_now\n    from: tonnes", RecipeBroken, "swell_now_m needs either “from”"),
        ("name: eta_month", "name: eta_year", RecipeBroken, "Two columns are called “eta_year”"),
        (
            "  to: atb",
            "  to: berth",
            RecipeBroken,
            "waiting_hours must run from one raw time to another; “berth” is none",
        ),
        ("q90: 0.9", "q90: 90", RecipeBroken, "“q90” of sample_submission must be a quantile between 0 and 1, not 90"),
        ("public_share: 0.3", "public_share: 1.5", RecipeBroken, "“public_share” must lie between 0 and 1, not at 1.5"),
        ("group_by: week", "group_by: ship", RecipeBroken, "“group_by” of split is 'ship'; choose one of: call, week"),
        ("test: {from: 2024-06-01", "test: {from: 2024-03-01", PeriodsTooClose, "must go forward in time"),
        ("columns:", "columns: [", RecipeBroken, "The recipe recipe.yaml is not YAML"),
    ],
)
def test_mistake_is_answered_with_a_sentence(write_recipe, old, new, refusal, sentence):
    with pytest.raises(refusal) as refused:
        read_recipe(write_recipe((old, new)))
    assert sentence in str(refused.value)


def test_recipe_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RecipeBroken, match=r"recipe\.yaml cannot be read"):
        read_recipe(tmp_path / "recipe.yaml")
