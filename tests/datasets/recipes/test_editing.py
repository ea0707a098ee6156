"""What a form changes in the lines of a recipe."""

from datetime import date

import pytest
import yaml

from datasets.recipes.editing import edited, edited_column, moved
from datasets.recipes.entries import Entries
from datasets.recipes.reading import recipe_of
from datasets.recipes.recipe import Recipe
from tests.datasets.recipes.test_reading import SHORT

RAW = ["plate", "HS", "size", "zone", "came", "channel", "late", "weight"]
HS, SIZE, ZONE, DAY, RED = range(1, 6)


@pytest.fixture
def content() -> dict:
    return yaml.safe_load(SHORT)


def publish(raw: str) -> dict:
    text = {"fr": "", "ar": "", "en": ""}
    return {"name": raw.lower(), "from": raw, "type": "number", "description": text, "known": True}


def changed(content: dict, **fields: str) -> dict:
    """Fields are written with `__` for `-`."""
    entries = Entries({name.replace("__", "-"): value for name, value in fields.items()})
    found = edited(content, entries, raw=RAW, publish=publish)
    assert entries.faults == []
    return found


def card(content: dict, place: int, **settings: str) -> dict[str, str]:
    """The fields of a card as the page shows them, with some changed."""
    told = content["columns"][place]
    shown = {"name": told["name"], "type": told["type"], "fate": "publish"}
    shown |= {key: "1" for key in ("known", "sensitive") if told.get(key)}
    if told.get("coarsen") in ("hs", "locode", "time"):
        shown["coarsen"] = told["coarsen"]
    if told.get("coarsen") == "hs":
        shown |= {f"digits-{digits}": "1" for digits in told["levels"]}
    if told.get("fold"):
        shown["fold"] = str(told["fold"])
    return {f"c{place}-{key}": value for key, value in (shown | settings).items() if value}


def with_card(content: dict, place: int, **settings: str) -> Recipe:
    entries = Entries(card(content, place, **settings))
    return recipe_of(edited(content, entries, raw=RAW, publish=publish))


def test_form_that_shows_nothing_changes_nothing(content):
    content["protection"]["importance"] = ["hs"]
    before = recipe_of(content)
    assert recipe_of(changed(content)) == before
    assert recipe_of(changed(content, c99__name="x")) == before


def test_content_that_came_in_stays_as_it_was(content):
    changed(content, **{"p-k": "9", "p-l": "2", "c1-name": "code", "c1-fate": "leave"})
    assert content == yaml.safe_load(SHORT)


def test_card_as_it_is_shown_says_the_same(content):
    assert with_card(content, HS) == recipe_of(
        {**content, "protection": {**content["protection"], "importance": ["hs"]}}
    )


def test_column_is_renamed_and_keeps_its_importance(content):
    content["protection"]["importance"] = ["hs"]
    recipe = with_card(content, HS, name="code")
    assert recipe.columns[HS].name == "code"
    assert recipe.protection.importance == ("code",)


def test_column_that_becomes_known_joins_the_order_at_its_end_and_leaves_it_again(content):
    recipe = with_card(content, SIZE, known="1", bins="1, 5")
    assert recipe.protection.importance == ("hs", "size")
    content["protection"]["importance"] = ["hs"]
    assert with_card(content, HS, known="").protection.importance == ()


def test_settings_of_another_type_are_taken_out(content):
    lines = edited_column(
        {"name": "size", "from": "size", "type": "number", "round_to": 5, "coarsen": "bins", "levels": [1]},
        Entries({"c-name": "size", "c-type": "category", "c-round_to": "5", "c-bins": "1", "c-fold": "7"}),
        prefix="c-",
    )
    assert lines == {"name": "size", "from": "size", "type": "category", "unit": "", "fold": 7}


@pytest.mark.parametrize(
    ("fields", "levels"),
    [
        ({"coarsen": "hs", "digits-6": "1", "digits-2": "1"}, {"coarsen": "hs", "levels": [6, 2]}),
        ({"coarsen": "time", "part-month": "1", "part-year": "1"}, {"coarsen": "time", "levels": ["month", "year"]}),
        ({"coarsen": "given", "parents": "a: b, c"}, {"coarsen": "given", "levels": {"a": ["b", "c"]}}),
        ({"coarsen": "locode", "digits-6": "1"}, {"coarsen": "locode"}),
        ({"coarsen": ""}, {}),
    ],
)
def test_category_climbs_the_ladder_that_is_chosen(fields, levels):
    entries = Entries({f"c-{key}": value for key, value in {"name": "x", "type": "category", **fields}.items()})
    lines = edited_column({"name": "x", "from": "x", "type": "category"}, entries, prefix="c-")
    assert {key: lines[key] for key in ("coarsen", "levels") if key in lines} == levels


def test_pseudonym_is_not_made_coarser(content):
    entries = {"name": "truck", "type": "category", "pseudonym": "truck", "coarsen": "hs", "digits-6": "1"}
    lines = edited_column(
        content["columns"][0], Entries({f"c0-{key}": text for key, text in entries.items()}), prefix="c0-"
    )
    assert lines["pseudonym"] == "truck"
    assert "coarsen" not in lines


