"""Strangers' bytes: kept short at both ends, cut between characters, and shown without obeying them."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from evaluator.log import (
    TAIL_BYTES,
    end_of,
    from_whole_character,
    keep_ends,
    printable,
    to_whole_character,
)
from tests.factories.strangers import ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE

SHARED = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[3] / "shared"))
ATTACK = SHARED / "attacks" / "51_ansi_escapes.py"
SHIP = "سفينة".encode()  # each letter is two bytes


def test_short_log_is_kept_whole() -> None:
    assert keep_ends(b"0123456789", head=5, tail=5) == b"0123456789"


def test_long_log_keeps_both_ends_and_marks_the_gap() -> None:
    assert keep_ends(b"abc" + b"." * 100 + b"xyz", head=3, tail=3) == b"abc\n[... 100 bytes left out ...]\nxyz"


@pytest.mark.parametrize(
    ("log", "shown"),
    [
        (b"plain\ttext\n", "plain\ttext\n"),
        ("déjà vu · مرسى".encode(), "déjà vu · مرسى"),
        (b"two\r\nlines\r\n", "two\nlines\n"),
        (b"over\rwritten", "over\\x0dwritten"),
        (b"\x1b[2J\x07\x00\x08\x7f", "\\x1b[2J\\x07\\x00\\x08\\x7f"),
        ("\u202egnp.exe\u2066".encode(), "\\u202egnp.exe\\u2066"),
        ("a\u2028b\u0085c\u200b".encode(), "a\\u2028b\\x85c\\u200b"),
        ("\U000e0041".encode(), "\\U000e0041"),
        (b"\xff\xfe \xe2\x80", "\\xff\\xfe \\xe2\\x80"),
        ("half a pair: \ud83d", "half a pair: \\ud83d"),
        ("narrow\u202fspace and \u00a0", "narrow\u202fspace and \u00a0"),
    ],
)
def test_control_characters_are_shown_not_obeyed(log: bytes | str, shown: str) -> None:
    assert printable(log) == shown


@pytest.mark.parametrize("log", [ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE, bytes(range(256)) * 4])
def test_nothing_that_acts_is_left(log: bytes) -> None:
    acting = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert {letter for letter in printable(log) if unicodedata.category(letter) in acting} <= {"\n", "\t"}


def test_end_of_a_short_log_is_all_of_it() -> None:
    assert end_of(b"one\ntwo\n") == b"one\ntwo\n"


@pytest.mark.parametrize("ending", [b"\n", b""])
def test_end_has_at_most_so_many_lines(ending: bytes) -> None:
    log = b"\n".join(b"line %d" % number for number in range(1000)) + ending
    assert end_of(log, lines=3) == b"line 997\nline 998\nline 999" + ending


def test_end_of_one_endless_line_is_bounded() -> None:
    assert end_of(LONG_LINE, lines=60) == LONG_LINE[-TAIL_BYTES:]


@pytest.mark.parametrize("most", range(1, len(SHIP) + 1))
def test_end_begins_with_a_whole_character(most: int) -> None:
    assert SHIP.decode().endswith(end_of(SHIP, most=most).decode())


def test_bytes_that_are_no_text_are_not_dropped_as_rests() -> None:
    assert from_whole_character(b"\x80" * 10) == b"\x80" * 7


@pytest.mark.parametrize("letter", ["e", "é", "€", "😀"])
def test_character_whose_rest_has_not_come_waits(letter: str) -> None:
    whole = f"a{letter}".encode()
    assert [to_whole_character(whole[:end]) for end in range(1, len(whole))] == [b"a"] * (len(whole) - 1)
    assert to_whole_character(whole) == whole


@pytest.mark.parametrize("log", [b"", b"\xff", b"a\xff", b"\x80\x80\x80\x80", b"done\n"])
def test_what_can_become_no_character_does_not_wait(log: bytes) -> None:
    assert to_whole_character(log) == log


@pytest.mark.skipif(not ATTACK.exists(), reason="the hostile programs are not here")
def test_escapes_of_the_other_tests_are_what_the_attack_prints() -> None:
    said = subprocess.run([sys.executable, ATTACK], capture_output=True, check=False, env={"PYTHONUTF8": "1"})
    assert (said.returncode, said.stdout) == (3, ANSI_ESCAPES)
