"""Parts of times."""

import pandas as pd
import pytest

from datasets.anonymization.hierarchies.times import levels
from datasets.anonymization.refusal import LadderUnfit
from tests.datasets.anonymization.oracle import column


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("day", ["2024-12-30", "2021-01-01", "-"]),
        ("week", ["2025-W01", "2020-W53", "-"]),
        ("month", ["2024-12", "2021-01", "-"]),
        ("quarter", ["2024-Q4", "2021-Q1", "-"]),
        ("year", ["2024", "2021", "-"]),
    ],
)
@pytest.mark.parametrize("unit", ["s", "ns"])
def test_part_is_written_as_iso_8601(part, expected, unit):
    times = pd.Index(pd.to_datetime(["2024-12-30 23:59:59", "2021-01-01 00:00:00", None])).as_unit(unit)
    (found,) = levels(column("at", coarsen="time", levels=(part,)), times)
    assert found.values.fillna("-").tolist() == expected


def test_text_is_no_time():
    with pytest.raises(LadderUnfit, match="“at” holds no times"):
        levels(column("at", coarsen="time"), pd.Index(["2024-12-30"], dtype="str"))
