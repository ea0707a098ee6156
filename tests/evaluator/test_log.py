import pytest

from evaluator.log import keep_ends, printable


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
        (b"\x1b[2J\x07\x00\x08", "\\x1b[2J\\x07\\x00\\x08"),
        ("\u202egnp.exe\u2066".encode(), "\\u202egnp.exe\\u2066"),
        ("a\u2028b\u0085c".encode(), "a\\u2028b\\x85c"),
        ("\U000e0041".encode(), "\\U000e0041"),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_control_characters_are_shown_not_obeyed(log: bytes, shown: str) -> None:
    assert printable(log) == shown
