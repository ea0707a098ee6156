"""Features by hand, and the proof that none sees the future."""

import numpy as np
import pandas as pd
import pytest

from datasets.features import FEATURES, work_out
from datasets.simulation import PORTS, Extract, simulate

DAY = pd.Timestamp(2024, 3, 5)  # a Tuesday


def at(hours: float) -> pd.Timestamp:
    return DAY + pd.Timedelta(hours=hours)


def call(terminal: str, announced: float, ata: float, atb: float, atd: float, tonnes: int) -> dict:
    times = {"announced_at": at(announced), "eta": at(announced + 24), "ata": at(ata), "atb": at(atb), "atd": at(atd)}
    return {"terminal": terminal, "tonnes": tonnes, **times}


@pytest.fixture
def tiny() -> Extract:
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
    for lead in (24, 48, 72):
        sea[f"swell_forecast_{lead}h_m"] = lead + sea["swell_m"]
    return Extract(port_calls=pd.DataFrame(calls), sea=sea.assign(is_open=~sea.index.isin([5, 38, 39, 40, 41])))


@pytest.mark.parametrize(
    ("name", "options", "value"),
    [
        ("ships_in_roads", {"of": "terminal"}, 1),
        ("ships_in_roads", {"of": "port"}, 1),
        ("tonnes_in_roads", {"of": "terminal"}, 2000),
        ("berths_busy", {"of": "terminal"}, 1),
        ("tonnes_at_berth", {"of": "terminal"}, 1000),
        ("ships_announced", {"of": "terminal"}, 2),
        ("longest_wait", {"of": "terminal"}, 14),
        ("recent_wait", {"of": "terminal"}, 1),
        ("recent_wait", {"of": "port"}, 2),
        ("swell_now", {}, 1.40),
        ("swell_forecast", {"hours_ahead": 48}, 49.40),
        ("hours_closed", {}, 4),
        ("tide_at_eta", {}, 4 / 3),
        ("tide_range", {}, 11 / 3),
        ("eta_part", {"part": "year"}, 2024),
        ("eta_part", {"part": "weekday"}, 4),
        ("eta_part", {"part": "slot"}, 12),
    ],
)
def test_feature_of_the_last_call_is_what_one_counts_by_hand(tiny, name, options, value):
    assert work_out(name, extract=tiny, options=options)[-1] == pytest.approx(value)


def test_first_call_finds_an_empty_port(tiny):
    for name, value in [("ships_in_roads", 0), ("longest_wait", 0), ("berths_busy", 0), ("ships_announced", 1)]:
        assert work_out(name, extract=tiny, options={"of": "port"})[0] == value
    assert np.isnan(work_out("recent_wait", extract=tiny, options={"of": "terminal"})[0])


def choices() -> list[tuple[str, dict]]:
    found: list[tuple[str, dict]] = []
    for name, feature in FEATURES.items():
        options = [(key, value) for key, values in feature.options.items() for value in values]
        found += [(name, dict([option])) for option in options] or [(name, {})]
    return found


def as_known_at(extract: Extract, now: pd.Timestamp) -> Extract:
    """The extract as the port's office had it at `now`; the tide is in the almanac."""
    calls, sea = extract.port_calls, extract.sea.copy()
    known = calls[calls["announced_at"] <= now].copy()
    for event in ("ata", "atb", "atd"):
        known[event] = known[event].where(known[event] <= now)
    later = sea["time"] > now
    sea.loc[later, [name for name in sea.columns if name.startswith("swell")]] = 99.0
    sea.loc[later, "is_open"] = False
    return Extract(port_calls=known, sea=sea)


@pytest.fixture(scope="module")
def year() -> Extract:
    return simulate(PORTS["MACAS"], years=range(2024, 2025), seed=4)


@pytest.mark.parametrize(("name", "options"), choices())
def test_no_feature_sees_the_future(year, name, options):
    """Whatever had not happened at the announcement can be taken away, and the feature stays the same."""
    whole = work_out(name, extract=year, options=options)
    for row in range(300, len(year.port_calls), 450):
        now = year.port_calls["announced_at"].iloc[row]
        then = as_known_at(year, now)
        place = then.port_calls.index.get_loc(year.port_calls.index[row])
        assert work_out(name, extract=then, options=options)[place] == pytest.approx(whole[row], nan_ok=True)
