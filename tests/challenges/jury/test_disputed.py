"""The most disputed projects, severities apart."""

from challenges.jury.disputed import MOST, Dispute, disputed
from challenges.jury.severity import fit
from tests.challenges.jury.panels import WORKED, panel


def test_severity_is_no_dispute():
    marks = panel(WORKED)
    assert disputed(marks, fit(marks)) == []


def test_most_disputed_comes_first_with_who_is_of_which_mind():
    marks = panel({"A": {"J1": 90, "J2": 10}, "B": {"J1": 40, "J2": 60}, "C": {"J1": 20, "J2": 80}, "D": {"J1": 1}})
    found = disputed(marks, fit(marks))
    assert [one.project for one in found] == ["A", "C", "B"]
    assert found[0] == Dispute("A", 40.0, ("J2", 10), ("J1", 90))


def test_five_are_shown():
    marks = panel({f"P{number}": {"J1": number, "J2": 2 * number} for number in range(9)})
    assert len(disputed(marks, fit(marks))) == MOST == 5
