"""Names that every disk takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartport.keepsake.naming import DEVICES, Names, file_stem, fit, page_stem


@given(st.text())
def test_every_word_becomes_fit(text):
    word = fit(text)
    assert re.fullmatch(r"[a-z0-9-]{1,41}", word)
    assert word not in DEVICES


@pytest.mark.parametrize(
    ("address", "stem"),
    [
        ("/", "fr/index"),
        ("/challenges/con/", "fr/challenges/con-"),
        ("/challenges/rade/leaderboard/?page=2&phase=finale", "fr/challenges/rade/leaderboard-finale-p2"),
        ("/projects/0f9d6f3e-1111-4222-8333-444455556666/", "fr/projects/0f9d6f3e"),
    ],
)
def test_page_lies_at_its_address(address, stem):
    assert page_stem(address, language="fr") == stem


def test_name_is_given_out_once():
    names = Names()
    assert [names.take("fr/a", "html") for _ in range(3)] == ["fr/a.html", "fr/a-2.html", "fr/a-3.html"]


def test_file_is_called_as_it_came_without_its_folders():
    assert file_stem("../../etc/Pass wd.csv") == "pass-wd"
