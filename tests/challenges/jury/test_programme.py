"""The integer programme below an assignment."""

import pytest

from challenges.jury.programme import Programme, loads
from challenges.jury.wanted import Wanted


@pytest.mark.parametrize(
    ("projects", "jurors", "cast", "expected"),
    [
        (46, 12, [], (11, 12)),  # 138 ballots
        (4, 4, [], (3, 3)),
        (8, 6, [("J0", f"P{number}") for number in range(8)], (3, 4)),  # J0 has more than the mean already
        (0, 3, [], (0, 0)),
    ],
)
def test_loads_lie_between_floor_and_ceil_of_the_mean(projects, jurors, cast, expected):
    names = [f"P{number}" for number in range(projects)]
    programme = Programme(Wanted({f"J{number}": "" for number in range(jurors)}, names, cast=cast))
    assert (programme.floor, programme.ceil) == expected


def test_least_cost_is_most_expertise():
    """Two ballots for one project: of three jurors the two who know it."""
    wanted = Wanted({"J1": "", "J2": "", "J3": ""}, ["A"], ballots_each=2, expertise={("J1", "A"): 1, ("J3", "A"): 1})
    assert Programme(wanted).solved() == {("J1", "A"), ("J3", "A")}


def test_cut_is_kept_whatever_it_costs():
    wanted = Wanted({"J1": "", "J2": "", "J3": ""}, ["A"], ballots_each=1, expertise={("J1", "A"): 1})
    assert Programme(wanted).solved([[1, 2]]) <= {("J2", "A"), ("J3", "A")}
    assert Programme(wanted).solved([[]]) is None


def test_where_all_is_fixed_nothing_is_chosen():
    wanted = Wanted({"J1": "", "J2": "", "J3": ""}, ["A"], anchors=["A"])
    assert Programme(wanted).solved() == frozenset()
    assert loads(wanted, wanted.fixed) == {"J1": 1, "J2": 1, "J3": 1}
