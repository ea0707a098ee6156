"""Names of published columns."""

import pytest

from datasets.recipes.naming import TEXTS, Names, described, plain_name
from datasets.sections import LANGUAGES


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("gross_tonnage", "gross_tonnage"),
        ("N° d'Escale", "n_d_escale"),
        ("HS6 Code", "hs6_code"),
        ("grossTonnage", "gross_tonnage"),
        ("Durée (min)", "duree_min"),
        ("الوزن", "column"),
        ("x" * 70, "x" * 40),
    ],
)
def test_name_is_plain_letters_digits_and_underscores(raw, name):
    assert plain_name(raw) == name


def test_no_two_columns_have_one_name():
    names = Names(["Poids", "poids", "الوزن", "النوع"])
    assert [names.of(raw) for raw in ("Poids", "poids", "الوزن", "النوع")] == ["poids", "poids_2", "column", "column_2"]
    assert names.free("poids") == "poids_3"


def test_texts_are_in_three_languages_or_empty_for_a_person_to_write():
    assert all(set(text) == set(LANGUAGES) for text in TEXTS.values())
    assert described("month")["fr"].startswith("Mois")
    assert described("nobody knows") == {"fr": "", "ar": "", "en": ""}
