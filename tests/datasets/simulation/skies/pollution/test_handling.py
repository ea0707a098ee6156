"""What the quays handle: parts of hours count as parts, and the plan knows what was announced, no more."""

import numpy as np
import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.skies.pollution.handling import (
    Stays,
    each_hour,
    each_planned_hour,
    engines_of,
    stays_of,
    tonnes_of,
)


def one(announced: float, begin: float, end: float, *, late: float = 0.0, stay: float | None = None) -> Stays:
    told = (announced, begin, end, late, end - begin if stay is None else stay)
    return Stays(*(np.array([value], dtype=float) for value in told))


def test_each_hour_counts_parts_of_hours():
    begin, end, rates = np.array([1.25, 0.0]), np.array([3.5, 4.0]), np.array([100.0, 10.0])
    assert each_hour(begin, end, rates=rates, hours=4).tolist() == [10.0, 85.0, 110.0, 60.0]


def test_each_hour_leaves_out_what_lies_outside():
    begin, end = np.array([-5.0, 1.0, 9.0]), np.array([1.0, 20.0, 30.0])
    assert each_hour(begin, end, rates=np.ones(3), hours=3).tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("stays", "planned"),
    [
        (one(-30, -4, 6), [1.0] * 6 + [0.0] * 18),  # at berth: its berthing is known
        (one(-30, -4, 6, late=3), [1.0] * 6 + [0.0] * 18),
        (one(-30, -4, 6, stay=8), [1.0] * 4 + [0.0] * 20),  # its leaving is only expected
        (one(-30, -4, 6, stay=2), [1.0] + [0.0] * 23),  # expected to be gone, and there
        (one(-2, 10, 14, late=2), [0.0] * 12 + [1.0] * 4 + [0.0] * 8),
        (one(-2, 10, 14, late=-20), [1.0] * 4 + [0.0] * 20),  # nobody berths before now
        (one(1, 10, 14), [0.0] * 24),  # announced after midnight
        (one(-90, -40, -1, stay=60), [0.0] * 24),  # gone
    ],
)
def test_plan_of_a_midnight_knows_what_is_known_then(stays, planned):
    assert each_planned_hour(stays, [np.ones(1)], midnights=[0])[0].tolist() == planned


def test_plans_of_several_midnights_follow_each_other():
    stays = one(-30, -4, 40)
    tonnes, ships = each_planned_hour(stays, [np.full(1, 7.0), np.ones(1)], midnights=[0, 24])
    assert ships.tolist() == [1.0] * 40 + [0.0] * 8
    assert tonnes.tolist() == [7.0] * 40 + [0.0] * 8


def test_stays_count_hours_from_the_start():
    calls = simulate(PORTS["MACAS"], years=range(2024, 2025), seed=3).port_calls
    start = pd.Timestamp(2023, 12, 31)
    stays = stays_of(PORTS["MACAS"], calls, start=start, seed=3)
    assert stays.begin.tolist() == ((calls["atb"] - start) / pd.Timedelta(hours=1)).tolist()
    assert (stays.announced < stays.begin).all()
    assert (stays.stay / (stays.end - stays.begin)).std() == pytest.approx(0.12, abs=0.02)


def test_tonnes_and_engines_are_those_of_the_quay():
    calls = pd.DataFrame(
        {
            "terminal": ["CER", "CER", "VRA"],
            "cargo": ["cereals", "feed", "coal"],
            "tonnes": [30_000, 10_000, 20_000],
            "gross_tonnage": [20_000, 20_000, 20_000],
        }
    )
    assert tonnes_of(calls, terminals=("CER",), dust={"cereals": 1.0, "feed": 1.5}).tolist() == [30_000, 15_000, 0]
    assert tonnes_of(calls, terminals=("CER",), dust={}).tolist() == [0, 0, 0]
    assert engines_of(calls, terminals=("CER",)).tolist() == [1, 1, 0]
