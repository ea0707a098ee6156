"""A derived column is added to a recipe."""

import pytest

from datasets.builds.queries import last_revision
from datasets.features.catalogue import FEATURES
from datasets.recipes.derived_wording import FEATURES as TOLD
from datasets.recipes.derived_wording import OPTIONS
from datasets.recipes.reading import parse_recipe
from tests.datasets.builds import conftest as builds

pytestmark = pytest.mark.database

draft, extract = builds.draft, builds.extract

ADDRESS = "/data/recipes/passages/derive/"
LINE = {"revision": "1", "since": "Arrivée", "until": "Arrivée", "at": "Arrivée", "within": "Porte", "total_of": ""}


def test_every_feature_and_each_of_its_options_has_words():
    assert TOLD.keys() == FEATURES.keys()
    assert {key for feature in FEATURES.values() for key in feature.options} == OPTIONS.keys()


@pytest.mark.parametrize("feature", FEATURES)
def test_form_asks_for_what_the_feature_needs(doras, draft, feature):
    page = doras.get(f"{ADDRESS}{feature}/").content.decode()
    assert all(f'name="{key}"' in page for key in FEATURES[feature].options)
    assert ("the recipe has none" in page) is ("table" in FEATURES[feature].options)


def test_column_is_added_and_opened(doras, draft):
    answer = doras.post(f"{ADDRESS}ongoing/", {**LINE, "name": "camions en file", "known": "1"})
    assert answer.headers["Location"] == "/data/recipes/passages/?open=camions_en_file#columns"
    recipe = parse_recipe(last_revision(draft).text)
    added = recipe.columns[-1]
    assert (added.name, added.feature, added.type, added.is_known) == ("camions_en_file", "ongoing", "integer", True)
    assert dict(added.options) == {"since": "Arrivée", "until": "Arrivée", "at": "Arrivée", "within": "Porte"}
    assert recipe.protection.importance[-1] == "camions_en_file"
    assert added.description["fr"]


def test_name_that_is_taken_gets_a_number(doras, draft):
    doras.post(f"{ADDRESS}ongoing/", {**LINE, "name": "porte"})
    assert parse_recipe(last_revision(draft).text).columns[-1].name == "porte_2"


@pytest.mark.parametrize(
    ("feature", "fields", "sentence"),
    [
        ("ongoing", {"since": ""}, "“since” is missing from"),
        ("recent_median", {"days": "a week"}, "“a week” is not a number."),
        ("time_part", {"of": "Arrivée", "part": "century"}, "choose one of"),
    ],
)
def test_form_that_is_refused_keeps_what_was_chosen(doras, draft, feature, fields, sentence):
    answer = doras.post(f"{ADDRESS}{feature}/", {**LINE, "name": "x", "unit": "camions", **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="camions"' in page
    assert last_revision(draft).number == 1


def test_unknown_feature_is_not_found(doras, mallorys, draft):
    assert doras.get(f"{ADDRESS}gossip/").status_code == 404
    assert mallorys.get(f"{ADDRESS}ongoing/").status_code == 404
