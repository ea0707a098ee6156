"""What columns are called, in three languages."""

import pytest

from datasets.identifiers.headers import is_about_goods, named_after, says, words_of


def test_words_of_a_name_have_neither_accents_nor_capitals():
    assert words_of("NumTéléphone_du Chauffeur-2") == ["num", "telephone", "du", "chauffeur"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("N° IMO", "imo"),
        ("imo_number", "imo"),
        ("Immatriculation camion", "plate"),
        ("رقم الهاتف", "phone"),
        ("numCIN", "cin"),
        ("ICE importateur", "ice"),
        ("RIB", "iban"),
    ],
)
def test_name_says_what_its_column_holds(name, kind):
    assert says(name, kind=kind)


@pytest.mark.parametrize(("name", "kind"), [("timeout", "imo"), ("price", "ice"), ("hotel", "phone")])
def test_word_within_a_word_says_nothing(name, kind):
    assert not says(name, kind=kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("vessel", "vessel"),
        ("Nom du navire", "vessel"),
        ("raison sociale", "firm"),
        ("Agent maritime", "firm"),
        ("Nom", "person"),
        ("Nom du chauffeur", "person"),
        ("الشركة", "firm"),
        ("ship_type", None),
        ("vessel_length_m", None),
        ("agent_count", None),
        ("port_name", None),
    ],
)
def test_column_is_named_after_somebody_or_about_something_else(name, kind):
    assert named_after(name) == kind


def test_codes_of_goods_are_known_by_their_name():
    assert is_about_goods("Code SH")
    assert not is_about_goods("ship_type")
