"""The separator is the one that makes a table of the first lines."""

import pytest

from datasets.reading.separators import Dialect, dialect_of


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separator_cuts_every_line_alike(separator):
    text = "".join(separator.join(row) + "\n" for row in (["id", "port", "x"], ["1", "Agadir", "2"]))
    assert dialect_of(text) == Dialect(separator, 3)


@pytest.mark.parametrize(
    ("text", "separator", "columns"),
    [
        ("id;x;y\n1;1,5;2,5\n2;2,5;3,5\n", ";", 3),
        ('a,b\n"1;2;3","4;5;6"\n', ",", 2),
        ("a;b;c\n1;2\n1,5;2,5;3,5\n", ";", 3),
        ("Extraction du port\na;b;c\n1;2;3\n", ";", 1),
        ("date\n2025-01-01\n", ";", 1),
        ("a,b,c\n1,2|3,4\n", ",", 3),
        ("\n\na;b\n", ";", 2),
    ],
)
def test_separator_of_harder_texts(text, separator, columns):
    assert dialect_of(text) == Dialect(separator, columns)


@pytest.mark.parametrize(("declared", "separator"), [("sep=;", ";"), ("sep=,", ","), ("sep=\t", "\t")])
def test_separator_that_the_first_line_declares_is_believed(declared, separator):
    text = f"{declared}\r\na{separator}b\r\n1{separator}2\r\n"
    assert dialect_of(text) == Dialect(separator, 2, begins=2)


def test_declaration_of_something_else_is_a_header():
    assert dialect_of("sep=x;b\n1;2\n") == Dialect(";", 2)
