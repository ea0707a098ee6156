"""Motions: what may reorder, and what may not."""

import pytest

from challenges.jury.motions import REASON_LENGTH, Motion, MotionStale, MotionUnusable, moved, require_motion

ORDER = ("A", "B", "C")
SWAP = Motion(ORDER, ("B", "A", "C"), "B was shown live.", ("J1", "J2"), ("J3",))


def changed(**changes):
    return Motion(**{name: changes.get(name, getattr(SWAP, name)) for name in Motion.__slots__})


def test_motions_follow_one_another():
    again = Motion(("B", "A", "C"), ("B", "C", "A"), "As agreed.", ("J1",))
    assert moved(ORDER, []) == ORDER
    assert moved(ORDER, [SWAP, again]) == ("B", "C", "A")


def test_motion_from_another_order_is_stale():
    with pytest.raises(MotionStale):
        require_motion(SWAP, present=("C", "A", "B"))
    with pytest.raises(MotionStale):
        moved(ORDER, [SWAP, SWAP])


@pytest.mark.parametrize(
    "changes",
    [
        {"new": ORDER},
        {"new": ("B", "A")},
        {"new": ("B", "A", "Z")},
        {"new": ("B", "B", "A", "C")},
        {"reason": " \n"},
        {"reason": "x" * (REASON_LENGTH + 1)},
        {"voters": ()},
        {"voters": ("J1", "J1")},
        {"voters": ("J1", "J3")},
    ],
)
def test_motion_that_lacks_something_is_refused(changes):
    with pytest.raises(MotionUnusable):
        require_motion(changed(**changes), present=ORDER)
