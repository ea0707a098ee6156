"""How values are drawn and written."""

import pytest
from django.utils import translation

from challenges.pages.shapes import HEIGHT, WIDTH, say_cell, say_percent, say_value, shapes_of
from datasets.releases.profile import ColumnProfile, Histogram, Profile


def column(**told) -> ColumnProfile:
    given = {
        "name": "wait",
        "role": "feature",
        "type": "number",
        "unit": "h",
        "description": {},
        "treatment": {},
        "nulls": 0,
        "distinct": 3,
        "least": None,
        "most": None,
        "mean": None,
        "quantiles": (),
        "histogram": None,
        "top": (),
        "others": 0,
    }
    return ColumnProfile(**given | told)


def shape(rows=(10, 5), **told):
    return shapes_of(Profile(dict(zip(("train", "test"), rows, strict=True)), (column(**told),)))[0]


def drawn(edges, counts, **told):
    return shape(histogram=Histogram(tuple(edges), tuple(counts)), **told).drawing


def test_area_of_a_bar_is_a_number_of_rows():
    """A bin twice as wide with as many rows is half as high."""
    narrow, wide = drawn([0, 1, 3], [4, 4]).bars
    assert narrow.height == pytest.approx(HEIGHT)
    assert wide.height == pytest.approx(HEIGHT / 2)
    assert wide.width == pytest.approx(2 * narrow.width)
    assert wide.x + wide.width < WIDTH


def test_rare_bin_is_seen_and_empty_one_is_not_drawn():
    bars = drawn([0, 1, 2, 3], [100_000, 0, 1]).bars
    assert [round(bar.height) for bar in bars] == [44, 1]


def test_single_value_is_one_bar():
    assert len(drawn([5, 5], [7]).bars) == 1


def test_histogram_of_nothing_is_none():
    assert drawn([0, 1], [0]) is None


def test_ends_are_those_of_the_values_and_the_peak_is_said():
    with translation.override("en"):
        drawing = drawn([2020, 2021, 2022], [1, 9], least=2020.0, most=2021.0)
    assert (drawing.least, drawing.most) == ("2020", "2021")
    assert drawing.said == "Histogram from 2020 to 2021. Values are densest between 2021 and 2022."


def test_commonest_values_are_few_and_the_others_counted():
    found = shape(type="category", top=tuple((value, 2) for value in "abcdef"), others=3)
    assert ([one.value for one in found.top], found.others) == (list("abcde"), pytest.approx(100 * 5 / 15))


def test_target_is_told_of_the_training_part_alone():
    assert shape(role="target", nulls=5).empty == 50
    assert shape(role="feature", nulls=5).empty == pytest.approx(100 / 3)


def test_signs_of_the_recipe_are_explained():
    with translation.override("en"):
        found = shape(type="category", top=(("*", 1), ("OTHER", 1), ("Tarik", 1)))
    assert [one.gloss for one in found.top] == ["withheld, so that nobody is singled out", "rare values together", ""]


def test_no_rows_are_no_division_by_zero():
    assert shape(rows=(0, 0)).empty == 0


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (2024, "2024", "2024"),
        (12345, "12\u202f345", "12,345"),
        (12.345, "12,3", "12.3"),
        (0.00123456, "0,00123", "0.00123"),
        (-0.5, "-0,5", "-0.5"),
        (0, "0", "0"),
        (123456.7, "123\u202f457", "123,457"),
    ],
)
def test_value_is_written_as_the_language_does(value, fr, en):
    said = []
    for language in ("fr", "en"):
        with translation.override(language):
            said.append(say_value(value))
    assert said == [fr, en]


@pytest.mark.parametrize(
    ("percent", "said"),
    [(0, "0%"), (0.01, "under 0.1%"), (0.1, "0.1%"), (9.94, "9.9%"), (10, "10%"), (99.6, "100%"), (100, "100%")],
)
def test_what_is_there_is_never_said_to_be_nothing(percent, said):
    with translation.override("en"):
        assert say_percent(percent) == said


def test_cell_is_not_grouped():
    with translation.override("fr"):
        assert (say_cell(20241.5, decimals=2), say_cell(1234567, decimals=0)) == ("20241,50", "1234567")
