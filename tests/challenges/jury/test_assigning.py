"""Assignments: every rule holds on random panels, and what makes one impossible is named."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from challenges.errors import Refusal
from challenges.jury.assigning import NotConnectable, assign, island
from challenges.jury.programme import LoadsUneven
from challenges.jury.wanted import Wanted


@st.composite
def wants(draw):
    jurors = {
        f"J{number}": draw(st.sampled_from(["", "", "ANP", "PortNet"])) for number in range(draw(st.integers(4, 9)))
    }
    projects = [f"P{number}" for number in range(draw(st.integers(3, 14)))]
    pairs = [(juror, project) for juror in jurors for project in projects]
    anchors = projects[: draw(st.integers(0, 2))]
    conflicts = [pair for pair in draw(st.lists(st.sampled_from(pairs), max_size=6)) if pair[1] not in anchors]
    return Wanted(jurors, projects, anchors=anchors, conflicts=conflicts, seed=draw(st.integers(0, 99)))


def require_rules(wanted, found):
    """Everything that an assignment promises but the loads."""
    assert not found.pairs & set(wanted.conflicts)
    assert wanted.fixed <= found.pairs
    counts = Counter(project for _, project in found.pairs)
    assert all(counts[name] >= wanted.ballots_each for name in wanted.projects)
    assert {name: counts[name] for name in wanted.lacking if not any(pair[1] == name for pair in wanted.cast)} == {
        name: wanted.ballots_each for name in wanted.lacking if not any(pair[1] == name for pair in wanted.cast)
    }
    for name in wanted.lacking:
        institutions = [wanted.institution(juror) for juror, project in found.pairs if project == name]
        known = [institution for institution in institutions if institution]
        assert len(known) == len(set(known))
    assert island(found.pairs) == (frozenset(), frozenset())


@given(wants())
@settings(max_examples=30)
def test_every_rule_holds_or_it_is_refused(wanted):
    try:
        found = assign(wanted)
    except Refusal:
        return
    require_rules(wanted, found)
    assert max(found.loads.values()) - min(found.loads.values()) <= 1
    assert sum(found.loads.values()) == len(found.pairs) == len(found.fresh)


@given(wants(), st.data())
@settings(max_examples=20)
def test_when_a_juror_drops_out_no_ballot_is_lost(wanted, data):
    try:
        before = assign(wanted)
    except Refusal:
        return
    leaver = data.draw(st.sampled_from(sorted(wanted.jurors)))
    cast = data.draw(st.sets(st.sampled_from(sorted(before.pairs))))
    left = {juror: place for juror, place in wanted.jurors.items() if juror != leaver}
    again = replace(
        wanted,
        jurors=left,
        gone={leaver: wanted.jurors[leaver]},
        cast=cast,
        assigned=[pair for pair in before.pairs if pair[0] != leaver],
    )
    try:
        after = assign(again)
    except Refusal:
        return
    require_rules(again, after)
    assert cast <= after.pairs
    assert {pair for pair in after.pairs if pair[0] == leaver} == {pair for pair in cast if pair[0] == leaver}
    assert after.fresh == after.pairs - before.pairs


def test_what_was_told_before_is_kept():
    wanted = Wanted({f"J{number}": "" for number in range(6)}, [f"P{number}" for number in range(12)], seed=3)
    before = assign(wanted)
    again = assign(replace(wanted, seed=77, assigned=before.pairs))
    assert (again.pairs, again.fresh) == (before.pairs, frozenset())


def test_same_seed_gives_the_same_and_another_another():
    wanted = Wanted({f"J{number}": "" for number in range(6)}, [f"P{number}" for number in range(12)], seed=3)
    assert assign(wanted) == assign(wanted)
    assert assign(wanted).pairs != assign(replace(wanted, seed=4)).pairs


def test_expertise_decides_where_it_can():
    jurors, projects = {f"J{number}": "" for number in range(4)}, [f"P{number}" for number in range(4)]
    expertise = {(f"J{at}", project): 1.0 for at in range(4) for project in projects if project != f"P{at}"}
    found = assign(Wanted(jurors, projects, expertise=expertise))
    assert found.pairs == set(expertise)


def test_panel_that_would_fall_apart_is_connected():
    """By expertise alone J0 to J2 would score P0 to P2 and nothing else."""
    jurors, projects = {f"J{number}": "" for number in range(6)}, [f"P{number}" for number in range(6)]
    expertise = {(f"J{a}", f"P{b}"): 1.0 for a in range(6) for b in range(6) if (a < 3) == (b < 3)}
    found = assign(Wanted(jurors, projects, expertise=expertise))
    assert island(found.pairs) == (frozenset(), frozenset())
    assert 0 < len(found.pairs - set(expertise)) <= 2


def test_panel_that_no_assignment_connects_is_refused():
    jurors, projects = {f"J{number}": "" for number in range(6)}, [f"P{number}" for number in range(6)]
    conflicts = [(f"J{a}", f"P{b}") for a in range(6) for b in range(6) if (a < 3) != (b < 3)]
    with pytest.raises(NotConnectable):
        assign(Wanted(jurors, projects, conflicts=conflicts))


def test_loads_that_cannot_be_even_are_refused_with_what_would_do():
    """J0 may score one project alone, where the mean is three."""
    jurors, projects = {f"J{number}": "" for number in range(4)}, [f"P{number}" for number in range(4)]
    wanted = Wanted(jurors, projects, conflicts=[("J0", name) for name in projects[1:]])
    with pytest.raises(LoadsUneven) as refused:
        assign(wanted)
    assert refused.value.details == {"floor": 3, "ceil": 3, "slack": 2}
    assert refused.value.loads["J0"] == 1
    assert assign(replace(wanted, slack=2)).loads["J0"] == 1


def test_final_in_which_everybody_scores_everything_is_an_assignment_too():
    jurors, projects = {"J1": "ANP", "J2": "ANP", "J3": "", "J4": ""}, ["A", "B"]
    found = assign(Wanted(jurors, projects, anchors=projects, conflicts=[("J1", "A")]))
    assert found.pairs == {(juror, name) for juror in jurors for name in projects} - {("J1", "A")}


def test_juror_who_has_given_more_than_the_mean_takes_no_more():
    jurors, projects = {f"J{number}": "" for number in range(6)}, [f"P{number}" for number in range(8)]
    cast = [("J0", name) for name in projects]
    found = assign(Wanted(jurors, projects, cast=cast))
    assert found.loads["J0"] == 8
    assert sorted(found.loads.values()) == [3, 3, 3, 3, 4, 8]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], (set(), set())),
        ([("J1", "A"), ("J2", "A")], (set(), set())),
        ([("J1", "A"), ("J1", "B"), ("J2", "C")], ({"J2"}, {"C"})),
        ([("J1", "A"), ("J2", "B"), ("J3", "A"), ("J3", "B")], (set(), set())),
    ],
)
def test_island_is_the_smallest_part_apart(pairs, expected):
    assert island(pairs) == expected


def test_long_chain_is_no_island():
    names = [f"N{number:03}" for number in range(60)]
    pairs = [(one, f"P{one}") for one in names] + [(other, f"P{one}") for one, other in pairwise(names)]
    assert island(pairs) == (frozenset(), frozenset())
