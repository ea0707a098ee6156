"""Recipes as people write them: what is read, and the sentence for each mistake."""

from datetime import date

import pytest

from datasets.recipes.reading import parse_recipe, read_recipe
from datasets.recipes.recipe import Extracted, Protection, Simulated, Split
from datasets.rules import PeriodsTooClose, RecipeBroken, WouldForetell, WouldIdentify
from tests.datasets.conftest import PACK


def test_recipe_of_rade_is_read_whole():
    recipe = read_recipe(PACK / "recipe.yaml")
    assert (recipe.name, recipe.version, recipe.licence) == ("rade", "3.0.0", "CC-BY-4.0")
    assert recipe.source == Simulated("MACAS", 2020, 2025, 20261120)
    assert recipe.dropped == ("imo", "mmsi", "vessel", "agent", "flag")
    assert (recipe.protection.entities, recipe.protection.k) == ("imo", 20)
    assert (recipe.split.test_from, recipe.split.public_share) == (date(2025, 1, 1), 0.3)
    assert recipe.sample == {"q10": 0.1, "q50": 0.5, "q90": 0.9}
    assert all(set(column.description) == {"fr", "ar", "en"} for column in recipe.columns)
    roads = next(column for column in recipe.columns if column.name == "roads_ships")
    assert (roads.feature, roads.raw, roads.type) == ("ongoing", None, "integer")
    assert roads.options == {"since": "ata", "until": "atb", "at": "announced_at", "within": "terminal"}


def test_known_columns_come_in_order_of_importance():
    recipe = read_recipe(PACK / "recipe.yaml")
    assert [column.name for column in recipe.known] == list(recipe.protection.importance)


SHORT = """
format: smartport-recipe/2
name: gates
version: 1.0.0
title: &text {fr: Portes, ar: الأبواب, en: Gates}
about: *text
licence: CC-BY-4.0
source: {extract: gate-2025, tables: {sea: sea-2025}}
drop: [plate]
rows: {id: visit_id, description: *text}
protection: {entities: plate, k: 5, l: 2}
columns:
  - {name: truck, from: plate, type: category, description: *text, pseudonym: truck}
  - {name: hs, from: HS, type: category, description: *text, known: true, coarsen: hs, levels: [6, 4, 2]}
  - {name: size, from: size, type: number, description: *text, coarsen: bins, levels: [1, 5], decimals: 1}
  - {name: zone, from: zone, type: category, description: *text, coarsen: given, levels: {a1: [a], a2: a, b1: [b]}}
  - {name: day, from: came, type: category, description: *text, coarsen: time}
  - {name: red, from: channel, type: category, description: *text, sensitive: true, fold: 10}
target: {name: late, column: late, type: integer, description: *text}
split: {group: plate, test_share: 0.25}
"""


def test_recipe_of_an_extract_says_little_and_means_much():
    recipe = parse_recipe(SHORT)
    assert recipe.source == Extracted("gate-2025", {"sea": "sea-2025"})
    assert recipe.protection == Protection(entities="plate", k=5, l=2)
    assert recipe.split == Split(group="plate", test_share=0.25)
    truck, hs, size, zone, day, red = recipe.columns
    assert (truck.pseudonym, hs.levels, size.levels) == ("truck", (6, 4, 2), (1, 5))
    assert zone.levels == {"a1": ("a",), "a2": ("a",), "b1": ("b",)}
    assert (day.levels, red.fold, red.is_sensitive) == (("month", "quarter", "year"), 10, True)
    assert recipe.sensitive == (red,)


