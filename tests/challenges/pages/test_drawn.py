"""How long a drawn board will do."""

import time

import pytest

from challenges.pages.drawn import OLDEST_SECONDS, Drawn


def drawn(*, age: float, took: float = 0.0) -> Drawn:
    return Drawn("state", time.monotonic() - age, took, "", {}, b"", None)


@pytest.mark.parametrize(
    ("age", "took", "state", "is_new"),
    [
        (100.0, 0.0, "state", True),
        (4.0, 0.0, "next", True),
        (6.0, 0.0, "next", False),
        (6.0, 0.4, "next", True),
        (OLDEST_SECONDS + 1, 9.0, "next", False),
    ],
    ids=["nothing happened", "just drawn", "old", "takes long to draw", "too old however long it takes"],
)
def test_board_is_new_while_nothing_happened_or_for_a_moment(settings, age, took, state, is_new):
    settings.CROWD_SECONDS = 5
    assert drawn(age=age, took=took).is_new(state) is is_new


def test_without_a_crowd_only_what_is_will_do(settings):
    settings.CROWD_SECONDS = 0
    assert (drawn(age=0.0).is_new("next"), drawn(age=0.0).will_do()) == (False, False)


def test_old_one_will_not_do_while_the_next_is_drawn(settings):
    settings.CROWD_SECONDS = 5
    assert (drawn(age=6.0).will_do(), drawn(age=OLDEST_SECONDS + 1).will_do()) == (True, False)
