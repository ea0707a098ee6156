"""Words of yes, no and nothing are known whatever their capitals."""

import pyarrow as pa

from datasets.reading.words import WORDS, is_nothing, is_yes, known_words


def test_words_are_known_by_their_place():
    found = known_words(pa.array(["OUI", "non", "Vrai", "نعم", "NÉANT", "n/a", "Agadir", "ouistiti"]))
    assert [None if place is None else WORDS[place].as_py() for place in found.to_pylist()] == [
        "oui", "non", "vrai", "نعم", "néant", "n/a", None, None,
    ]  # fmt: skip


def test_nothing_is_empty_or_a_word_for_it():
    assert is_nothing(pa.array(["", "NaN", "-", "Null", "0", "na.", "NA"])).to_pylist() == [
        True, True, True, True, False, False, True,
    ]  # fmt: skip


def test_yes_in_four_languages():
    assert is_yes(pa.array(["Oui", "NO", "true", "faux", "نعم", "لا"])).to_pylist() == [
        True, False, True, False, True, False,
    ]  # fmt: skip
