"""Places as the ranking gave them, or as a motion moved them."""

import pytest

from challenges.jury.places import is_moved, places_of

RANKS = [("a", 1), ("b", 1), ("c", 3)]


@pytest.mark.parametrize(
    ("decided", "found", "moved"),
    [
        (("a", "b", "c"), [("a", 1), ("b", 1), ("c", 3)], False),
        (("a", "c", "b"), [("a", 1), ("c", 2), ("b", 3)], True),
        (("b", "a", "c"), [("b", 1), ("a", 2), ("c", 3)], True),
    ],
)
def test_place_is_shared_until_a_motion_moves_somebody(decided, found, moved):
    assert (places_of(RANKS, decided), is_moved(RANKS, decided)) == (found, moved)
