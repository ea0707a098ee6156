"""What a recipe says of the release and of its columns."""

import pytest
import yaml

from datasets.recipes.describing import described, missing_texts
from datasets.recipes.entries import Entries
from datasets.recipes.reading import recipe_of
from tests.datasets.recipes.test_reading import SHORT


@pytest.fixture
def content() -> dict:
    return yaml.safe_load(SHORT)


def changed(content: dict, **fields: str) -> dict:
    return described(content, Entries({name.replace("__", "-"): text for name, text in fields.items()}))


def test_form_that_shows_nothing_changes_nothing(content):
    assert recipe_of(changed(content)) == recipe_of(content)
    assert content == yaml.safe_load(SHORT)


def test_texts_are_changed_language_by_language(content):
    found = changed(content, title__fr="Portes du port", c1__ar="", target__en="Late")
    assert found["title"] == {"fr": "Portes du port", "ar": "الأبواب", "en": "Gates"}
    assert found["columns"][1]["description"] == {"fr": "Portes", "ar": "", "en": "Gates"}
    assert found["columns"][0]["description"] == {"fr": "Portes", "ar": "الأبواب", "en": "Gates"}
    assert found["target"]["description"]["en"] == "Late"


def test_release_is_named_and_founded(content):
    found = changed(
        content, version="2.0.0", licence="CC0-1.0", basis="Loi 09-08", cndp="D-12", id="row", id__fr="Ligne"
    )
    recipe = recipe_of(found)
    assert (recipe.version, recipe.licence, recipe.law.basis, recipe.law.cndp) == (
        "2.0.0",
        "CC0-1.0",
        "Loi 09-08",
        "D-12",
    )
    assert (recipe.id, recipe.id_description["fr"]) == ("row", "Ligne")


def test_tables_are_those_with_a_name(content):
    found = changed(content, table__0="waves", extract__0="sea-2025", table__1="", extract__1="other")
    assert found["source"] == {"extract": "gate-2025", "tables": {"waves": "sea-2025"}}
    assert changed(content, table__0="")["source"] == {"extract": "gate-2025"}


def test_every_text_that_nobody_wrote_is_counted(content):
    assert missing_texts(content) == 0
    content["columns"][0]["description"] = {"fr": " ", "ar": "x"}
    content["about"] = {}
    assert missing_texts(content) == 2 + 3
