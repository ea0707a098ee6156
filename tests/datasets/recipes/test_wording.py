"""What a recipe says to a person: the sentences of the rules, looked up and found at their column."""

from dataclasses import replace
from datetime import date

import pytest
import yaml
from django.utils import translation

from datasets.builds.rules import NameFixed
from datasets.features.values import MissingColumn, WrongKind, column, numbers, times
from datasets.recipes import wording
from datasets.recipes.entries import EntryUnfit
from datasets.recipes.reading import parse_recipe, recipe_of
from datasets.releasing.rules import VersionUnreadable, number_of
from datasets.rules import DataRefusal, require_gap, require_order, require_publishable, require_rows
from tests.datasets.recipes.test_reading import SHORT
from tests.factories.recipes import visits

DAY = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def refused(act) -> DataRefusal:
    with pytest.raises(DataRefusal) as found:
        act()
    return found.value


def broken(old: str, new: str) -> DataRefusal:
    assert old in SHORT
    return refused(lambda: parse_recipe(SHORT.replace(old, new, 1)))


REFUSALS = {
    "identifies": lambda: require_publishable("imo", secret={"imo"}, later=()),
    "foretells": lambda: require_publishable("atb", secret=(), later={"atb"}),
    "order": lambda: require_order(DAY, DAY, DAY, DAY),
    "gap": lambda: require_gap(2, longest_hours=90),
    "rows": lambda: require_rows("train", rows=3),
    "version": lambda: number_of("one"),
    "no times": lambda: times(visits(5), "Porte"),
    "no numbers": lambda: numbers(visits(5), "Porte"),
    "no column": lambda: column(visits(5), "Quai"),
}
CHANGES = {
    "twice": ("name: hs,", "name: truck,"),
    "levels": ("levels: [6, 4, 2]", "levels: [2, 4]"),
    "parents": ("a2: a,", "a2: [a, b],"),
    "category": ("fold: 10", "round_to: 10"),
    "missing": ("licence: CC-BY-4.0", ""),
    "unread": ("fold: 10", "bold: 10, fold: 10"),
    "least": ("k: 5", "k: 0"),
    "choice": ("coarsen: hs", "coarsen: sh"),
    "share": ("test_share: 0.25", "test_share: 7"),
    "value": ("fold: 10", "fold: ten"),
    "yaml": ("columns:", "columns: ["),
}


@pytest.mark.parametrize("act", REFUSALS.values(), ids=REFUSALS)
def test_sentence_of_the_rules_is_known_word_for_word(act):
    sentence = str(refused(act))
    assert [message for message in wording.REFUSALS if wording._pattern(message).fullmatch(sentence)] != []
    assert wording.said_again(sentence) == sentence


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_sentence_of_a_broken_recipe_is_known_word_for_word(change):
    sentence = str(broken(*change))
    assert [message for message in wording.REFUSALS if wording._pattern(message).fullmatch(sentence)] != []
    assert wording.said_again(sentence) == sentence


def test_sentence_is_looked_up_with_its_values(monkeypatch):
    monkeypatch.setattr(wording, "gettext", lambda message: message.replace("identifies somebody", "nomme quelqu'un"))
    said = wording.say(refused(REFUSALS["identifies"]))
    assert said.message.startswith("“imo” nomme quelqu'un")


def test_sentence_that_is_not_known_is_said_as_it_is():
    assert wording.say(DataRefusal("Something else.")) == wording.Said("Something else.")


def test_refusal_with_parts_is_put_together_and_a_field_says_what_it_wants():
    assert wording.say(NameFixed(name="gates")).hint.startswith("Write “name: gates” again")
    assert wording.say(EntryUnfit("c1-fold", value="ten", wanted="whole")).message == "“ten” is not a whole number."


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("levels: [6, 4, 2]", "levels: [2, 4]"), 1),
        ((", pseudonym: truck", ""), 0),
        (("fold: 10", "round_to: 10"), 5),
        (("coarsen: hs", "coarsen: sh"), 1),
        (("name: zone, ", ""), 3),
        (("k: 5", "k: 0"), None),
    ],
)
def test_refusal_is_found_at_the_column_it_names(change, place):
    refusal = broken(*change)
    content = yaml.safe_load(SHORT.replace(*change, 1))
    assert wording.column_named(refusal, content) == place


def test_field_that_cannot_be_read_is_found_at_its_card():
    unfit = EntryUnfit("c12-fold", value="x", wanted="whole")
    assert wording.column_named(unfit, {}) == 12
    assert wording.column_named(EntryUnfit("p-k", value="x", wanted="whole"), {}) is None


def test_treatments_are_told_but_for_what_is_done_to_all():
    recipe = recipe_of(yaml.safe_load(SHORT))
    size = replace(recipe.columns[2], round_to=5.0, is_known=True)
    told = wording.treated(size, recipe=recipe)
    assert told == [
        "Rounded to the nearest multiple of 5.",
        "Replaced where needed by the middle of a bin (widths: 1, 5).",
    ]


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0%"), (0.0004, "< 0.1%"), (0.034, "3.4%"), (0.34, "34%"), (1, "100%")]
)
def test_share_is_short_and_nothing_only_where_it_is_nothing(share, said):
    assert wording.short_share(share) == said


def test_numbers_are_written_as_the_language_writes_them():
    assert wording.say_number(1234.5, 1) == "1,234.5"
    with translation.override("fr"):
        assert wording.say_number(0.25, 2) == "0,25"
    with translation.override("ar"):
        assert wording.say_number(12) == "12"


def test_refusals_of_features_are_what_they_are():
    assert isinstance(refused(REFUSALS["no column"]), MissingColumn)
    assert isinstance(refused(REFUSALS["no times"]), WrongKind)
    assert isinstance(refused(REFUSALS["version"]), VersionUnreadable)
