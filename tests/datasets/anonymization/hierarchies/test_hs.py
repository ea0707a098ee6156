"""HS codes in all the shapes they come in."""

import pandas as pd
import pytest

from datasets.anonymization.hierarchies.hs import code_of, levels, section_of
from tests.datasets.anonymization.oracle import column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("851712", "851712"),
        ("8517.12.00", "85171200"),
        (" 8517 12-0000 ", "8517120000"),
        ("10121", "010121"),
        ("101", "0101"),
        ("1", "01"),
        ("0101", "0101"),
        ("OTHER", None),
        ("", None),
        ("٨٥", None),
        ("123456789012", None),
    ],
)
def test_code_gets_its_leading_zero_back(text, expected):
    assert code_of(text) == expected


@pytest.mark.parametrize(
    ("chapter", "section"),
    [
        *(("01", "I"), ("05", "I"), ("06", "II"), ("15", "III"), ("24", "IV"), ("27", "V"), ("38", "VI")),
        *(("40", "VII"), ("50", "XI"), ("64", "XII"), ("71", "XIV"), ("83", "XV"), ("84", "XVI"), ("90", "XVIII")),
        *(("93", "XIX"), ("97", "XXI"), ("77", "77"), ("98", "98"), ("99", "99"), ("00", "00")),
    ],
)
def test_section_follows_the_chapter(chapter, section):
    assert section_of(chapter) == section


def test_levels_cut_digits_and_end_with_the_section():
    texts = pd.Index(["8517120000", "10121", "85", "OTHER", None], dtype="str")
    found = levels(column("hs", coarsen="hs", levels=(8, 4)), texts)
    assert [level.name for level in found] == ["hs8", "hs4", "section"]
    shown = [level.values.fillna("-").tolist() for level in found]
    assert shown == [
        ["85171200", "010121", "85", "OTHER", "-"],
        ["8517", "0101", "85", "OTHER", "-"],
        ["XVI", "I", "XVI", "OTHER", "-"],
    ]


def test_levels_are_six_four_and_two_digits_if_the_recipe_lists_none():
    found = levels(column("hs", coarsen="hs"), pd.Index(["851712"], dtype="str"))
    assert [level.name for level in found] == ["hs6", "hs4", "hs2", "section"]
