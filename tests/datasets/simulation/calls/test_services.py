"""Pilots, tugs and closures: in step with the calls and the sea."""

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.calls.services import closures, services
from datasets.simulation.skies.weather import weather

HOUR = pd.Timedelta(hours=1)


@pytest.fixture(scope="module", params=["MACAS", "MATNG"])
def port(request):
    return PORTS[request.param]


@pytest.fixture(scope="module")
def extract(port):
    return simulate(port, years=range(2024, 2025), seed=2)


@pytest.fixture(scope="module")
def sky(port, extract):
    return weather(port, extract.sea, seed=2)


@pytest.fixture(scope="module")
def moves(port, extract, sky):
    return services(port, extract.port_calls, sea=extract.sea, weather=sky, seed=2)


def test_every_call_is_brought_in_and_out_when_it_berths_and_leaves(extract, moves):
    calls = extract.port_calls.set_index("call")
    by_move = {name: rows.set_index("call") for name, rows in moves.groupby("movement")}
    assert sorted(by_move) == ["entry", "exit"]
    for movement, (since, done) in {"entry": ("ata", "atb"), "exit": ("atb", "atd")}.items():
        rows = by_move[movement].loc[calls.index]
        assert (rows["done_at"] == calls[done]).all()
        assert (rows["boarded_at"] == calls[done] - pd.Timedelta(minutes=45)).all()
        assert (rows["ordered_at"] <= rows["boarded_at"]).all()
        assert (rows["ordered_at"] >= calls[since]).all()


def test_no_pilot_is_on_two_ships_at_once(port, moves):
    assert moves["boarded_at"].is_monotonic_increasing
    assert moves["pilot"].nunique() == 4 * port.pilots
    for _, rows in moves.groupby("pilot"):
        assert (rows["boarded_at"].iloc[1:].to_numpy() >= rows["done_at"].iloc[:-1].to_numpy()).all()


def test_more_ships_at_once_than_pilots_are_refused(port, extract, sky):
    one = extract.port_calls.iloc[[0] * (port.pilots + 1)].assign(call=[str(n) for n in range(port.pilots + 1)])
    with pytest.raises(ValueError, match="more ships move at once"):
        services(port, one, sea=extract.sea, weather=sky, seed=2)


@pytest.mark.parametrize(
    ("length", "ship_type", "swell", "wind", "tugs"),
    [
        (80, "general", 1.0, 3.0, [0, 0]),
        (80, "general", 3.0, 3.0, [0, 0]),
        (120, "bulk", 1.0, 3.0, [1, 0]),
        (120, "bulk", 2.6, 3.0, [2, 1]),
        (120, "bulk", 1.0, 12.0, [2, 1]),
        (180, "bulk", 1.0, 3.0, [2, 1]),
        (180, "roro", 1.0, 3.0, [1, 0]),
        (230, "container", 1.0, 3.0, [3, 2]),
        (230, "container", 3.4, 15.0, [3, 3]),
    ],
)
def test_tugs_depend_on_length_kind_movement_swell_and_wind(length, ship_type, swell, wind, tugs):
    times = pd.to_datetime(["2024-01-01 01:00", "2024-01-01 06:00", "2024-01-01 20:00"])
    hours = pd.DataFrame({"time": pd.date_range("2024-01-01", periods=24, freq="h"), "swell_m": swell, "wind_ms": wind})
    call = pd.DataFrame(
        [("X-1", *times, length, ship_type)], columns=["call", "ata", "atb", "atd", "length_m", "ship_type"]
    )
    found = services(PORTS["MACAS"], call, sea=hours, weather=hours, seed=1)
    assert found["movement"].tolist() == ["entry", "exit"]
    assert found["tugs"].tolist() == tugs


def test_same_seed_gives_the_same_services(port, extract, sky, moves):
    again = services(port, extract.port_calls, sea=extract.sea, weather=sky, seed=2)
    assert again.equals(moves)
    assert not services(port, extract.port_calls, sea=extract.sea, weather=sky, seed=3).equals(moves)


def test_closures_are_the_closed_hours(extract):
    found = closures(extract.sea)
    closed = extract.sea.loc[~extract.sea["is_open"], "time"]
    hours = [
        hour
        for row in found.itertuples()
        for hour in pd.date_range(row.closed_from, row.closed_to - HOUR, freq="h").tolist()
    ]
    assert hours == closed.tolist()
    assert set(found["reason"]) == {"houle"}


def test_closure_that_is_not_over_has_no_end():
    sea = pd.DataFrame(
        {"time": pd.date_range("2024-01-01", periods=4, freq="h"), "is_open": [False, True, False, False]}
    )
    found = closures(sea)
    assert found["closed_from"].tolist() == [pd.Timestamp("2024-01-01 00:00"), pd.Timestamp("2024-01-01 02:00")]
    assert found["closed_to"].iloc[0] == pd.Timestamp("2024-01-01 01:00")
    assert pd.isna(found["closed_to"].iloc[1])
    assert closures(sea.assign(is_open=True)).empty
