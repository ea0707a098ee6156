"""What a decision is computed from."""

from fractions import Fraction

from tests.challenges.jury.final_round import final_round


def test_automatic_points_are_of_every_project():
    points = final_round().automatic
    assert len(points) == 8
    assert [points[name] for name in ("P2", "P4", "P6", "P7")] == [Fraction(275 * 100, 1050), 0, 100, 0]


def test_without_a_scale_there_are_none():
    assert final_round(scale=None).automatic == {}
