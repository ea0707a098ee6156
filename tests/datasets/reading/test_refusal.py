"""Every refusal can be said: its places are filled by its details, and both survive JSON."""

import json

import pytest

from datasets.reading.refusal import REFUSALS, ReadingRefusal, TooFewCells
from datasets.rules import DataRefusal


def test_refusal_says_what_and_where():
    refusal = TooFewCells(row=3, cells=1, width=2, column="50 % net")
    assert str(refusal).startswith("Row 3 has 1 cells and the header 2, so that there is none for 50 % net")
    kept = json.loads(json.dumps(refusal.as_dict()))
    assert REFUSALS[kept["code"]].message % kept["details"] == str(refusal)
    assert isinstance(refusal, DataRefusal)


def test_codes_are_unlike():
    assert len(REFUSALS) == len(ReadingRefusal.__subclasses__())


@pytest.mark.parametrize("kind", REFUSALS.values())
def test_every_refusal_is_a_sentence(kind):
    assert kind.message.endswith(".")
    assert kind.code.replace("_", "").isalpha()
