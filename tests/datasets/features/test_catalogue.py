"""Features by hand, and the proof that none sees the future."""

import numpy as np
import pandas as pd
import pytest

from datasets.features.catalogue import FEATURES, work_out
from datasets.features.values import MissingColumn, WrongKind
from datasets.recipes.reading import read_recipe
from datasets.simulation import PORTS, simulate
from datasets.tables import Tables
from tests.datasets.conftest import PACK

DAY = pd.Timestamp(2024, 3, 5)  # a Tuesday
ROADS = {"since": "ata", "until": "atb", "at": "announced_at"}
QUAY = {"since": "atb", "until": "atd", "at": "announced_at"}
COMING = {"since": "announced_at", "until": "ata", "at": "announced_at"}
HERE = {"within": "terminal"}
SEA = {"table": "sea", "at": "announced_at"}


def at(hours: float) -> pd.Timestamp:
    return DAY + pd.Timedelta(hours=hours)


def call(terminal: str, announced: float, ata: float, atb: float, atd: float, tonnes: int) -> dict:
    times = {"announced_at": at(announced), "eta": at(announced + 24), "ata": at(ata), "atb": at(atb), "atd": at(atd)}
    return {"terminal": terminal, "tonnes": tonnes, **times}


@pytest.fixture
def tiny() -> Tables:
    """Four calls; the last one is announced at 40 h, when CER has one ship berthed, one in the roads, one announced."""
    calls = [
        call("CER", 0, 24, 25, 60, 1000),
        call("CER", 2, 26, 61, 90, 2000),
        call("TC1", 3, 27, 30, 39, 4000),
        call("CER", 30, 54, 91, 99, 8000),
        call("CER", 40, 64, 100, 120, 16000),
    ]
    hours = pd.date_range(DAY, periods=100, freq="h")
    sea = pd.DataFrame({"time": hours, "swell_m": 1 + np.arange(100) / 100, "tide_m": np.arange(100) % 12 / 3.0})
    sea = sea.assign(is_open=~sea.index.isin([5, 38, 39, 40, 41]))
    return Tables(pd.DataFrame(calls), {"sea": sea.sample(frac=1, random_state=1)})


@pytest.mark.parametrize(
    ("name", "options", "value"),
    [
        ("ongoing", ROADS | HERE, 1),
        ("ongoing", ROADS, 1),
        ("ongoing", ROADS | HERE | {"total_of": "tonnes"}, 2000),
        ("ongoing", QUAY | HERE, 1),
        ("ongoing", QUAY | HERE | {"total_of": "tonnes"}, 1000),
        ("ongoing", COMING | HERE, 2),
        ("longest_ongoing", ROADS | HERE, 14),
        ("recent_median", ROADS | HERE | {"days": 30}, 1),
        ("recent_median", ROADS | {"days": 30}, 2),
        ("at_time", SEA | {"column": "swell_m"}, 1.40),
        ("at_time", SEA | {"column": "swell_m", "ahead_hours": 48}, 1.88),
        ("hours_where", SEA | {"column": "is_open", "equals": False, "hours": 72}, 4),
        ("at_time", SEA | {"column": "tide_m", "at": "eta"}, 4 / 3),
        ("spread_around", SEA | {"column": "tide_m", "at": "eta", "hours": 6}, 11 / 3),
        ("time_part", {"of": "eta", "part": "year"}, 2024),
        ("time_part", {"of": "eta", "part": "quarter"}, 1),
        ("time_part", {"of": "eta", "part": "weekday"}, 4),
        ("time_part", {"of": "eta", "part": "slot"}, 12),
        ("duration", {"begins": "announced_at", "ends": "eta"}, 24),
    ],
)
def test_feature_of_the_last_call_is_what_one_counts_by_hand(tiny, name, options, value):
    assert work_out(name, tables=tiny, options=options)[-1] == pytest.approx(value)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (72, ["5-6 38-42", "3-4 36-40", "2-3 35-39", "8-12", "0-2"]),
        (36, ["5-6", "3-4", "2-3 35-36", "8-12", "0-2"]),
    ],
)
def test_spells_are_told_in_hours_from_the_time(tiny, hours, told):
    options = SEA | {"column": "is_open", "equals": False, "hours": hours}
    assert work_out("spells", tables=tiny, options=options).tolist() == told


def test_spells_are_empty_before_the_table_begins(tiny):
    early = Tables(tiny.rows.assign(announced_at=DAY - pd.Timedelta(hours=5)), tiny.others)
    options = SEA | {"column": "is_open", "equals": False, "hours": 72}
    assert work_out("spells", tables=early, options=options).tolist() == [""] * 5