@pytest.mark.parametrize(
    ("fate", "drop", "later"),
    [("leave", ["plate"], []), ("names", ["plate", "zone"], []), ("later", ["plate"], ["zone"])],
)
def test_column_that_is_not_published_goes_where_its_reason_says(content, fate, drop, later):
    found = changed(content, c3__fate=fate)
    assert [column["name"] for column in found["columns"]] == ["truck", "hs", "size", "day", "red"]
    assert (found["drop"], found.get("later") or []) == (drop, later)


def test_raw_column_is_published_and_freed_of_its_reason(content):
    content["drop"] = ["plate", "weight"]
    found = changed(content, r7__fate="publish")
    assert found["columns"][-1]["from"] == "weight"
    assert found["drop"] == ["plate"]
    assert found["protection"]["importance"] == ["hs", "weight"]


def test_protection_is_read(content):
    found = changed(content, p__k="7", p__l="3", p__drop="7,5", p__entities="zone", p__enterprises="")
    assert found["protection"] == {"entities": "zone", "k": 7, "l": 3, "importance": ["hs"], "drop_at_most": 0.075}


def test_target_becomes_the_hours_between_two_times(content):
    content["sample_submission"] = {"late": "most"}
    found = changed(
        content, **{"t-name": "wait", "t-kind": "hours", "t-begins": "came", "t-ends": "left", "t-decimals": "2"}
    )
    assert {key: found["target"][key] for key in ("name", "from", "to", "decimals")} == {
        "name": "wait",
        "from": "came",
        "to": "left",
        "decimals": 2,
    }
    assert "column" not in found["target"]
    assert found["sample_submission"] == {"wait": 0.5}


def test_target_that_is_a_class_is_answered_by_the_most_frequent(content):
    content["sample_submission"] = {"late": "mean"}
    found = changed(content, **{"t-name": "late", "t-kind": "column", "t-column": "late", "t-type": "category"})
    assert found["sample_submission"] == {"late": "most"}


def test_split_by_time_has_its_days_and_a_split_without_none(content):
    days = {
        "s-train-from": "2025-01-01",
        "s-train-to": "2025-06-01",
        "s-test-from": "2025-07-01",
        "s-test-to": "2025-09-01",
    }
    by_time = changed(content, **{**days, "s-time": "came", "s-group": "", "s-public": "30", "s-public-by": "week"})
    assert by_time["split"] == {
        "time": "came",
        "train": {"from": date(2025, 1, 1), "to": date(2025, 6, 1)},
        "test": {"from": date(2025, 7, 1), "to": date(2025, 9, 1)},
        "public_share": 0.3,
        "public_by": "week",
    }
    drawn = changed(content, **{**days, "s-time": "", "s-group": "plate", "s-test": "25", "s-public": "30"})
    assert drawn["split"] == {"group": "plate", "test_share": 0.25, "public_share": 0.3}


def test_options_of_a_derived_column_are_read_by_their_kinds(content):
    text = {"fr": "", "ar": "", "en": ""}
    content["columns"] = [{"name": "closed", "feature": "hours_where", "type": "integer", "description": text}]
    fields = {"table": "sea", "column": "state", "at": "came", "equals": "true", "hours": "24", "time": ""}
    fields |= {"name": "closed", "type": "integer"}
    found = edited(content, Entries({f"c0-{key}": told for key, told in fields.items()}), raw=RAW, publish=publish)
    told = found["columns"][0]
    assert {key: told.get(key) for key in ("table", "column", "at", "equals", "hours", "time")} == {
        "table": "sea",
        "column": "state",
        "at": "came",
        "equals": True,
        "hours": 24,
        "time": None,
    }


def test_entry_that_cannot_be_read_is_kept_as_it_was_typed(content):
    entries = Entries({"c2-name": "size", "c2-type": "number", "c2-round_to": "ten", "p-k": "five", "p-l": "2"})
    found = edited(content, entries, raw=RAW, publish=publish)
    assert (found["columns"][SIZE]["round_to"], found["protection"]["k"]) == ("ten", "five")
    assert [fault.place for fault in entries.faults] == ["c2-round_to", "p-k"]


@pytest.mark.parametrize(("by", "order"), [(-1, ["b", "a", "c"]), (1, ["a", "c", "b"])])
def test_column_moves_one_step_in_the_order_of_importance(by, order):
    content = {"protection": {"importance": ["a", "b", "c"]}}
    assert moved(content, "b", by=by)["protection"]["importance"] == order
    assert content["protection"]["importance"] == ["a", "b", "c"]


@pytest.mark.parametrize(("name", "by"), [("a", -1), ("c", 1), ("nobody", 1)])
def test_column_at_its_end_stays(name, by):
    content = {"protection": {"importance": ["a", "b", "c"]}}
    assert moved(content, name, by=by) == content
