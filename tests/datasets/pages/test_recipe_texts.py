"""What a recipe says in words, the recipe as text, and its history."""

import pytest

from datasets.builds.actions import save_revision
from datasets.builds.queries import last_revision
from datasets.recipes.reading import parse_recipe
from datasets.releases.models import Release
from tests.datasets.builds import conftest as builds
from tests.factories import NOW

pytestmark = pytest.mark.database

asked, draft, extract = builds.asked, builds.draft, builds.extract

PAGE = "/data/recipes/passages/"
TEXTS, TEXT, HISTORY = f"{PAGE}texts/", f"{PAGE}text/", f"{PAGE}history/"


def test_texts_that_are_missing_are_counted_and_marked(doras, draft):
    page = doras.get(TEXTS).content.decode()
    columns = [column for column in parse_recipe(last_revision(draft).text).columns if not column.description["fr"]]
    assert f"{3 * (len(columns) + 2)} texts missing" in page
    assert page.count("data-missing") == 3 * (len(columns) + 2)


def test_texts_version_licence_and_law_are_saved(doras, draft):
    told = {
        "revision": "1",
        "version": "1.1.0",
        "licence": "CC0-1.0",
        "basis": "Loi 09-08",
        "cndp": "D-12",
        "id": "row_id",
    }
    answer = doras.post(
        TEXTS, {**told, "title-fr": "Camions <i>", "about-ar": "عبور", "c0-fr": "Jour", "target-en": "Time"}
    )
    assert answer.headers["Location"] == TEXTS
    recipe = parse_recipe(last_revision(draft).text)
    assert (recipe.version, recipe.licence, recipe.law.basis, recipe.law.cndp) == (
        "1.1.0",
        "CC0-1.0",
        "Loi 09-08",
        "D-12",
    )
    assert (recipe.title["fr"], recipe.title["ar"], recipe.about["ar"]) == ("Camions <i>", "عبور الشاحنات", "عبور")
    assert (recipe.columns[0].description["fr"], recipe.target.description["en"]) == ("Jour", "Time")
    assert "Camions &lt;i&gt;" in doras.get(TEXTS).content.decode()


def test_further_tables_are_named_and_taken_away(doras, draft):
    doras.post(
        TEXTS, {"revision": "1", "table-0": "sea", "extract-0": "passages", "table-1": "", "extract-1": "passages"}
    )
    assert dict(parse_recipe(last_revision(draft).text).source.tables) == {"sea": "passages"}
    assert 'value="sea"' in doras.get(TEXTS).content.decode()
    doras.post(TEXTS, {"revision": "2", "table-0": "", "extract-0": "passages"})
    assert dict(parse_recipe(last_revision(draft).text).source.tables) == {}


def test_text_is_saved_as_it_is_written(doras, draft):
    text = f"# a remark\n{last_revision(draft).text.replace('k: 5', 'k: 8')}"
    answer = doras.post(TEXT, {"revision": "1", "text": text.replace("\n", "\r\n")})
    assert answer.headers["Location"] == TEXT
    assert last_revision(draft).text == text


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        (("k: 5", "k: 0"), 422, "“k” of protection is 0; it must be 1 or more."),
        (("columns:", "columns: ["), 422, "The recipe is not YAML, line"),
        (("name: passages", "name: others"), 422, "The name of this release is “passages” and stays so."),
    ],
)
def test_text_that_is_refused_is_still_there(doras, draft, change, status, sentence):
    text = last_revision(draft).text.replace(*change, 1)
    answer = doras.post(TEXT, {"revision": "1", "text": f"# mine\n{text}"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "# mine" in page
    assert last_revision(draft).number == 1


def test_text_saved_second_may_be_put_after_the_other(doras, draft, carol):
    text = last_revision(draft).text
    save_revision(draft, text=text.replace("k: 5", "k: 9"), after=1, by=carol, now=NOW)
    mine = {"revision": "1", "text": text.replace("k: 5", "k: 7")}
    answer = doras.post(TEXT, mine)
    assert answer.status_code == 409
    assert 'name="over" value="2"' in answer.content.decode()
    assert doras.post(TEXT, {**mine, "over": "2"}).status_code == 302
    assert (last_revision(draft).number, last_revision(draft).text) == (3, mine["text"])


def test_history_shows_what_each_revision_changed_and_goes_back(doras, dora, draft, asked):
    first = last_revision(draft).text
    save_revision(draft, text=first.replace("k: 5", "k: 7"), after=1, by=dora, now=NOW)
    page = doras.get(HISTORY).content.decode()
    assert "-  k: 5" in page
    assert "+  k: 7" in page
    assert f"/data/builds/{asked.pk}/" in page
    old = doras.get(f"{TEXT}?revision=1").content.decode()
    assert "This is revision 1, as it was." in old
    assert doras.post(f"{PAGE}back/1/", {"revision": "2"}).headers["Location"] == PAGE
    assert (last_revision(draft).number, last_revision(draft).text) == (3, first)


def test_going_back_after_somebody_else_is_refused(doras, dora, draft):
    save_revision(draft, text=last_revision(draft).text.replace("k: 5", "k: 7"), after=1, by=dora, now=NOW)
    answer = doras.post(f"{PAGE}back/1/", {"revision": "1"})
    assert answer.status_code == 409
    assert last_revision(draft).number == 2
    assert doras.post(f"{PAGE}back/9/", {"revision": "2"}).status_code == 404


def test_history_takes_the_same_queries_for_one_revision_and_for_many(doras, dora, draft, django_assert_num_queries):
    with django_assert_num_queries(8):
        doras.get(HISTORY)
    for number in range(1, 4):
        text = last_revision(draft).text.replace(f"k: {number + 4}", f"k: {number + 5}")
        save_revision(draft, text=text, after=number, by=dora, now=NOW)
    with django_assert_num_queries(8):
        doras.get(HISTORY)


def test_version_that_is_published_proposes_the_next(doras, draft):
    Release.objects.create(slug="passages", version="1.0.0", title={}, licence="x", published_at=NOW)
    assert "Build version 2.0.0" in doras.get(PAGE).content.decode()
    assert "Published last: 1.0.0." in doras.get(TEXTS).content.decode()


def test_nobody_else_finds_the_pages(mallorys, draft):
    for address in (TEXTS, TEXT, HISTORY):
        assert mallorys.get(address).status_code == 404
    assert mallorys.post(f"{PAGE}back/1/").status_code == 404


@pytest.mark.parametrize("number", ["9" * 5_000, str(1 << 63), "0", "\u0663" * 30])
def test_number_that_is_no_revision_is_not_there(doras, draft, number):
    assert doras.get(TEXT, {"revision": number}).status_code == 404
    assert doras.post(TEXT, {"revision": number, "text": "a: 1"}).status_code == 404
    assert doras.post(TEXT, {"revision": "1", "over": number, "text": "a: 1"}).status_code in {409, 422}
    assert last_revision(draft).number == 1
