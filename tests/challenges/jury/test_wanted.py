"""What an assignment is made of, and what can be seen to be impossible before any search."""

import pytest

from challenges.jury.wanted import NobodyToAsk, ProjectsShort, Wanted, require_possible

JURORS = {"J1": "ANP", "J2": "ANP", "J3": "", "J4": ""}


def test_anchors_and_given_ballots_are_fixed_and_conflicts_are_not():
    wanted = Wanted(
        JURORS,
        ["A", "B"],
        anchors=["A"],
        conflicts=[("J3", "A"), ("J4", "B"), ("J9", "B")],
        cast=[("J2", "B"), ("J9", "B")],
    )
    assert wanted.fixed == {("J1", "A"), ("J2", "A"), ("J4", "A"), ("J2", "B")}
    assert wanted.open == (("J3", "B"),)  # J1 is of the same institution as J2, who has scored B
    assert wanted.lacking == {"B": 2}


def test_institution_of_a_juror_who_is_gone_still_counts():
    wanted = Wanted(JURORS, ["B"], cast=[("J9", "B")], gone={"J9": "ANP"})
    assert wanted.open == (("J3", "B"), ("J4", "B"))


def test_nobody_to_ask_is_refused():
    with pytest.raises(NobodyToAsk):
        require_possible(Wanted({}, ["A"]))


def test_project_with_fewer_jurors_without_conflict_is_named():
    with pytest.raises(ProjectsShort) as refused:
        require_possible(Wanted(JURORS, ["A", "B"], conflicts=[("J3", "B")]))
    assert refused.value.short == {"B": 2}  # of J1 and J2 one alone can be chosen
    assert str(refused.value) == "Fewer than 3 jurors without conflict, of different institutions: B."


def test_anchor_with_too_many_conflicts_is_named_too():
    with pytest.raises(ProjectsShort) as refused:
        require_possible(Wanted(JURORS, ["A", "B"], anchors=["A"], conflicts=[("J1", "A"), ("J2", "A")]))
    assert refused.value.short == {"A": 2}


def test_three_institutions_are_enough():
    require_possible(Wanted(JURORS, ["A", "B"]))
