"""Visits of trucks: the same for the same seed, first come, first served at each stage, and near what is known."""

import numpy as np
import pandas as pd
import pytest

from datasets.identifiers.find import find_identifiers
from datasets.simulation import PORTS
from datasets.simulation.gates.lanes import SLOTS, STAGES, WORKS, gates_of
from datasets.simulation.gates.visits import appointments, truck_visits

CASABLANCA = PORTS["MACAS"]
MINUTE = pd.Timedelta(minutes=1)
HOUR = pd.Timedelta(hours=1)
SHOWN = ["document", "gate", "weigh", "scanner", "inspection", "yard", "exit"]


@pytest.fixture(scope="module")
def visits():
    return truck_visits(CASABLANCA, start=pd.Timestamp(2025, 4, 7), days=91, seed=11)


@pytest.fixture(scope="module")
def came(visits):
    found = visits[~visits["no_show"]]
    return found.assign(turn=(found["exited_at"] - found["arrived_at"]) / MINUTE)


@pytest.fixture(scope="module")
def works():
    return appointments(CASABLANCA, start=pd.Timestamp(2025, 2, 17), days=28, seed=5)


def on_clocks(times):
    """Of the port, outside Ramadan."""
    return times + HOUR


def test_same_seed_gives_the_same_visits():
    one, two = (truck_visits(CASABLANCA, start=pd.Timestamp(2025, 4, 7), days=7, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    assert not one.equals(truck_visits(CASABLANCA, start=pd.Timestamp(2025, 4, 7), days=7, seed=4))


def test_visits_are_as_many_as_wanted():
    found = truck_visits(CASABLANCA, start=pd.Timestamp(2025, 4, 7), days=14, visits=12_345, seed=3)
    assert len(found) == 12_345
    assert found["visit"].is_unique
    assert set(found["terminal"]) == {"TC1", "TC2"}


def test_visits_are_in_order_of_their_slots(visits):
    assert visits["booked_slot"].is_monotonic_increasing
    assert visits["visit"].iloc[0] == "MACAS-V0000001"
    assert visits.index.equals(pd.RangeIndex(len(visits)))


def test_port_without_boxes_has_no_gate():
    with pytest.raises(ValueError, match="MAJFL has no container terminal"):
        truck_visits(PORTS["MAJFL"], start=pd.Timestamp(2025, 4, 7), days=7, seed=3)


def test_who_does_not_come_has_no_times(visits):
    times = ["arrived_at", "exited_at", *(f"{stage}_{word}" for stage in SHOWN for word in ("from", "to"))]
    assert visits.loc[visits["no_show"], times].isna().all(axis=None)
    always = ["arrived_at", "exited_at", "document_from", "gate_to", "weigh_to", "yard_from", "yard_to", "exit_to"]
    assert visits.loc[~visits["no_show"], always].notna().all(axis=None)


def test_every_visit_goes_forward_through_its_stages(came):
    before = came["arrived_at"]
    for stage in SHOWN:
        begun, ended = came[f"{stage}_from"], came[f"{stage}_to"]
        passes = begun.notna()
        assert (begun >= before)[passes].all()
        assert (ended > begun)[passes].all()
        before = ended.where(passes, before)
    assert (before == came["exited_at"]).all()


def test_channels_are_scanned_and_inspected(came):
    scanned = came["scanner_from"].notna().groupby(came["channel"]).mean()
    assert (scanned["orange"], scanned["red"]) == (1, 1)
    assert scanned["green"] == pytest.approx(0.05, abs=0.01)
    inspected = came["inspection_from"].notna().groupby(came["channel"]).mean()
    assert inspected.to_dict() == {"green": 0, "orange": 0, "red": 1}


@pytest.mark.parametrize("stage", ["document", "gate", "exit"])
def test_first_come_is_first_served(came, stage):
    ready = {"document": "arrived_at", "gate": "document_to", "exit": "yard_to"}[stage]
    for _, gate in came.groupby(["terminal", came["booked_slot"].dt.date]):
        served = gate.sort_values([ready, f"{stage}_from"])
        assert served[f"{stage}_from"].is_monotonic_increasing


@pytest.mark.parametrize("stage", ["document", "gate", "weigh", "scanner", "inspection", "exit"])
def test_nobody_begins_where_all_servers_are_busy(came, stage):
    """Counting those who are being served, at the moment when each begins."""
    gate = next(gate for gate in gates_of(CASABLANCA) if gate.terminal == "TC2")
    rows = came[(came["terminal"] == "TC2") & came[f"{stage}_from"].notna()]
    begun, ended = np.sort(rows[f"{stage}_from"].to_numpy()), np.sort(rows[f"{stage}_to"].to_numpy())
    served = np.searchsorted(begun, begun, side="right") - np.searchsorted(ended, begun, side="right")
    hours = np.clip(on_clocks(pd.Series(begun)).dt.hour, SLOTS.start, SLOTS.stop - 1)
    hours[on_clocks(pd.Series(begun)).dt.hour < SLOTS.start] = (
        SLOTS.stop - 1
    )  # after midnight it is still the night shift
    assert (served <= np.array(gate.servers[stage])[hours - SLOTS.start]).all()


def test_turns_are_those_that_are_known(came):
    """Public: 24 minutes in the median, nine of ten within 44, 64 in the red channel; a tenth more or less."""
    assert came["turn"].median() == pytest.approx(24, rel=0.1)
    assert came["turn"].quantile(0.9) == pytest.approx(44, rel=0.12)
    assert came.loc[came["channel"] == "red", "turn"].mean() == pytest.approx(64, rel=0.05)


def test_trucks_peak_from_9_to_13(visits):
    hours = on_clocks(visits["preferred_slot"]).dt.hour
    assert set(hours) == set(SLOTS)
    assert hours.between(9, 12).mean() == pytest.approx(0.46, abs=0.03)


def test_trucks_come_as_their_appointments_say(visits, came):
    minutes = (came["arrived_at"] - came["booked_slot"]) / MINUTE
    assert visits["no_show"].mean() == pytest.approx(0.03, abs=0.003)
    assert minutes.median() == pytest.approx(30 - 5, abs=2.5)
    assert (minutes > 150).mean() == pytest.approx(0.015, abs=0.006)


def test_stages_last_as_long_as_they_should(came):
    for name, stage in STAGES.items():
        shown = "yard" if name.endswith("yard") else name
        rows = came if stage.direction == "any" else came[came["direction"] == stage.direction]
        minutes = ((rows[f"{shown}_to"] - rows[f"{shown}_from"]) / MINUTE).mean()
        papers = 0.07 * 25 if name == "document" else 0
        assert minutes == pytest.approx(stage.minutes + papers, rel=0.03)


def test_shares_are_those_of_the_port(visits):
    channels = visits["channel"].value_counts(normalize=True)
    assert channels[["green", "orange", "red"]].tolist() == pytest.approx([0.72, 0.18, 0.10], abs=0.01)
    directions = visits["direction"].value_counts(normalize=True)
    assert directions[["pickup", "delivery", "empty"]].tolist() == pytest.approx([0.5, 0.3, 0.2], abs=0.01)


def test_gates_are_closed_on_sundays_and_holidays(visits):
    days = on_clocks(visits["booked_slot"]).dt.floor("D")
    assert days.dt.day_of_week.max() == 5
    assert pd.Timestamp(2025, 5, 1) not in set(days)


def test_plates_are_moroccan_and_seen_as_what_they_are(visits):
    assert visits["plate"].str.fullmatch(r"\d{1,5}-[ABDEHWأبدهطو]-\d{1,2}").all()
    assert 0.1 < visits["plate"].str.contains("[أبدهطو]").mean() < 0.4
    assert visits.groupby("plate")["haulier"].nunique().max() == 1
    found = {one.column for one in find_identifiers(visits[["plate", "haulier", "direction"]].head(3000))}
    assert "plate" in found


def test_slots_follow_the_clocks_in_ramadan(works):
    """From 2 March 2025 Moroccan clocks show UTC."""
    shift = works["day"] + works["booked_hour"] * HOUR - works["booked_slot"]
    fasting = works["day"] >= pd.Timestamp(2025, 3, 2)
    assert (shift[fasting].unique().tolist(), shift[~fasting].unique().tolist()) == ([pd.Timedelta(0)], [HOUR])


def test_appointments_tell_hours_and_minutes(works):
    hours = works[["earliest_hour", "preferred_hour", "latest_hour", "booked_hour"]]
    assert hours.isin(list(SLOTS)).all(axis=None)
    assert (hours["earliest_hour"] <= hours["preferred_hour"]).all()
    assert (hours["preferred_hour"] <= hours["latest_hour"]).all()
    assert (works["came"] == 1 - works["no_show"]).all()
    assert works.loc[works["no_show"], ["wait_minutes", "turn_minutes"]].isna().all(axis=None)
    came = works[~works["no_show"]]
    turn = (came["exited_at"] - came["arrived_at"]) / MINUTE
    served = sum(((came[f"{stage}_to"] - came[f"{stage}_from"]) / MINUTE).fillna(0) for stage in SHOWN)
    assert ((came["turn_minutes"] - turn).abs() < 0.501).all()
    assert ((came["wait_minutes"] - (turn - served)).abs() < 0.501).all()


def test_appointments_are_those_of_the_smaller_terminal_with_few_lanes(works):
    assert set(works["terminal"]) == {"TC2"}
    assert works.groupby("haulier_day")["haulier"].nunique().max() == 1
    assert all(len(servers) == len(SLOTS) for servers in WORKS.values())
    assert works["wait_minutes"].mean() > 10
