"""The attacks of onlookers on whole tables."""

import json

import pytest

from datasets.risk.coded import Coded
from datasets.risk.onlookers import play
from tests.datasets.risk.cases import make_case, visits


def linkage(case):
    before, after = Coded(case.before), Coded(case.after)
    return play(case, before=before, after=after, classes=(before.together(case.known), after.together(case.known)))


@pytest.fixture(scope="module")
def coarse():
    """Three visits of a truck, on average."""
    return linkage(visits(rows=600))


@pytest.fixture(scope="module")
def named():
    return linkage(visits(rows=600, is_named=True))


def test_raw_rows_are_found_and_coarse_ones_are_not(coarse):
    for attack in coarse["attacks"]:
        assert attack["before"]["share"] > 0.9
        assert attack["after"]["share"] < 0.05


def test_release_that_changed_nothing_is_found_as_the_raw_rows():
    raw = linkage(visits(is_coarse=False))

    assert all(attack["after"] == attack["before"] for attack in raw["attacks"])


def test_sharper_onlooker_finds_more():
    """With the time alone nobody is hidden to the hour, many are to three days."""
    case = visits(rows=2000, is_coarse=False)
    alone = linkage(make_case({"arrived": case.before["arrived"]}, entities=case.entities, known=("arrived",)))

    hour, day, days = (attack["before"]["share"] for attack in alone["attacks"])
    assert hour > 0.75 > day > days > 0.02
    assert [attack["within_hours"] for attack in alone["attacks"]] == [1.0, 24.0, 72.0]


def test_pseudonym_lets_several_sightings_be_put_together(coarse, named):
    assert named["attacks"][2]["after"]["share"] == coarse["attacks"][2]["after"]["share"]
    assert named["several"]["rows"] == 3
    assert named["several"]["after"]["share"] > 5 * coarse["several"]["after"]["share"]
    assert named["together"]["after"] == {
        "share": 1.0,
        "chance": pytest.approx(1 / 200, rel=0.2),
        "joined_by": ["name"],
    }
    assert coarse["together"]["after"]["joined_by"] == []
    assert coarse["together"]["after"]["share"] == pytest.approx(coarse["together"]["after"]["chance"])


def test_row_that_was_left_out_is_not_found():
    case = make_case({"a": ["x", "y"] * 30}, kept=[True, False] * 30, known=("a",), entities=[0, 1] * 30)

    found = linkage(case)["attacks"][0]

    assert found["before"]["share"] == 1.0
    assert found["after"]["share"] == 0.5


def test_chance_is_that_of_naming_the_owner_of_any_row():
    case = make_case({"a": ["x"] * 10}, known=("a",), entities=[0] * 8 + [1] * 2)

    attack = linkage(case)["attacks"][0]

    assert attack["chance"] == attack["after"]["share"] == pytest.approx((0.8 + 0.2) / 2)
    assert attack["within_hours"] is None


def test_null_is_no_help_and_no_hindrance():
    case = make_case({"a": [None, "x", "y"], "b": [1.0, None, 3.0]}, known=("a", "b"))

    assert linkage(case)["attacks"][0]["before"] == {
        "share": 1.0, "low": 1.0, "high": 1.0, "tested": 3, "population": 3,
    }  # fmt: skip


def test_entities_of_one_row_have_nothing_to_bring_together():
    alone = linkage(make_case({"a": ["x", "y"]}, known=("a",)))

    assert alone["several"] is None
    assert alone["together"] is None


def test_nothing_is_played_without_known_columns_or_rows():
    assert linkage(make_case({"a": ["x"]})) is None
    assert linkage(make_case({"a": ["x"]}, kept=[False], known=("a",))) is None


def test_same_seed_finds_the_same(named):
    assert json.dumps(linkage(visits(rows=600, is_named=True)), allow_nan=False) == json.dumps(named, allow_nan=False)
