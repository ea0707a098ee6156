"""A declared name and the people of a project."""

import pytest

from challenges.panels.matching import Page, found_in, words_of

PAGE = Page(
    team="Les Alizés",
    members=["Karim Bennani", "K. El Fassi"],
    texts=["Étudiants de l’École Hassania des travaux publics (EHTP), Casablanca"],
)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("les alizes", "team"),
        ("M. Bennani Karim", "member"),
        ("Bennani", "member"),
        ("Salma Bennani", "member"),
        ("El Fassi", "member"),
        ("EHTP", "text"),
        ("ecole hassania des travaux publics", "text"),
        ("ENSA d’Agadir", ""),
        ("Alizés Énergie", ""),
        ("Mme", ""),
        ("", ""),
    ],
)
def test_name_is_found(name, where):
    assert found_in(words_of(name), PAGE) == where


def test_arabic_letters_that_stand_for_one_another():
    assert found_in(words_of("مؤسسة النقل"), Page("", ["x"], ["طلبة مؤسسه النقل"])) == "text"
