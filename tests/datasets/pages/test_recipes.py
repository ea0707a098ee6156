"""The list of recipes, and the questions that a first one is written from."""

import pytest
from django.urls import reverse

from datasets.builds.models import Draft
from datasets.builds.queries import last_revision
from datasets.recipes.reading import parse_recipe
from datasets.vault.models import ExtractState
from tests.datasets.builds import conftest as builds
from tests.datasets.pages.conftest import make_extract
from tests.factories import NOW
from tests.factories.recipes import make_draft

pytestmark = pytest.mark.database

asked, draft, extract = builds.asked, builds.draft, builds.extract

LIST = "/data/recipes/"
ANSWERS = {
    "kind": "column",
    "target": "Durée (min)",
    "entities": "Immatriculation",
    "time": "Arrivée",
    "group": "",
    "name": "passages-2025",
    "title_fr": "Passages <b>",
    "title_ar": "",
    "title_en": "",
}


def new_address(extract) -> str:
    return reverse("recipe-new", args=[extract.pk])


def test_nobody_else_finds_the_pages(client, mallorys, extract, draft):
    for address in (LIST, new_address(extract), f"{LIST}passages/"):
        assert mallorys.get(address).status_code == 404
        assert client.get(address).status_code == 302


def test_list_says_what_to_do_where_there_is_none(doras):
    assert "No recipe has been written yet." in doras.get(LIST).content.decode()


def test_list_takes_the_same_queries_for_one_recipe_and_for_many(
    doras, asked, extract, dora, django_assert_num_queries
):
    with django_assert_num_queries(4):
        assert "passages" in doras.get(LIST).content.decode()
    for number in range(3):
        make_draft(extract, by=dora, name=f"others-{number}", now=NOW)
    with django_assert_num_queries(4):
        page = doras.get(LIST).content.decode()
    assert "others-2" in page
    assert page.count("never built") == 3


def test_questions_are_answered_as_far_as_they_can_be(doras, extract):
    page = doras.get(new_address(extract)).content.decode()
    assert '<option value="Immatriculation" selected>Immatriculation — number plate</option>' in page
    assert '<option value="Arrivée" selected>' in page
    assert 'value="passages"' in page
    assert '<option value="Remarque"' not in page.split('id="entities"')[0]


def test_answers_make_a_recipe_that_builds(doras, dora, extract):
    answer = doras.post(new_address(extract), ANSWERS)
    assert answer.headers["Location"] == "/data/recipes/passages-2025/"
    made = Draft.objects.get()
    assert (made.extract, made.created_by, made.name) == (extract, dora, "passages-2025")
    recipe = parse_recipe(last_revision(made).text)
    assert (recipe.target.raw, recipe.protection.entities, recipe.title["fr"]) == (
        "Durée (min)",
        "Immatriculation",
        "Passages <b>",
    )
    assert extract.accesses.filter(deed="used", by=dora, details={"build": "passages-2025"}).exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"target": ""}, "Choose the column that is to be predicted."),
        ({"target": "no such column"}, "Choose the column that is to be predicted."),
        ({"kind": "hours", "begins": "Arrivée", "ends": "Arrivée"}, "Choose the two times between which"),
        ({"name": "Passages d'été"}, "This name cannot be used."),
    ],
)
def test_answer_that_is_missing_is_asked_for_again_and_nothing_is_lost(doras, extract, changed, sentence):
    answer = doras.post(new_address(extract), {**ANSWERS, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Passages &lt;b&gt;" in page
    assert not Draft.objects.exists()


def test_name_that_is_taken_is_refused(doras, extract, draft):
    answer = doras.post(new_address(extract), {**ANSWERS, "name": "passages"})
    assert answer.status_code == 422
    assert "There is a recipe called “passages” already." in answer.content.decode()


@pytest.mark.parametrize("state", [ExtractState.READING, ExtractState.DELETED])
def test_extract_that_is_not_ready_leads_back_to_its_page(doras, dora, state):
    found = make_extract(dora, state=state)
    assert doras.get(new_address(found)).headers["Location"] == reverse("extract", args=[found.pk])
