"""A log put together from ends that overlap, jump or begin again: nothing twice, nothing torn, gaps said."""

import pytest

from smartport.client.following import Follower, LogEnd

WHOLE = "epoch 1\nécole €\n😀 مرسى\r\nlast\n".encode()


def told(*ends: tuple[bytes, int, bool]) -> str:
    follower = Follower()
    return "".join(follower.news(LogEnd(*end)) for end in ends)


@pytest.mark.parametrize("most", [5, 16, 1000])
def test_log_that_grows_byte_by_byte_comes_out_as_it_is(most):
    """Whatever part of its end is seen each time, as long as it reaches back to what was seen before."""
    ends = [(WHOLE[max(0, size - most) : size], size, True) for size in range(1, len(WHOLE) + 1)]
    assert told(*ends) == WHOLE.decode().replace("\r\n", "\n")


def test_what_was_seen_is_not_said_again():
    assert told((b"one\n", 4, True), (b"one\n", 4, True), (b"one\ntwo\n", 8, True)) == "one\ntwo\n"


def test_gap_is_said():
    assert told((b"one\n", 4, True), (b"nine\n", 99, True)) == "one\n\n[... 90 bytes left out ...]\nnine\n"


def test_run_that_begins_again_is_said():
    assert told((b"one\ntwo\n", 8, True), (b"o", 1, True)) == "one\ntwo\n\n[... the run begins again ...]\no"


def test_beginning_of_a_character_waits_for_its_rest():
    euro = "€".encode()
    assert told((b"a" + euro[:1], 2, True)) == "a"
    assert told((b"a" + euro[:1], 2, True), (b"a" + euro, 4, True)) == "a€"


def test_rest_that_never_comes_is_shown_at_the_end():
    assert told((b"a\xe2", 2, True), (b"a\xe2", 2, False)) == "a\\xe2"


def test_nothing_acts_on_the_terminal():
    ends = ((b"\x1b[2J\x00\n", 6, True), (b"\x1b[2J\x00\nover\rwritten", 18, False))
    assert told(*ends) == "\\x1b[2J\\x00\nover\\x0dwritten"
