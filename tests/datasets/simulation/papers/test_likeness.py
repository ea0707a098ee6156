"""Likeness of names: 1 for the same but for capitals and accents, less for others, nothing for none."""

import numpy as np
import pytest

from datasets.simulation.papers.likeness import likenesses


def likeness(one, other):
    return float(likenesses(np.array([one], dtype=object), np.array([other], dtype=object))[0])


def test_capitals_accents_and_signs_make_no_difference():
    assert likeness("Société Amaradex-Agro", "SOCIETE AMARADEX AGRO") == 1


def test_a_shortened_name_is_liker_than_another_one():
    name = "Société Amaradex Agro"
    assert 1 > likeness(name, "STE AMARADEX AGRO") > likeness(name, "STE AMARISOL AGRO") > likeness(name, "ZELAZUR SA")


def test_it_is_dices_coefficient_of_trigrams():
    """ "  AB " has the trigrams "  A", " AB", "AB "; "  AC " shares the first."""
    assert likeness("AB", "AC") == pytest.approx(2 * 1 / 6)


def test_none_is_like_nobody():
    assert np.isnan(likeness(None, "ZELAZUR SA"))
    assert np.isnan(likeness("ZELAZUR SA", None))
