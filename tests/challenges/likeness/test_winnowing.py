"""Near-same code: found under other names, not found in what everybody was given."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.likeness.winnowing import (
    KEPT,
    LINES,
    WINDOW,
    CodeAlike,
    Source,
    compare_code,
    hashes_of,
    marks_of,
    passages,
    tokens_of,
    winnow,
)
from tests.challenges.likeness.programs import OTHER, PROGRAM, RENAMED

hashes = st.lists(st.integers(0, 50), max_size=80)


def marks(text):
    return marks_of([Source("main.py", text)])


def alike(one, other, *, common=frozenset()):
    return compare_code(hashes_of(marks(one), common=common), hashes_of(marks(other), common=common))


@given(hashes)
def test_every_window_has_a_place_that_is_kept(values):
    kept = winnow(values)
    assert kept == sorted(set(kept))
    for start in range(len(values) - WINDOW + 1):
        assert any(start <= place < start + WINDOW for place in kept)
    assert bool(kept) == bool(values)


@given(hashes, hashes, st.lists(st.integers(0, 50), min_size=WINDOW, max_size=30))
def test_what_two_share_of_a_window_or_more_is_found_wherever_it_stands(before, after, shared):
    one = [*before, *shared]
    other = [*shared, *after]
    assert {one[place] for place in winnow(one)} & {other[place] for place in winnow(other)}


@given(st.text(max_size=300))
def test_any_text_is_read_to_some_end(text):
    assert all(line >= 1 for _, line in tokens_of(text))


@pytest.mark.parametrize("line", ["'\\" * 100_000, "(" * 200_000, "'" * 200_000, "0" * 200_000, "\\\n" * 100_000])
def test_line_made_to_be_slow_is_not(line):
    before = time.monotonic()
    tokens_of(f"x = {line}\ny = 1\n")
    assert time.monotonic() - before < 20


def test_names_comments_blank_lines_and_docstrings_make_no_difference():
    assert [sign for sign, _ in tokens_of(PROGRAM)] == [sign for sign, _ in tokens_of(RENAMED)]
    assert alike(PROGRAM, RENAMED).strength == 1.0


def test_other_program_is_not_like_it():
    assert alike(PROGRAM, OTHER).strength == 0.0


def test_what_everybody_was_given_says_nothing():
    common = {mark.hash for mark in marks(PROGRAM)}
    assert alike(PROGRAM, RENAMED, common=common) == CodeAlike(0, 0, 0)


def test_very_long_programs_are_compared_by_the_part_that_both_have_whole():
    one = list(range(0, 2 * KEPT, 2))
    other = list(range(KEPT))
    assert compare_code(one, other) == CodeAlike(KEPT // 2, KEPT // 2, KEPT)


def test_passages_stand_side_by_side_with_their_lines():
    found = passages([Source("main.py", PROGRAM)], [Source("copy.py", f"import os\n\n{RENAMED}")])
    assert found[0].names == ("main.py", "copy.py")
    first, second = found[0].texts
    assert first.split("\n")[0] == PROGRAM.split("\n")[found[0].starts[0] - 1]
    assert 2 < len(first.split("\n")) <= LINES
    assert second


def test_passage_shows_no_sign_that_turns_the_writing():
    turned = PROGRAM.replace("waiting", "waiting_x").replace("# hours", "# \u202ehours")
    shown = passages([Source("a\u202e.py", turned)], [Source("b.py", PROGRAM)])
    assert "\u202e" not in repr([one.names for one in shown])
    assert all("\u202e" not in text for one in shown for text in one.texts)
