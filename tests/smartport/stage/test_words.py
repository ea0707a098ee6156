"""Words of the house are there in every language."""

import pytest

from smartport.stage.words import PLACES, WORDS, in_all_languages, name_of_kind


@pytest.mark.parametrize("message", [*WORDS.values(), *PLACES])
def test_word_is_another_one_in_each_language(message):
    assert len(set(in_all_languages(message).values())) == 3 or message in ("Jury", "Ex aequo")


def test_kind_of_an_award_has_its_name():
    assert name_of_kind("public")["fr"] == "Prix du public"
    assert name_of_kind("another") == {}
