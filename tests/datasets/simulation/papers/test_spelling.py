"""Spelling: habits change how a word looks, and never what it is about."""

import numpy as np
import pytest

from datasets.simulation.papers.spelling import (
    GENERAL,
    OPENINGS,
    abbreviated,
    bare,
    by_carrier,
    by_declarant,
    slipped,
    weights,
    with_slips,
)


def test_bare_has_neither_accents_nor_small_letters():
    assert bare("Thé vert d’été") == "THE VERT D'ETE"


def test_abbreviated_shortens_the_words_it_knows():
    assert abbreviated("FROZEN CHICKEN PARTS") == "FRZN CHICKEN PTS"


@pytest.mark.parametrize(("slip", "found"), [(0, "POMES"), (1, "POMMMES"), (2, "POMEMS")])
def test_slipped_leaves_out_doubles_or_swaps_a_letter(slip, found):
    place = {0: 0.4, 1: 0.4, 2: 0.99}[slip]
    assert slipped("POMMES", place=place, slip=slip) == found


def test_slipped_leaves_short_words_and_first_letters():
    assert slipped("THE", place=0.5, slip=0) == "THE"
    assert {slipped("POMMES", place=0.0, slip=slip)[0] for slip in range(3)} == {"P"}


def test_slips_come_in_about_the_share_asked_for():
    texts = with_slips(["PNEUMATIQUES"] * 4000, share=0.2, rng=np.random.default_rng(1))
    assert 0.17 < np.mean([text != "PNEUMATIQUES" for text in texts]) < 0.23


def test_carriers_write_capitals_and_one_of_the_names():
    names = [("Thé vert", "GREEN TEA", "THE CHUNMEE")] * 3000
    texts = by_carrier(names, shares=(0.2, 0.5, 0.3), rng=np.random.default_rng(1))
    assert [text for text in texts if text != bare(text)] == []
    plain = [text.removeprefix(next(one for one in OPENINGS if text.startswith(one))) for text in texts]
    counts = {name: plain.count(name) / 3000 for name in ("THE VERT", "GREEN TEA", "THE CHUNMEE")}
    assert 0.1 < counts["THE VERT"] < counts["THE CHUNMEE"] < counts["GREEN TEA"] < 0.5
    assert 0.02 < np.isin(texts, GENERAL).mean() < 0.05


def test_declarants_keep_the_words_of_the_tariff():
    texts = by_declarant(["Thé vert en vrac"] * 2000, rng=np.random.default_rng(1))
    assert 0.65 < np.mean(texts == "Thé vert en vrac") < 0.8
    assert 0.15 < np.mean(texts == "THE VERT EN VRAC") < 0.3


def test_weights_are_rounded_and_told_in_two_units():
    told, unit = weights(np.full(4000, 12_345.0), in_tonnes=0.25, rng=np.random.default_rng(1))
    assert set(unit) == {"KGM", "TNE"}
    assert 0.2 < np.mean(unit == "TNE") < 0.3
    assert set(np.round(told[unit == "KGM"])) == {12_345, 12_340, 12_300}
    assert set(np.round(told[unit == "TNE"], 3)) == {12.345, 12.34, 12.3}
