"""Strangers' bytes made visible."""

import pytest

from challenges.pages.shown import TAIL_LINES, shown, tail


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain\ttext\n", "plain\ttext\n"),
        ("déjà سفينة".encode(), "déjà سفينة"),
        (b"a\r\nb\rc", "a\nb␍c"),
        (b"\x00\x07\x1b[0m\x7f", "␀␇␛[0m␡"),
        ("\u202eevil\u2028\u200b\x85".encode(), "⟨U+202E⟩evil⟨U+2028⟩⟨U+200B⟩⟨U+0085⟩"),
        (b"\xff\xfe", "\\xff\\xfe"),
    ],
)
def test_what_acts_is_made_visible(raw, text):
    assert shown(raw) == text


def test_tail_of_a_short_log_is_all_of_it():
    assert tail(b"one\ntwo\n") == ("one\ntwo\n", False)


def test_tail_keeps_the_last_whole_lines():
    text, is_cut = tail(b"".join(b"line %d\n" % number for number in range(1000)))
    assert is_cut
    assert text.splitlines() == [f"line {number}" for number in range(1000 - TAIL_LINES, 1000)]


def test_tail_of_one_endless_line_is_its_end():
    text, is_cut = tail(b"x" * 100_000 + b"end")
    assert is_cut
    assert text.endswith("xend")
    assert len(text) == 16 * 1024