@pytest.mark.parametrize(
    ("old", "new", "refusal", "sentence"),
    [
        (", pseudonym: truck", "", WouldIdentify, "“plate” identifies somebody"),
        ("levels: [6, 4, 2]", "levels: [2, 4]", RecipeBroken, "“levels” of hs go from fine to coarse"),
        ("levels: [1, 5]", "levels: [5, 0]", RecipeBroken, "“levels” of size go from fine to coarse"),
        ("levels: [1, 5]", "levels: []", RecipeBroken, "“levels” of size go from fine to coarse"),
        ("a2: a,", "a2: [a, b],", RecipeBroken, "“levels” of zone gives every value its parents"),
        ("fold: 10", "round_to: 10", RecipeBroken, "red is a category: it can be folded"),
        (
            "type: number, description: *text, coarsen: bins",
            "type: number, description: *text, coarsen: hs",
            RecipeBroken,
            "“levels” of size",
        ),
        ("k: 5", "k: 0", RecipeBroken, "“k” of protection is 0; it must be 1 or more"),
        ("l: 2}", "l: 2, importance: [red]}", RecipeBroken, "“importance” names “red”, which is no column that"),
        ("test_share: 0.25", "test_share: 0", RecipeBroken, "must lie between 0 and 1: no part may be empty"),
        ("{group: plate", "{train: {from: 2024-01-01}, group: plate", RecipeBroken, "has periods and no “time”"),
        ("{group: plate", "{time: came, group: plate", RecipeBroken, "A split by time needs"),
        ("column: late,", "", RecipeBroken, "target needs either “column”"),
        ("tables: {sea: sea-2025}", "tables: {sea: 1}", RecipeBroken, "“tables” of source gives each further table"),
        ("drop: [plate]", "drop: [1]", RecipeBroken, "“drop” of recipe must be a list of names"),
    ],
)
def test_mistake_in_a_recipe_of_an_extract_is_answered(old, new, refusal, sentence):
    assert old in SHORT
    with pytest.raises(refusal) as refused:
        parse_recipe(SHORT.replace(old, new, 1))
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "refusal", "sentence"),
    [
        ("smartport-recipe/2", "other/2", RecipeBroken, "“format” of recipe is 'other/2'; choose one of"),
        ("licence: CC-BY-4.0\n", "", RecipeBroken, "“licence” is missing from recipe."),
        ("licence: CC", "colour: blue\nlicence: CC", RecipeBroken, "recipe has a line that nobody reads: “colour”."),
        ("years: [2023, 2024]", "years: [2024, 2023]", RecipeBroken, "must be the first and the last year"),
        ("seed: 20261120", "seed: today", RecipeBroken, "“seed” of source cannot be 'today'."),
        ("seed: 20261120", "seed: true", RecipeBroken, "“seed” of source cannot be True."),
        ("  en: Waiting at", "  de: Warten auf", RecipeBroken, "“en” is missing from title of recipe."),
        ("from: cargo\n", "from: imo\n", WouldIdentify, "“imo” identifies somebody"),
        ("from: cargo\n", "from: agent\n", WouldIdentify, "“agent” identifies somebody"),
        ("from: cargo\n", "from: atb\n", WouldForetell, "“atb” is known only after the prediction is due"),
        ("from: cargo\n", "from: berth\n", WouldForetell, "“berth” is known only after the prediction is due"),
        ("feature: time_part", "feature: part", RecipeBroken, "eta_month asks for “part”; choose one of: at_time,"),
        ("part: month", "part: moon", RecipeBroken, "“part” of eta_month is 'moon'; choose one of: year,"),
        ("of: eta\n", "of: atb\n", WouldForetell, "“atb” is known only after the prediction is due"),
        ("feature: time_part", "feature: time_part\n    from: eta", RecipeBroken, "eta_month needs either “from”"),
        ("name: eta_month", "name: cargo", RecipeBroken, "Two columns are called “cargo”"),
        (
            "q90: 0.9",
            "q90: 90",
            RecipeBroken,
            "sample_submission is a quantile between 0 and 1, “mean”, “most”, or the share “{above: number}”, not 90",
        ),
        (
            "public_share: 0.3",
            "public_share: 1.5",
            RecipeBroken,
            "“public_share” of split must lie between 0 and 1, not at 1.5",
        ),
        ("test: {from: 2024-06-01", "test: {from: 2024-03-01", PeriodsTooClose, "must go forward in time"),
        ("columns:", "columns: [", RecipeBroken, "The recipe is not YAML, line"),
    ],
)
def test_mistake_is_answered_with_a_sentence(write_recipe, old, new, refusal, sentence):
    with pytest.raises(refusal) as refused:
        read_recipe(write_recipe((old, new)))
    assert sentence in str(refused.value)


def test_recipe_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RecipeBroken, match=r"recipe\.yaml cannot be read"):
        read_recipe(tmp_path / "recipe.yaml")
