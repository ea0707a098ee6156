"""How subjects are read, and what words of a search mean."""

from uuid import UUID

import pytest

from challenges.chronicle.rules import LARGEST_KEY, Sought, Subject, is_ones_own, moves_in, sought, subject_of

KEY = "3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10"


@pytest.mark.parametrize(
    ("text", "subject", "key"),
    [
        (f"team:{KEY}", Subject("team", KEY), UUID(KEY)),
        ("phase:7", Subject("phase", "7"), 7),
        ("leaderboard:rade/main", Subject("leaderboard", "rade/main"), None),
        (f"phase:{LARGEST_KEY + 1}", Subject("phase", str(LARGEST_KEY + 1)), None),
        ("phase:٧", Subject("phase", "٧"), None),
        ("", Subject("", ""), None),
    ],
)
def test_subject_is_read(text, subject, key):
    assert (subject_of(text), subject_of(text).key) == (subject, key)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1024", Sought(number=1024)),
        ("9" * 30, Sought(name="9" * 30)),
        ("AB" * 32, Sought(hash="ab" * 32)),
        (KEY.upper(), Sought(key=UUID(KEY))),
        ("-" * 36, Sought(name="-" * 36)),
        ("user:7", Sought(exact="user:7")),
        ("  Les \n Alizés ", Sought(name="Les Alizés")),
    ],
)
def test_words_mean_what_they_look_like(text, meant):
    assert sought(text) == meant


def test_what_a_person_does_to_themselves_is_their_own():
    assert is_ones_own(subject_of("user:7"), actor="user:7")
    assert not is_ones_own(subject_of("user:7"), actor="user:8")
    assert not is_ones_own(subject_of("team:7"), actor="user:7")


def test_moves_are_found_under_changes_or_among_the_details():
    assert moves_in({"changes": {"order": [0, 3]}, "order": [1, 2]}) == {"order": (0, 3)}
    assert moves_in({"closes_at": ["a", "b"], "fields": ["x", "y"], "n": 2, "three": [1, 2, 3]}) == {
        "closes_at": ("a", "b")
    }
