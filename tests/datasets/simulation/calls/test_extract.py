"""The raw extract: the same for the same seed, quick, and near what is known of the port."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate

HOUR = pd.Timedelta(hours=1)
YEARS = range(2019, 2025)
PROGRAM = """
from hashlib import sha256
from datasets.simulation import PORTS, simulate
extract = simulate(PORTS["MACAS"], years=range(2024, 2025), seed=7)
print(*(sha256(table.to_csv().encode()).hexdigest() for table in (extract.port_calls, extract.sea)))
"""


@pytest.fixture(scope="module")
def extract():
    return simulate(PORTS["MACAS"], years=YEARS, seed=11)


@pytest.fixture(scope="module")
def calls(extract):
    waits = (extract.port_calls["atb"] - extract.port_calls["ata"]) / HOUR
    return extract.port_calls.assign(wait=waits, stay=(extract.port_calls["atd"] - extract.port_calls["atb"]) / HOUR)


def test_same_seed_gives_the_same_tables_in_every_process():
    digests = set()
    for hash_seed in ("0", "12345"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[4])}
        ran = subprocess.run([sys.executable, "-c", PROGRAM], check=True, env=environment, capture_output=True)
        digests.add(ran.stdout)
    assert len(digests) == 1


def test_another_seed_gives_another_year(tmp_path):
    one, two = (simulate(PORTS["MAAGA"], years=range(2024, 2025), seed=seed) for seed in (1, 2))
    assert not one.port_calls.equals(two.port_calls)
    assert not one.sea["swell_m"].equals(two.sea["swell_m"])
    assert one.sea["tide_m"].equals(two.sea["tide_m"])


def test_calls_are_numbered_in_the_order_of_their_announcement(calls):
    assert calls.columns[0] == "call"
    assert calls["call"].tolist() == [f"MACAS-{number:06d}" for number in range(1, len(calls) + 1)]
    assert calls["announced_at"].is_monotonic_increasing


def test_every_call_goes_forward_in_time(calls):
    assert (calls["announced_at"] < calls["ata"]).all()
    assert (calls["ata"] < calls["atb"]).all()
    assert (calls["atb"] < calls["atd"]).all()
    assert ((calls["eta"] - calls["announced_at"]) == pd.Timedelta(hours=24)).mean() > 0.4  # else rounded to a minute
    assert ((calls["eta"] - calls["announced_at"] - pd.Timedelta(hours=24)).abs() <= pd.Timedelta(minutes=1)).all()


def test_no_berth_holds_two_ships_at_once(calls):
    for _, stays in calls.sort_values("atb").groupby("berth"):
        assert (stays["atb"].iloc[1:].to_numpy() > stays["atd"].iloc[:-1].to_numpy()).all()


def test_ships_pass_only_while_the_sea_allows(extract, calls):
    is_open = extract.sea.set_index("time")["is_open"]
    during = calls[(calls["atd"] < is_open.index[-1]) & (calls["atb"] > is_open.index[0])]
    for event in ("atb", "atd"):
        entered = (during[event] - pd.Timedelta(minutes=46)).dt.floor("h")
        left = (during[event] - pd.Timedelta(minutes=44)).dt.floor("h")
        assert (is_open.loc[entered].to_numpy() | is_open.loc[left].to_numpy()).all()
    assert not is_open.all()


def test_calls_and_boxes_are_those_of_casablanca(calls):
    years = len(YEARS)
    assert len(calls) / years == pytest.approx(2558, rel=0.04)
    boxes = calls[calls["cargo"] == "containers"]
    assert len(boxes) / years == pytest.approx(1202, rel=0.04)
    assert boxes["teu"].mean() == pytest.approx(1110, rel=0.08)


def test_arrivals_keep_to_the_announced_error(calls):
    error = (calls["ata"] - calls["eta"]) / HOUR
    assert error.quantile([0.05, 0.5, 0.95]).tolist() == pytest.approx([-1.7, 0.0, 2.4], abs=0.12)


@pytest.mark.parametrize(
    ("cargoes", "median", "p90"),
    [
        (["containers"], (4, 9), (28, 75)),
        (["cereals", "feed", "coal", "ores", "phosphates"], (12, 50), (110, 280)),
        (["edible oils", "acids"], (10, 60), (90, 330)),
    ],
)
def test_waits_come_out_of_the_queue_as_a_port_knows_them(calls, cargoes, median, p90):
    waits = calls.loc[calls["cargo"].isin(cargoes), "wait"]
    assert median[0] < waits.median() < median[1]
    assert p90[0] < waits.quantile(0.9) < p90[1]


def test_berths_are_busy_but_not_overrun(calls):
    """Counting the turnover between two ships, as a berthing master does."""
    hours = (pd.Timestamp(YEARS[-1] + 1, 1, 1) - pd.Timestamp(YEARS[0], 1, 1)) / HOUR
    busy = (calls["stay"] + 2.25).groupby(calls["terminal"]).sum() / hours
    berths = {terminal.code: len(terminal.berths) for terminal in PORTS["MACAS"].terminals}
    occupancy = {code: busy[code] / number for code, number in berths.items()}
    assert all(0.5 < share < 0.8 for share in occupancy.values()), occupancy
    assert sum(busy) / sum(berths.values()) == pytest.approx(0.68, abs=0.05)


def test_swell_closes_the_port_as_often_as_it_is_known_to(extract):
    is_open = extract.sea["is_open"].to_numpy()
    closed, years = ~is_open, len(YEARS)
    spells = (closed[1:] & is_open[:-1]).sum() / years
    winter = extract.sea["time"].dt.month.isin([10, 11, 12, 1, 2, 3]).to_numpy()
    assert closed.sum() / years == pytest.approx(755, rel=0.25)
    assert spells == pytest.approx(98, rel=0.3)
    assert 0.75 < closed[winter].sum() / closed.sum() < 0.97


def test_tide_ranges_over_three_metres_and_a_half(extract):
    assert extract.sea["tide_m"].max() - extract.sea["tide_m"].min() == pytest.approx(3.5, abs=0.05)


def test_forecast_is_good_and_not_perfect(extract):
    sea = extract.sea
    came = sea["swell_m"].shift(-24)
    ahead = sea["swell_forecast_24h_m"].corr(came)
    assert sea["swell_m"].corr(came) < ahead < 0.99


def test_long_queues_wait_longer(calls):
    """Waiting comes from the queue: a call that finds ships in the roads waits longer than one that finds none."""
    stays = calls[calls["terminal"] == "CER"].sort_values("ata")
    found = [((stays["ata"] < now) & (stays["atb"] > now)).sum() for now in stays["ata"]]
    waits = stays["wait"].groupby([number > 2 for number in found]).median()
    assert waits[True] > 5 * waits[False]
