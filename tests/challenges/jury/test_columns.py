"""All methods side by side."""

from fractions import Fraction

from hypothesis import given

from challenges.jury.columns import LEAST_SQUARES, METHODS, TITLES, columns, disagreeing
from challenges.jury.combining import Weights
from challenges.jury.marks import ConstantJuror
from challenges.jury.pairs import NothingPreferred
from challenges.jury.severity import fit
from tests.challenges.jury.panels import WORKED, connected_panels, panel


def found_of(marks, **final):
    return {column.method: column for column in columns(marks, fit(marks), **final)}


def test_plain_mean_names_another_winner_in_the_worked_example():
    found = found_of(panel(WORKED))
    assert [*found] == [*TITLES] == [LEAST_SQUARES, *METHODS]
    assert found["raw_mean"].scores == {"A": 74.0, "B": 82.0, "C": 70.0, "D": 60.0}
    assert found[LEAST_SQUARES].scores == {"A": 80.0, "B": 76.0, "C": 70.0, "D": 60.0}
    winners = {method: column.winners for method, column in found.items()}
    assert winners == dict.fromkeys(TITLES, ("A",)) | {"raw_mean": ("B",)}
    assert disagreeing([*found.values()]) == ("raw_mean",)


def test_column_that_is_not_defined_tells_why_and_names_nobody():
    marks = panel({name: {"J1": 50, "J2": 50, "J3": score} for name, score in {"A": 60, "B": 60, "C": 60}.items()})
    found = found_of(marks)
    assert isinstance(found["z_score"].refused, ConstantJuror)
    assert isinstance(found["bradley_terry"].refused, NothingPreferred)
    assert (found["z_score"].ranks, found["z_score"].winners) == ({}, ())
    assert disagreeing([*found.values()]) == ()


def test_automatic_part_is_in_the_ranks_of_every_method():
    automatic = {"A": Fraction(0), "B": Fraction(0), "C": Fraction(0), "D": Fraction(100)}
    found = found_of(panel(WORKED), automatic=automatic, weights=Weights.of("0.1"))
    assert {column.winners for column in found.values()} == {("D",)}
    assert found["raw_mean"].scores["D"] == 60.0


@given(connected_panels(complete=True))
def test_on_a_complete_panel_plain_mean_and_least_squares_agree(marks):
    found = found_of(marks)
    assert found["raw_mean"].ranks == found[LEAST_SQUARES].ranks
