"""The editor of a recipe: what it shows, what it saves, what it refuses; and what a choice would cost."""

import re
from html import unescape

import pytest

from datasets.builds import sampling
from datasets.builds.actions import save_revision
from datasets.builds.queries import last_revision
from datasets.recipes.reading import parse_recipe
from datasets.vault import keeping
from tests.datasets.builds import conftest as builds
from tests.factories import NOW

pytestmark = pytest.mark.database

draft, extract = builds.draft, builds.extract

PAGE = "/data/recipes/passages/"
TRY = f"{PAGE}try/"
FIELD = re.compile(r'<(input|select|textarea)\b[^>]*\bname="([^"]+)"[^>]*>')


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(sampling, "ROWS", 1_000)


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form, unchanged."""
    form = page.split('id="recipe"', 1)[1].split("</form>", 1)[0]
    found: dict[str, str] = {}
    for tag in FIELD.finditer(form):
        kind, name = tag[1], tag[2]
        if kind == "input":
            value = re.search(r'value="([^"]*)"', tag[0])
            if 'type="checkbox"' not in tag[0] or " checked" in tag[0]:
                found[name] = unescape(value[1]) if value else ""
        elif kind == "select":
            options = re.findall(r"<option([^>]*)>([^<]*)</option>", form[tag.end() :].split("</select>", 1)[0])
            chosen = next((one for one in options if " selected" in one[0]), options[0] if options else ("", ""))
            value = re.search(r'value="([^"]*)"', chosen[0])
            found[name] = unescape(value[1] if value else chosen[1])
        else:
            found[name] = unescape(form[tag.end() :].split("</textarea>", 1)[0])
    return found


@pytest.fixture
def page(doras, draft) -> str:
    return doras.get(PAGE).content.decode()


@pytest.fixture
def shown(page) -> dict[str, str]:
    return fields_of(page)


def place_of(shown: dict[str, str], name: str) -> str:
    return next(key.removesuffix("name") for key, value in shown.items() if key.endswith("-name") and value == name)


def test_form_that_is_sent_back_as_it_came_changes_nothing(doras, draft, shown):
    before = parse_recipe(last_revision(draft).text)
    assert doras.post(PAGE, shown).status_code == 302
    assert parse_recipe(last_revision(draft).text) == before


def test_choice_is_saved_as_a_revision(doras, draft, shown, dora):
    weight = place_of(shown, "poids_t")
    answer = doras.post(
        PAGE, {**shown, f"{weight}round_to": "2,5", f"{weight}known": "1", "p-k": "7", "focus": "poids_t"}
    )
    assert answer.headers["Location"] == f"{PAGE}?open=poids_t#columns"
    last = last_revision(draft)
    recipe = parse_recipe(last.text)
    changed = next(column for column in recipe.columns if column.name == "poids_t")
    assert (last.number, last.by, changed.round_to, changed.is_known, recipe.protection.k) == (2, dora, 2.5, True, 7)
    assert recipe.protection.importance[-1] == "poids_t"


def test_page_takes_the_same_queries_whatever_the_columns(doras, draft, django_assert_num_queries):
    doras.get(PAGE)  # a visit, noted
    with django_assert_num_queries(7):
        doras.get(PAGE)


def test_who_looks_at_how_raw_values_lie_is_noted(doras, draft, extract, dora):
    doras.get(PAGE)
    doras.get(PAGE)
    noted = extract.accesses.get(deed="opened")
    assert (noted.by, noted.details) == (dora, {"recipe": "passages"})


def test_identifier_is_shown_as_what_it_is_and_may_not_be_published(doras, draft, page, shown):
    assert "number plate (sure)" in page
    plate = next(key for key, value in shown.items() if key.startswith("r") and value == "names")
    answer = doras.post(PAGE, {**shown, plate: "publish"})
    assert answer.status_code == 302
    recipe = parse_recipe(last_revision(draft).text)
    assert "Immatriculation" not in recipe.dropped
    assert recipe.columns[-1].raw == "Immatriculation"


def test_column_is_left_out_and_its_card_is_gone(doras, draft, shown):
    doras.post(PAGE, {**shown, f"{place_of(shown, 'porte')}fate": "leave"})
    recipe = parse_recipe(last_revision(draft).text)
    assert "porte" not in [column.name for column in recipe.columns]
    assert "porte" not in recipe.protection.importance


def test_importance_is_moved_by_buttons_and_everything_else_is_saved_with_it(doras, draft, shown):
    first, second, *_ = parse_recipe(last_revision(draft).text).protection.importance
    answer = doras.post(PAGE, {**shown, "p-k": "6", "deed": f"down:{first}"})
    assert answer.headers["Location"] == f"{PAGE}#importance"
    protection = parse_recipe(last_revision(draft).text).protection
    assert (protection.importance[:2], protection.k) == ((second, first), 6)


def test_refusal_is_shown_at_the_column_it_names_and_nothing_is_lost(doras, draft, shown):
    weight = place_of(shown, "poids_t")
    answer = doras.post(PAGE, {**shown, f"{weight}round_to": "dix", "p-k": "7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“dix” is not a number." in page
    assert f'href="#{weight.removesuffix("-")}"' in page
    assert f'id="{weight.removesuffix("-")}" name="column" data-card="poids_t" open data-wrong' in page
    assert (fields_of(page)[f"{weight}round_to"], fields_of(page)["p-k"]) == ("dix", "7")
    assert last_revision(draft).number == 1


def test_rule_of_the_recipe_is_said_at_its_column(doras, draft, shown):
    answer = doras.post(PAGE, {**shown, f"{place_of(shown, 'porte')}name": "region"})
    assert answer.status_code == 422
    assert "Two columns are called “region”; rename one of them." in answer.content.decode()


def test_who_saves_second_loses_nothing_and_may_save_after_it(doras, draft, shown, carol):
    other = last_revision(draft).text.replace("k: 5", "k: 9")
    save_revision(draft, text=other, after=1, by=carol, now=NOW)
    answer = doras.post(PAGE, {**shown, "p-l": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{carol} saved revision 2 in the meantime." in page
    again = fields_of(page)
    assert (again["p-l"], again["revision"], again["over"]) == ("1", "1", "2")
    assert doras.post(PAGE, again).status_code == 302
    protection = parse_recipe(last_revision(draft).text).protection
    assert (last_revision(draft).number, protection.k, protection.l) == (3, 5, 1)


def test_trial_says_what_it_costs_and_buys_and_saves_nothing(doras, draft, shown):
    answer = doras.post(TRY, {**shown, "focus": "poids_t"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "of the trucks can be told from all others in the raw data" in page
    assert "On a sample of" in page
    assert 'class="trial-bars"' in page
    assert 'hx-swap-oob="innerHTML"' in page
    assert last_revision(draft).number == 1


def test_trial_of_a_change_is_told_against_what_is_saved(doras, draft, shown):
    weight = place_of(shown, "poids_t")
    page = doras.post(TRY, {**shown, f"{weight}round_to": "20"}).content.decode()
    assert "“poids_t” keeps" in page


def test_trial_of_what_cannot_be_read_says_why(doras, draft, shown):
    page = doras.post(TRY, {**shown, "p-k": "many"}).content.decode()
    assert "“many” is not a number." in page
    page = doras.post(TRY, {**shown, "s-test-from": "2024-01-01"}).content.decode()
    assert "The split must go forward in time" in page


def test_too_many_rows_left_out_is_a_result_and_no_error(doras, draft, shown):
    page = doras.post(TRY, {**shown, "p-k": "600", "p-drop": "0"}).content.decode()
    assert "of the rows would have to be left out" in page


def test_try_without_javascript_is_a_page(doras, draft, shown):
    answer = doras.post(PAGE, {**shown, "deed": "try", "focus": "porte"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "of the trucks can be told from all others" in page
    assert "G1" in page
    assert last_revision(draft).number == 1


def test_extract_that_is_gone_can_still_be_looked_at_and_not_tried(doras, draft, extract, shown):
    keeping.remove(extract.pk)
    assert doras.get(PAGE).status_code == 200
    assert "The extract “passages” cannot be used" in doras.post(TRY, shown).content.decode()


def test_unknown_recipe_and_unknown_revision_are_not_found(doras, draft, shown):
    assert doras.get("/data/recipes/nobody/").status_code == 404
    assert doras.post(PAGE, {**shown, "revision": "99"}).status_code == 404
    assert doras.get(TRY).status_code == 405
