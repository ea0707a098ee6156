"""Every doubt can be said in every language."""

from typing import get_args

import pytest
from django.utils import translation

from datasets.reading.guess import Reason
from datasets.reading.wording import SENTENCES, doubt_said


def test_every_reason_has_its_sentence():
    assert set(SENTENCES) == set(get_args(Reason))


def test_one_cell_and_many_are_said_otherwise():
    with translation.override("en"):
        one = doubt_said({"code": "not_numbers", "count": 1, "total": 1_000_000, "rows": [57]})
        many = doubt_said({"code": "not_numbers", "count": 1200, "total": 1_000_000, "rows": [57, 58, 60]})
    assert one == "1 of 1,000,000 cells is no number (row 57), so the column stays text."
    assert many == "1,200 of 1,000,000 cells are no numbers (the first in row 57), so the column stays text."


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("count", [1, 2, 5, 30, 100])
def test_every_doubt_can_be_said(code, language, count):
    with translation.override(language):
        said = doubt_said({"code": code, "count": count, "total": 5000, "rows": [57]})
    assert "57" in said
    assert "%" not in said
