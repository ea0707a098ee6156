"""The ports: those that challenges stand on stay as they are; all are busy and wait as ports do."""

import time
from hashlib import sha256

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.calls.berths import berths

HOUR = pd.Timedelta(hours=1)
YEARS = range(2021, 2024)
AS_PUBLISHED = {
    "MACAS": "8510c3f773c261497191",
    "MAJFL": "3ce823c97c8f7a6e9a43",
    "MAAGA": "e7df12653db14bd281e2",
}
WAITS = {"container": (2.5, 15), "bulk": (5, 45), "tanker": (4, 45), "general": (4, 30), "ferry": (0.9, 3)}
"""Hours in the median, of a port: from a sheltered one to one that has a single berth and swell."""


@pytest.fixture(scope="module", params=sorted(PORTS))
def port(request):
    return PORTS[request.param]


@pytest.fixture(scope="module")
def calls(port):
    return simulate(port, years=YEARS, seed=11).port_calls


@pytest.mark.parametrize("locode", AS_PUBLISHED)
def test_calls_that_challenges_stand_on_stay_bit_for_bit(locode):
    extract = simulate(PORTS[locode], years=range(2024, 2025), seed=7)
    texts = extract.port_calls.drop(columns="call").to_csv() + extract.sea.to_csv()
    assert sha256(texts.encode()).hexdigest()[:20] == AS_PUBLISHED[locode]


def test_every_port_is_known_by_its_code():
    assert sorted(PORTS) == [
        "MAAGA", "MACAS", "MAEUN", "MAJFL", "MAMOH", "MANDR", "MANPS", "MAPTM", "MASFI", "MATNG", "MAVIL",
    ]  # fmt: skip
    assert all(port.locode == code for code, port in PORTS.items())


def test_every_port_serves_all_its_trades(port, calls):
    assert set(calls["cargo"]) == {trade.cargo for trade in port.trades}
    assert set(calls["berth"]) == set(berths(port)["berth"])


def test_berths_are_busy_but_not_overrun(port, calls):
    hours = (pd.Timestamp(YEARS[-1] + 1, 1, 1) - pd.Timestamp(YEARS[0], 1, 1)) / HOUR
    busy = ((calls["atd"] - calls["atb"]) / HOUR).groupby(calls["terminal"]).sum() / hours
    occupancy = busy / berths(port).groupby("terminal").size()
    assert occupancy.between(0.1, 0.75).all(), occupancy.to_dict()
    assert occupancy.max() > 0.3


def test_waits_are_hours(calls):
    waits = (calls["atb"] - calls["ata"]) / HOUR
    for kind, (least, most) in WAITS.items():
        of_kind = waits[calls["ship_type"] == kind]
        if len(of_kind) > 100:
            assert least < of_kind.median() < most, kind
            assert of_kind.quantile(0.9) < 330, kind


def test_vessel_year_takes_less_than_a_second(port):
    spent = []
    for seed in (3, 4):
        began = time.process_time()
        simulate(port, years=range(2024, 2025), seed=seed)
        spent.append(time.process_time() - began)
    assert min(spent) < 1.0


def test_berths_hold_every_ship_that_lay_there(port, calls):
    table = berths(port)
    assert table.columns.tolist() == ["berth", "terminal", "length_m", "depth_m"]
    assert table["berth"].is_unique
    lain = calls.merge(table, on=["berth", "terminal"], suffixes=("", "_of_berth"), validate="many_to_one")
    assert len(lain) == len(calls)
    assert (lain["length_m"] <= lain["length_m_of_berth"]).all()
    assert (lain["draught_m"] + 0.5 <= lain["depth_m"]).all()


def test_tanger_med_sends_on_most_of_its_boxes():
    transshipped = {code: port.transshipped for code, port in PORTS.items()}
    assert transshipped.pop("MAPTM") == 0.85
    assert set(transshipped.values()) == {0.02}
