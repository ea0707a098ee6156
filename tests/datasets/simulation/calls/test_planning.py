"""Planning exercises: as many as are wanted, rounded to the safe side, and planned in order of arrival."""

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.calls.planning import PLANNED_BERTHS, SIZES, TERMINALS, TURNOVER_HOURS, WAVES, instances

PORT = PORTS["MACAS"]
BERTHS = PLANNED_BERTHS["MACAS"]
HOUR = pd.Timedelta(hours=1)


@pytest.fixture(scope="module")
def extract():
    return simulate(PORT, years=range(2023, 2025), seed=11)


@pytest.fixture(scope="module")
def ships(extract):
    return instances(PORT, extract.port_calls, extract.sea, seed=11)


@pytest.fixture(scope="module")
def calls(extract, ships):
    """The calls as they were simulated, row by row."""
    return extract.port_calls.set_index("call").loc[ships["call"]].reset_index()


def test_same_seed_gives_the_same_exercises_and_another_others(extract, ships):
    pd.testing.assert_frame_equal(instances(PORT, extract.port_calls, extract.sea, seed=11), ships)
    assert not instances(PORT, extract.port_calls, extract.sea, seed=12)["cost_per_h"].equals(ships["cost_per_h"])


def test_every_year_has_an_exercise_of_each_wave_and_size(ships):
    groups = ships.groupby(["starts_at", "wave"]).size().reset_index(name="size")
    per_year = groups.groupby([groups["starts_at"].dt.year, "wave"])["size"].agg(sorted)
    assert per_year.to_dict() == {(year, wave): list(SIZES) for year in (2023, 2024) for wave in WAVES}
    assert list(ships["instance"]) == list(ships["starts_at"].dt.strftime("%G-W%V"))
    assert set(groups["starts_at"].dt.day_name()) == {"Monday"}


def test_ships_are_the_next_calls_from_the_monday_on_each_in_one_exercise(extract, ships):
    here = extract.port_calls[extract.port_calls["terminal"].isin(TERMINALS)].sort_values(["ata", "imo"])
    for start, mine in ships.groupby("starts_at"):
        assert list(mine["call"]) == list(here.loc[here["ata"] >= start, "call"].head(len(mine)))
    assert ships["call"].is_unique


def test_sizes_are_rounded_up_and_no_further_than_said(ships, calls):
    longer = ships["length_m"] - calls["length_m"]
    deeper = ships["draught_m"] - calls["draught_m"]
    assert longer.min() >= 0
    assert deeper.min() >= 0
    assert longer[ships["length_m"] > 125].max() < 25
    assert sorted(ships["length_m"].unique()) == [125, 150, 175, 200, 225]
    assert sorted(ships["draught_m"].unique()) == [7, 8, 9, 10, 12]


def test_hours_lie_on_half_hours_and_come_from_the_call(ships, calls):
    for name in ("arrives_h", "handling_h", "fcfs_enters_h", "waited_h"):
        assert ((ships[name] * 2) % 1 == 0).all()
    told = (calls["ata"] - ships["starts_at"]) / HOUR * 0.75
    assert (ships["arrives_h"] - told).between(0, 0.5, inclusive="left").all()
    stays = ((calls["atd"] - calls["atb"]) / HOUR).clip(upper=120)
    assert (ships["handling_h"] - stays).between(0, 0.5, inclusive="left").all()


def test_cost_is_about_ten_thousand_a_day_and_more_for_longer_ships(ships):
    assert 24 * ships["cost_per_h"].median() == pytest.approx(10_000, rel=0.15)
    by_length = ships.groupby("length_m")["cost_per_h"].median()
    assert by_length.is_monotonic_increasing
    assert (ships["cost_per_h"] % 10 == 0).all()
    assert ships["cost_per_h"].min() > 0


def slow_plan(ships, sea):
    """In order of arrival, half an hour after the other, until a berth that fits is free and the port is open."""
    is_open = sea.set_index("time")["is_open"]
    free = [0.0] * len(BERTHS)
    for ship in ships.itertuples():
        hour, berth = ship.arrives_h, None
        while berth is None:
            if is_open.get(ship.starts_at + int(hour) * HOUR, True) or hour >= 480:
                fits = [
                    number
                    for number, one in enumerate(BERTHS)
                    if ship.length_m <= one.length and ship.draught_m <= one.draught and free[number] <= hour
                ]
                berth = fits[0] if fits else None
            hour += 0 if berth is not None else 0.5
        free[berth] = hour + ship.handling_h + TURNOVER_HOURS
        yield berth + 1, hour, hour - ship.arrives_h


def test_plan_in_order_of_arrival_is_that_of_a_slow_clock(extract, ships):
    for _, mine in ships.groupby("starts_at"):
        found = list(mine[["fcfs_berth", "fcfs_enters_h", "waited_h"]].itertuples(index=False, name=None))
        assert found == list(slow_plan(mine, extract.sea))


def test_no_exercise_can_be_planned_without_a_wait(ships):
    """More ships than berths would be at the quay at once, if all entered as they came."""
    for _, mine in ships.groupby("starts_at"):
        ends = mine["arrives_h"] + mine["handling_h"] + TURNOVER_HOURS
        at_once = max(((mine["arrives_h"] <= hour) & (ends > hour)).sum() for hour in mine["arrives_h"])
        assert at_once > len(BERTHS)
        assert mine["waited_h"].sum() > 0


def test_berths_are_those_of_the_port(ships):
    lengths = {berth.code: berth.length for terminal in PORT.terminals for berth in terminal.berths}
    assert all(lengths[one.code] == one.length and one.code[:3] in TERMINALS for one in BERTHS)
    assert set(ships["fcfs_berth"]) == set(range(1, len(BERTHS) + 1))


def test_port_without_chosen_berths_is_refused():
    port = PORTS["MAAGA"]
    extract = simulate(port, years=range(2024, 2025), seed=1)
    with pytest.raises(ValueError, match="nobody has chosen the berths of MAAGA"):
        instances(port, extract.port_calls, extract.sea, seed=1)


def test_year_with_too_little_traffic_is_refused(extract):
    with pytest.raises(ValueError, match="2023 has traffic for 0 exercises, and 15 are wanted"):
        instances(PORT, extract.port_calls.head(10), extract.sea, seed=1)
