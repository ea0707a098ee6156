"""How values are written."""

import numpy as np
import pandas as pd
import pytest

from datasets.anonymization.texts import texts_of


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pd.Index(["a", None], dtype="str"), ["a", None]),
        (pd.Index([101.0, np.nan, 2.5]), ["101", None, "2.5"]),
        (pd.Index([7, 8]), ["7", "8"]),
        (pd.Index([1, None], dtype="Int64"), ["1", None]),
        (pd.Index([True, None], dtype=object), ["True", None]),
        (pd.CategoricalIndex([40.0, 20.0, None]), ["40", "20", None]),
        (pd.Index([pd.Timestamp(2024, 3, 5), pd.NaT]), ["2024-03-05", None]),
        (pd.Index([pd.Timestamp(2024, 3, 5, 14, 30)]), ["2024-03-05T14:30:00"]),
    ],
)
def test_texts_are_plain_and_null_stays_null(values, expected):
    found = texts_of(values)
    assert found.dtype == "str"
    assert [None if pd.isna(text) else text for text in found] == expected
