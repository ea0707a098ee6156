"""Texts become values of the type of their column, wherever they stand, and empty cells become nulls."""

from datetime import datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.guess import guess
from datasets.reading.tally import Tally
from datasets.reading.typed import TYPES, typed

at = datetime.fromisoformat


def read(*texts: str) -> pa.Array:
    values, tally = pa.array(texts, pa.string()), Tally()
    tally.take(values, rows=np.arange(len(texts)))
    found = guess(tally)
    result = typed(values, found)
    assert result.type == TYPES[found.type]
    return result


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1", "", "+2", "-"], [1, None, 2, None]),
        (["1 234", "", "5"], [1234, None, 5]),
        (["1,5", "-1\u202f000,25"], [1.5, -1000.25]),
        (["1e3", ".5", "5.", "NaN"], [1000.0, 0.5, 5.0, None]),
        (["1,50E+03", "2"], [1500.0, 2.0]),
        (["Oui", "", "non"], [True, None, False]),
        (["007", "", "NA"], ["007", None, "NA"]),
        (["", ""], [None, None]),
        (["2025-01-02", "", "13/01/2025 08:30"], [at("2025-01-02"), None, at("2025-01-13 08:30")]),
        (["13/01/2025", "1/14/2025"], [at("2025-01-13"), at("2025-01-14")]),
        (["2/1/2025", "1/13/2025"], [at("2025-02-01"), at("2025-01-13")]),
        (["2025-01-02T00:30:00+01:00"], [at("2025-01-01 23:30")]),
        (["999999999999999999", "-999999999999999999"], [999999999999999999, -999999999999999999]),
    ],
)
def test_texts_become_values(texts, values):
    assert read(*texts).to_pylist() == values


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(-(10**12), 10**12)), min_size=1))
def test_integers_and_holes_come_back(numbers):
    texts = ["" if number is None else str(number) for number in numbers]
    if any(number is not None for number in numbers) and not all(len(text) in (8, 12) for text in texts if text):
        assert read(*texts).to_pylist() == numbers
