"""The encoding is told from all bytes of a file, and a byte that cannot be read by its line."""

import pytest

from datasets.reading import encodings
from datasets.reading.encodings import encoding_of
from datasets.reading.refusal import EmptyFile, LineTooLong, NotText, UnknownEncoding

TEXT = "navire;arrivée\nL’Étoile;à l'aube\nنجمة;٣\n"
LONG = "x" + ("é" * 99 + "\n") * 20_000  # more than three chunks, whose borders cut letters in two


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, LONG], ids=["short", "long"])
def test_encoding_is_told_and_decodes_without_its_mark(write, codec, name, text):
    path = write(text, encoding=codec)
    found = encoding_of(path, name="visits.csv")
    assert found.name == name
    assert path.read_text(encoding=found.codec) == text


@pytest.mark.parametrize("text", ["arrivée\n", "x" * 99 + "\n" + "à l’aube – 12 €\n" * 100_000], ids=["short", "long"])
def test_letters_that_are_no_utf8_are_those_of_windows(write, text):
    path = write(text, encoding="windows-1252")
    found = encoding_of(path, name="visits.csv")
    assert found.name == "Windows-1252"
    assert path.read_text(encoding=found.codec) == text


def test_broken_utf8_does_not_pass_for_windows(write):
    path = write("é;à\n".encode() * 3 + b"e\xe9;b\n" + "é;à\n".encode() * 3)
    with pytest.raises(UnknownEncoding) as refusal:
        encoding_of(path, name="visits.csv")
    assert refusal.value.details == {"name": "visits.csv", "row": 4, "byte": "0xe9"}


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_byte_of_no_encoding_is_found_by_its_line(write, end):
    path = write(end.join([b"a;b", b"1;\xe9", b"2;\x81", b"3;4"]))
    with pytest.raises(UnknownEncoding) as refusal:
        encoding_of(path, name="visits.csv")
    assert refusal.value.details == {"name": "visits.csv", "row": 3, "byte": "0x81"}


def test_letter_that_is_cut_off_at_the_end_is_told(write):
    with pytest.raises(UnknownEncoding) as refusal:
        encoding_of(write("é\né\né".encode()[:-1]), name="visits.csv")
    assert refusal.value.details["row"] == 3


def test_half_a_sign_of_utf16_is_told(write):
    with pytest.raises(UnknownEncoding) as refusal:
        encoding_of(write("a\nb".encode("utf-16") + b"c"), name="visits.csv")
    assert refusal.value.details["row"] == 2


@pytest.mark.parametrize(
    "content",
    [
        b"a;b\r\n1;2\r\n3;\0\r\n",
        "a;b\n1;2\n3;\0\n".encode("utf-16"),
        b"a;b\n1;2\n" + bytes(range(1, 256)).replace(b"\n", b"").replace(b"\r", b"") + b"\0",
    ],
)
def test_zero_byte_is_no_text(write, content):
    with pytest.raises((NotText, UnknownEncoding)) as refusal:
        encoding_of(write(content), name="visits.csv")
    assert refusal.value.details["row"] == 3


def test_zero_byte_far_inside_is_found_by_its_line(write):
    with pytest.raises(NotText) as refusal:
        encoding_of(write(LONG + "\0"), name="visits.csv")
    assert refusal.value.details["row"] == 20_001


def test_line_without_end_is_no_table(write):
    with pytest.raises(LineTooLong) as refusal:
        encoding_of(write("a\nb\n" + "x" * (3 * encodings.CHUNK)), name="visits.csv")
    assert refusal.value.details["row"] == 3


def test_empty_file_is_told(write):
    with pytest.raises(EmptyFile, match=r"visits\.csv is empty"):
        encoding_of(write(b""), name="visits.csv")


def test_progress_is_told_in_bytes(write):
    seen = []
    path = write(LONG)
    encoding_of(path, name="visits.csv", on_byte=seen.append)
    assert seen[0] == encodings.CHUNK
    assert seen[-1] == path.stat().st_size
