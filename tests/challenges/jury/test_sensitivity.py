"""When there is a banner."""

import pytest

from challenges.jury.columns import LEAST_SQUARES, Column
from challenges.jury.sensitivity import sensitivity
from challenges.jury.uncertainty import Uncertainty


def columns(*winners):
    methods = (LEAST_SQUARES, "raw_mean", "z_score")
    return [Column(method, {}, dict.fromkeys(won, 1)) for method, won in zip(methods, winners, strict=True)]


@pytest.mark.parametrize(
    ("winners", "sure", "reasons"),
    [
        (("A", "A", "A"), 0.6, ()),
        (("A", "A", ""), 0.9, ()),  # a method that is not defined names nobody
        (("A", "A", "B"), 0.9, ("methods_differ",)),
        (("A", "A", "A"), 0.59, ("first_unsure",)),
        (("A", "B", "A"), 0.1, ("methods_differ", "first_unsure")),
        (("A", "AB", "A"), 0.6, ()),
        (("AB", "A", "AB"), 0.6, ("methods_differ",)),
    ],
)
def test_banner_says_why(winners, sure, reasons):
    found = sensitivity(columns(*winners), Uncertainty(1, 2000, {"A": sure}, {}, {}), leader="A")
    assert (found.reasons, found.is_sensitive, found.sure) == (reasons, bool(reasons), sure)