def test_first_call_finds_an_empty_port(tiny):
    assert work_out("ongoing", tables=tiny, options=ROADS)[0] == 0
    assert work_out("longest_ongoing", tables=tiny, options=ROADS)[0] == 0
    assert work_out("ongoing", tables=tiny, options=COMING)[0] == 1
    assert np.isnan(work_out("recent_median", tables=tiny, options=ROADS | {"days": 30})[0])


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("ongoing", ROADS | HERE),
        ("longest_ongoing", ROADS),
        ("recent_median", ROADS | {"days": 1}),
        ("at_time", SEA | {"column": "swell_m"}),
        ("time_part", {"of": "announced_at", "part": "hour"}),
    ],
)
def test_row_without_a_time_has_no_feature(tiny, name, options):
    rows = tiny.rows.assign(announced_at=tiny.rows["announced_at"].where(tiny.rows.index != 3))
    values = work_out(name, tables=Tables(rows, tiny.others), options=options)
    assert np.isnan(values[3])
    assert len(values) == len(rows)


def test_call_that_never_ended_is_ongoing_and_one_that_never_began_is_not(tiny):
    rows = tiny.rows.assign(atb=tiny.rows["atb"].where(tiny.rows.index != 1))
    assert work_out("ongoing", tables=Tables(rows), options=ROADS | HERE)[-1] == 1
    rows = rows.assign(ata=rows["ata"].where(rows.index != 1))
    assert work_out("ongoing", tables=Tables(rows), options=ROADS | HERE)[-1] == 0


def test_before_the_table_begins_nothing_is_known(tiny):
    late = {"sea": tiny.others["sea"][tiny.others["sea"]["time"] > at(10)]}
    swell = work_out("at_time", tables=Tables(tiny.rows, late), options=SEA | {"column": "swell_m"})
    assert np.isnan(swell[0])
    assert swell[-1] == pytest.approx(1.40)


@pytest.mark.parametrize(
    ("name", "options", "refusal", "sentence"),
    [
        ("ongoing", ROADS | {"since": "arrival"}, MissingColumn, "the column “arrival”; the extract has: terminal,"),
        ("ongoing", ROADS | {"since": "tonnes"}, WrongKind, "“tonnes” holds no times"),
        ("ongoing", ROADS | {"total_of": "terminal"}, WrongKind, "“terminal” holds no numbers"),
        ("at_time", SEA | {"table": "wind", "column": "x"}, MissingColumn, "in the table “wind”; give it an extract"),
        ("at_time", SEA | {"column": "wind"}, MissingColumn, "the column “wind”"),
    ],
)
def test_column_that_will_not_do_is_named(tiny, name, options, refusal, sentence):
    with pytest.raises(refusal) as refused:
        work_out(name, tables=tiny, options=options)
    assert sentence in str(refused.value)


def as_known_at(tables: Tables, now: pd.Timestamp) -> Tables:
    """The tables as the port's office had them at `now`; the tide is in the almanac."""
    calls, sea = tables.rows, tables.others["sea"].copy()
    known = calls[calls["announced_at"] <= now].copy()
    for event in ("ata", "atb", "atd"):
        known[event] = known[event].where(known[event] <= now)
    later = sea["time"] > now
    sea.loc[later, [name for name in sea.columns if name.startswith("swell")]] = 99.0
    sea.loc[later, "is_open"] = False
    return Tables(known.reset_index(drop=True), {"sea": sea})


@pytest.fixture(scope="module")
def year() -> Tables:
    extract = simulate(PORTS["MACAS"], years=range(2024, 2025), seed=4)
    return Tables(extract.port_calls, {"sea": extract.sea})


@pytest.mark.parametrize("column", [one for one in read_recipe(PACK / "recipe.yaml").columns if one.feature])
def test_no_feature_of_rade_sees_the_future(year, column):
    """Whatever had not happened at the announcement can be taken away, and the feature stays the same."""
    whole = work_out(column.feature, tables=year, options=column.options)
    for row in range(300, len(year.rows), 450):
        then = as_known_at(year, year.rows["announced_at"].iloc[row])
        values = work_out(column.feature, tables=then, options=column.options)
        assert values[row] == pytest.approx(whole[row], nan_ok=True)


def test_every_feature_is_tried_here():
    tried = {"ongoing", "longest_ongoing", "recent_median", "at_time", "hours_where", "spread_around"}
    assert set(FEATURES) == tried | {"time_part", "duration", "spells"}
