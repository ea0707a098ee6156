"""Quotes are called regular only where no reader of CSV could differ about them."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.quotes import are_regular


@pytest.mark.parametrize(
    ("text", "regular"),
    [
        ("a;b\n", True),
        ('"a";"b"\n"";"c"', True),
        ('"a;""b""\nc";d\r\n"e"', True),
        ('"a"b;c\n', False),
        ('a"b"c;d\n', False),
        ('"a;b\n', False),
        ('a;"b""\n', False),
        ('a"b;c"d\n', False),
        ('"a" ;b\n', False),
        ('5";6"\n', False),
    ],
)
def test_regular_quotes(text, regular):
    assert are_regular(text.encode(), separator=";") is regular


@settings(deadline=None)
@given(st.lists(st.lists(st.text('a;"\n é', max_size=5), min_size=2, max_size=2), min_size=1), st.booleans())
def test_what_a_writer_quotes_is_regular(table, quote_all):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL).writerows(table)
    assert are_regular(stream.getvalue().encode(), separator=";")


@settings(deadline=None)
@given(st.text('a;"\n', max_size=30))
def test_what_is_regular_is_never_refused(text):
    if are_regular(text.encode(), separator=";"):
        list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
