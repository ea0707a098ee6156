"""The final order, rule by rule."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.jury.rubric import exact, quantised
from challenges.jury.ties import RULES, Grounds, Standing, Tie, final_order
from tests.challenges.jury.panels import panel

EVEN = {"A": {"J1": 50, "J2": 60}, "B": {"J1": 60, "J2": 50}, "C": {"J1": 55, "J2": 55}}
NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)


def grounds(*, marks=EVEN, **given):
    """All tied unless something is given."""
    names = [*marks]
    numbers = {key: dict(zip(names, map(exact, values), strict=False)) for key, values in given.items() if key != "at"}
    tied = {"final": dict.fromkeys(names, Fraction(70)), "jury": dict.fromkeys(names, Fraction(50))}
    times = {name: NOON.replace(minute=minute) for name, minute in zip(names, given.get("at", ()), strict=False)}
    return Grounds(marks=panel(marks), last_submission=times, **{**tied, **numbers})


def told(order):
    return [(standing.project, standing.rank, standing.decided_by) for standing in order.standings]


HEAD = {"A": {"J1": 9, "J2": 9, "J3": 1}, "B": {"J1": 5, "J2": 5, "J3": 9}, "C": {"J1": 1, "J2": 1, "J3": 5}}


@pytest.mark.parametrize(
    ("found", "order", "rules"),
    [
        (grounds(final=["70.014", "70.01", "70.006"], jury=[50, 52, 51]), "BCA", ("jury",)),
        (grounds(jury=["50.014", "50.01", "50.006"], criterion=[1, 2, 3]), "CBA", ("criterion",)),
        (grounds(marks=HEAD, criterion=["5", "5", "5"]), "ABC", ("head_to_head",)),
        (grounds(private=["0.7", "0.5", "0.6"]), "BCA", ("private",)),
        (grounds(private=["0.7", "0.5"]), "BAC", ("private",)),
        (grounds(private=["0.5", "0.5", "0.5"], at=[30, 20, 10]), "CBA", ("earlier",)),
        (grounds(at=[30, 20]), "BAC", ("earlier",)),
        (grounds(jury=[60, 50, 50], private=[9, 8, 7]), "ACB", ("jury", "private")),
    ],
)
def test_tie_is_broken_by_the_first_rule_that_can(found, order, rules):
    assert final_order(found).projects == tuple(order)
    assert final_order(found).ties == (Tie(tuple(order), rules),)


def test_final_score_needs_no_tie_break():
    found = final_order(grounds(final=["70.015", "70.014", "70.025"]))
    assert told(found) == [("C", 1, "final"), ("A", 2, "final"), ("B", 3, "")]
    assert [str(standing.final) for standing in found.standings] == ["70.03", "70.02", "70.01"]
    assert found.ties == ()


def test_who_is_equal_in_everything_shares_the_place():
    found = final_order(grounds(final=[70, 70, 60]))
    assert found.standings == (
        Standing("A", 1, quantised(Fraction(70)), "none"),
        Standing("B", 1, quantised(Fraction(70)), "final"),
        Standing("C", 3, quantised(Fraction(60)), ""),
    )
    assert found.ties == (Tie(("A", "B"), ("none",)),)


def test_shared_places_are_1_2_2_4():
    marks = {**EVEN, "D": {"J1": 55, "J2": 55}}
    found = final_order(grounds(marks=marks, final=[80, 70, 70, 60]))
    assert [standing.rank for standing in found.standings] == [1, 2, 2, 4]


def test_each_pair_of_neighbours_knows_what_parted_them():
    found = final_order(grounds(jury=[60, 50, 50], at=[0, 20, 10]))
    assert told(found) == [("A", 1, "jury"), ("C", 2, "earlier"), ("B", 3, "")]


def test_jurors_who_scored_only_one_of_two_decide_nothing():
    marks = {"A": {"J1": 90, "J2": 10}, "B": {"J2": 20}}
    assert told(final_order(grounds(marks=marks))) == [("B", 1, "head_to_head"), ("A", 2, "")]


LEVELS = st.integers(0, 2)


@given(st.lists(st.tuples(LEVELS, LEVELS, LEVELS, LEVELS), min_size=1, max_size=6))
def test_order_is_that_of_the_whole_chain(values):
    names = [f"P{number}" for number in range(len(values))]
    marks = panel({name: {"J1": 50} for name in names})
    final, jury, criterion, private = (
        {name: Fraction(value[at]) for name, value in zip(names, values, strict=True)} for at in range(4)
    )
    found = final_order(Grounds(final, jury, marks, criterion, private))
    merit = {name: (-final[name], -jury[name], -criterion[name], private[name]) for name in names}
    assert [*found.projects] == sorted(names, key=lambda name: (merit[name], name))
    assert {one.project: one.rank for one in found.standings} == {
        name: 1 + sum(merit[other] < merit[name] for other in names) for name in names
    }
    assert {standing.decided_by for standing in found.standings} <= {*RULES, ""}
