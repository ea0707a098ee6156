"""A recipe written as people read it."""

import yaml

from datasets.recipes.reading import recipe_of
from datasets.recipes.writing import recipe_text
from tests.datasets.recipes.test_reading import SHORT


def test_what_is_written_is_read_again_as_the_same():
    content = yaml.safe_load(SHORT)
    assert recipe_of(yaml.safe_load(recipe_text(content))) == recipe_of(content)


def test_writing_twice_gives_the_same_text():
    once = recipe_text(yaml.safe_load(SHORT))
    assert recipe_text(yaml.safe_load(once)) == once


def test_lines_come_in_the_order_people_read_them():
    column = {"description": {"fr": "x"}, "fold": 5, "unit": "", "known": False, "decimals": 0, "name": "g", "odd": 1}
    text = recipe_text({"split": {}, "columns": [column], "name": "gates", "format": "f"})
    assert [line.split(":")[0] for line in text.splitlines() if not line.startswith(" ")] == [
        "format",
        "name",
        "columns",
        "- name",
        "split",
    ]
    assert "unit" not in text
    assert "known" not in text
    assert "decimals: 0" in text
    assert text.index("fold") < text.index("description") < text.index("odd")


def test_arabic_is_written_as_it_is_and_lists_stand_on_one_line():
    text = recipe_text({"title": {"ar": "الأبواب"}, "later": ["atb", "atd"]})
    assert text == "title:\n  ar: الأبواب\nlater: [atb, atd]\n"
