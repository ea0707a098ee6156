"""Numbers are told by how they are written, and written again as Python would."""

import math

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.masks import masks_of
from datasets.reading.numbers import PATTERNS, form, plain, written


@pytest.mark.parametrize(
    ("text", "ways", "whole"),
    [
        ("12", {*PATTERNS}, {*PATTERNS}),
        ("-3", {*PATTERNS}, {*PATTERNS}),
        ("0", {*PATTERNS}, {*PATTERNS}),
        ("12.5", {"point", "point, commas"}, set()),
        ("12,5", {"comma", "comma, points"}, set()),
        ("1.234", {"point", "point, commas", "comma, points"}, {"comma, points"}),
        ("0.234", {"point", "point, commas"}, set()),
        ("1,234", {"comma", "point, commas", "comma, points"}, {"point, commas"}),
        ("1 234", {"point", "comma"}, {"point", "comma"}),
        ("1\u202f234\u202f567,5", {"comma"}, set()),
        ("1,234,567", {"point, commas"}, {"point, commas"}),
        ("1,234.5", {"point, commas"}, set()),
        ("1.234.567,5", {"comma, points"}, set()),
        ("1e3", {"point", "comma"}, set()),
        ("-1,50E+03", {"comma"}, set()),
        ("+.5", {"point", "point, commas"}, set()),
        ("5.", {"point", "point, commas"}, set()),
    ],
)
def test_number_may_be_read_in_these_ways(text, ways, whole):
    found = written(text)
    assert (found.ways, found.whole) == (ways, whole)


@pytest.mark.parametrize(
    "text",
    ["", "-", "1e", "12 %", "1e400", "007", "-01", "00,5", "+212612345678", "1 23", "12 3456", "1,2,3", "1.2.3", "٣",
     "1234567890123456789", "0x1f", "nan", "inf", "1_000", "012 345", "1.234,567.8"],
)  # fmt: skip
def test_what_is_no_number_to_reckon_with(text):
    assert written(text) is None


@pytest.mark.parametrize(
    ("text", "way", "number"),
    [
        ("1 234,5", "comma", "1234.5"),
        ("1\u00a0234\u202f567", "point", "1234567"),
        ("+1,234.5", "point, commas", "1234.5"),
        ("-1.234,5", "comma, points", "-1234.5"),
        ("1,50E+03", "comma", "1.50E+03"),
    ],
)
def test_number_is_written_plainly(text, way, number):
    assert plain(pa.array([text]), way=way, has_thousands=True).to_pylist() == [number]


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["point", "comma"]))
def test_any_float_is_read_back(number, way):
    text = repr(number) if way == "point" else repr(number).replace(".", ",")
    found = written(text)
    if found is None:
        assert "e" in text
        assert abs(int(text.partition("e")[2])) > 99
        return
    assert way in found.ways
    assert float(plain(pa.array([text]), way=way, has_thousands=False)[0].as_py()) == number


@settings(deadline=None)
@given(
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.sampled_from([(" ", "point"), (",", "point, commas"), (".", "comma, points")]),
)
def test_any_integer_in_threes_is_read_back(number, how):
    sign, way = how
    text = f"{number:,}".replace(",", sign)
    found = written(text)
    assert way in found.whole
    assert int(plain(pa.array([text]), way=way, has_thousands=True)[0].as_py()) == number


@settings(deadline=None)
@given(st.from_regex(r"[+-]?[0-9 ,.]{1,12}", fullmatch=True).filter(lambda text: text == text.strip()))
def test_mask_of_a_number_says_the_same_as_the_number(text):
    """But that a group of thousands after a 0 is seen in the number and in its mask alike."""
    mask = masks_of(pa.array([text]))[0].as_py()
    assert written(mask) == written(text)


def test_form_shows_the_signs():
    assert form("comma", is_whole=False, has_thousands=True) == "1 234,5"
    assert form("point", is_whole=True, has_thousands=False) == "1234"
    assert form("comma, points", is_whole=False, has_thousands=True) == "1.234,5"
    assert math.isclose(float(form("point", is_whole=False, has_thousands=False)), 1234.5)
