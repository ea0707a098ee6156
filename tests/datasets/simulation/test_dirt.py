"""Dirt: every fault is told, nothing else is changed, undoing them gives the clean tables, and the vault's reader sees
what can be seen."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.identifiers.find import find_identifiers
from datasets.reading.read import load, read_file
from datasets.simulation import PORTS, simulate
from datasets.simulation.dirt import BOM, DUPLICATE, dirty, restored
from datasets.simulation.dirt.faults import day_first, day_first_utc, other_plate, with_phone, wrong_digit
from datasets.simulation.gates.visits import truck_visits
from datasets.simulation.handover.written import write_csv, written

KINDS = {
    "port_calls": {
        "imo_check_digit", "date_form", "decimal_comma", "swapped_times", "clock_skew", "null", DUPLICATE,
    },
    "truck_visits": {
        "plate_form", "phone_in_remarks", "gate_out_without_gate_in", "date_form", "swapped_times", "clock_skew",
        "null", DUPLICATE, BOM,
    },
}  # fmt: skip
MOST = 0.02


@pytest.fixture(scope="module")
def tables():
    port = PORTS["MACAS"]
    visits = truck_visits(port, start=pd.Timestamp(2024, 3, 1), days=60, visits=20_000, seed=5)
    calls = simulate(port, years=range(2024, 2025), seed=5).port_calls
    remarks = pd.Series("pesée refaite", index=visits.index, dtype="str").where(visits.index % 30 == 0)
    return {"port_calls": calls, "truck_visits": visits.assign(remarks=remarks)}


@pytest.fixture(scope="module")
def clean(tables):
    return {name: written(table) for name, table in tables.items()}


@pytest.fixture(scope="module")
def soiled(tables):
    return dirty(tables, seed=8)


@pytest.fixture
def read(soiled, tmp_path):
    def read(name):
        table, truth = soiled[0][name], of(soiled, name)
        write_csv(table, tmp_path / f"{name}.csv", has_bom=BOM in set(truth["kind"]))
        reading = read_file(tmp_path / f"{name}.csv", name=f"{name}.csv", to=tmp_path / "table.parquet")
        return {note.name: note for note in reading.columns}, load(tmp_path / "table.parquet")

    return read


def of(soiled, table, **told):
    truth = soiled[1][soiled[1]["table"] == table]
    for name, value in told.items():
        truth = truth[truth[name] == value]
    return truth


@pytest.mark.parametrize("seed", range(6))
def test_truth_undoes_all_faults(tables, clean, seed):
    soiled, truth = dirty(tables, seed=seed)
    again = restored(soiled, truth)
    for name, table in clean.items():
        assert again[name].equals(table)
        assert not soiled[name].equals(table)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**32), st.floats(0, 1))
def test_truth_undoes_the_faults_of_tables_with_holes_and_of_small_ones(tables, rows, seed, holes):
    rng = np.random.default_rng(seed)
    some = {name: table.sample(rows, random_state=seed % 1000).reset_index(drop=True) for name, table in tables.items()}
    some = {name: table.mask(rng.random(table.shape) < holes) for name, table in some.items()}
    soiled, truth = dirty(some, seed=seed)
    again = restored(soiled, truth)
    assert all(again[name].equals(written(table)) for name, table in some.items())


def test_nothing_is_changed_but_what_the_truth_tells(clean, soiled):
    for name, table in clean.items():
        cells = of(soiled, name)
        cells = cells[cells["column"] != ""]
        before, after = table.fillna(""), soiled[0][name].iloc[: len(table)].fillna("")
        changed = [(row, table.columns[place]) for row, place in zip(*np.nonzero(before != after), strict=True)]
        told = list(zip(cells["row"], cells["column"], strict=True))
        assert sorted(changed) == sorted(told)
        places = cells["row"].astype(int), table.columns.get_indexer(cells["column"])
        assert before.to_numpy()[places].tolist() == cells["before"].tolist()
        assert after.to_numpy()[places].tolist() == cells["after"].tolist()
        assert before.iloc[places[0], 0].tolist() == cells["key"].tolist()


def test_every_kind_of_fault_is_there_and_rare(tables, soiled):
    for name, kinds in KINDS.items():
        truth = of(soiled, name)
        assert set(truth["kind"]) == kinds
        shares = truth[~truth["kind"].isin([BOM, "clock_skew"])].groupby(["kind", "column"]).size() / len(tables[name])
        assert shares.max() <= MOST


def test_row_has_one_fault(soiled):
    for name in KINDS:
        cells = of(soiled, name)
        assert (cells[cells["row"].notna()].groupby("row")["kind"].nunique() == 1).all()


def test_duplicates_are_whole_rows_at_the_end_and_their_first_is_told(clean, soiled):
    for name, table in clean.items():
        copies = of(soiled, name, kind=DUPLICATE)
        found = soiled[0][name]
        assert copies["row"].tolist() == list(range(len(table), len(found)))
        firsts = found.iloc[copies["after"].astype(int)]
        assert firsts.reset_index(drop=True).equals(found.iloc[len(table) :].reset_index(drop=True))
        assert copies["key"].tolist() == firsts.iloc[:, 0].tolist()


def test_faults_of_a_table_do_not_depend_on_the_others(tables, soiled):
    found, truth = dirty({"port_calls": tables["port_calls"]}, seed=8)
    assert found["port_calls"].equals(soiled[0]["port_calls"])
    assert truth.equals(of(soiled, "port_calls").reset_index(drop=True))
    assert not dirty({"port_calls": tables["port_calls"]}, seed=9)[1].equals(truth)


def test_tables_without_habits_get_duplicates_only():
    table = pd.DataFrame({"id": range(1000), "value": 0.5})
    _, truth = dirty({"unheard of": table}, seed=1)
    assert truth["kind"].tolist() == [DUPLICATE] * 2


def test_swapped_times_have_the_later_first(soiled):
    for name, (earlier, later) in {"port_calls": ("ata", "atb"), "truck_visits": ("weigh_from", "weigh_to")}.items():
        rows = of(soiled, name, kind="swapped_times", column=earlier)["row"].astype(int)
        found = soiled[0][name].iloc[rows]
        assert len(found)
        assert (found[earlier] > found[later]).all()


def test_clock_is_wrong_by_the_same_minutes_at_one_place_for_some_days(soiled):
    for name, days in {"port_calls": 12, "truck_visits": 2}.items():
        told = of(soiled, name, kind="clock_skew")
        before, after = (pd.to_datetime(told[side], format="ISO8601") for side in ("before", "after"))
        assert (after - before).nunique() == 1
        assert soiled[0][name]["terminal"].iloc[told["row"].astype(int)].nunique() == 1
        first = before[told["column"].isin(["atb", "gate_from"])]
        assert pd.Timedelta(0) <= first.max() - first.min() < pd.Timedelta(days=days)


def test_gate_out_without_gate_in_keeps_the_exit(soiled):
    rows = of(soiled, "truck_visits", kind="gate_out_without_gate_in")["row"].astype(int)
    found = soiled[0]["truck_visits"].iloc[rows]
    assert len(found)
    assert found[["gate_from", "gate_to"]].isna().all(axis=None)
    assert found["exited_at"].notna().all()


@pytest.mark.parametrize(
    ("text", "people", "utc"),
    [
        ("2024-12-31T08:30Z", "31/12/2024 08:30", "31/12/2024 08:30 UTC"),
        ("2024-12-31T08:30:05Z", "31/12/2024 08:30:05", "31/12/2024 08:30:05 UTC"),
        ("2024-12-31", "31/12/2024", "31/12/2024 UTC"),
    ],
)
def test_dates_are_written_as_people_do(text, people, utc):
    rng = np.random.default_rng(1)
    assert (day_first(text, rng), day_first_utc(text, rng)) == (people, utc)


def test_plates_change_the_script():
    rng = np.random.default_rng(1)
    forms = {other_plate("95869-E-35", rng) for _ in range(50)}
    assert forms == {"95869-ط-35", "95869|ط|35", "95869 ط 35"}
    assert {other_plate("95869-ط-35", rng).replace("|", "-").replace(" ", "-") for _ in range(9)} == {"95869-E-35"}


def test_check_digit_is_always_another():
    rng = np.random.default_rng(1)
    digits = {wrong_digit("9074729", rng) for _ in range(300)}
    assert digits == {f"907472{digit}" for digit in range(9)}


def test_phones_are_made_up_numbers():
    rng = np.random.default_rng(1)
    assert re.fullmatch(r"pesée refaite, tél\. 0600 00 \d\d \d\d", with_phone("pesée refaite", rng))
    assert re.fullmatch(r"[A-Z][^,]+, tél\. 0600 00 \d\d \d\d", with_phone("", rng))


def test_reader_finds_the_dirt_of_port_calls(read, soiled):
    notes, table = read("port_calls")
    doubts = {name: [(one.code, one.count) for one in note.doubts] for name, note in notes.items() if note.doubts}
    assert doubts == {
        "eta": [("mixed_times", len(of(soiled, "port_calls", kind="date_form", column="eta")))],
        "ata": [("not_times", len(of(soiled, "port_calls", kind="date_form", column="ata")))],
        "draught_m": [("not_numbers", len(of(soiled, "port_calls", kind="decimal_comma")))],
    }
    rows = of(soiled, "port_calls", kind="decimal_comma")["row"].astype(int).tolist()
    assert [cell.row for cell in notes["draught_m"].doubts[0].cells] == [row + 2 for row in sorted(rows)[:3]]
    assert len(table) == len(soiled[0]["port_calls"])
    nulls = {name: note.nulls for name, note in notes.items() if note.nulls}
    assert nulls == of(soiled, "port_calls", kind="null").groupby("column").size().to_dict()


def test_reader_takes_the_announced_times_of_both_forms_for_the_same(read, clean):
    _, table = read("port_calls")
    meant = pd.to_datetime(clean["port_calls"]["eta"]).dt.tz_localize(None)
    assert (table["eta"].iloc[: len(meant)] == meant).all()


def test_wrong_check_digits_are_those_that_the_search_does_not_find(read, soiled):
    _, table = read("port_calls")
    imo = next(one for one in find_identifiers(table[["imo"]]) if one.kind == "imo")
    assert imo.count == len(table) - len(of(soiled, "port_calls", kind="imo_check_digit"))


def test_reader_finds_the_dirt_of_truck_visits(read, soiled, tables):
    notes, table = read("truck_visits")
    assert next(iter(notes)) == "visit"
    doubts = {name: [(one.code, one.count) for one in note.doubts] for name, note in notes.items() if note.doubts}
    assert doubts == {"booked_slot": [("not_times", len(of(soiled, "truck_visits", kind="date_form")))]}
    found = {one.kind: one for one in find_identifiers(table[["plate", "remarks"]])}
    assert found["phone"].count == len(of(soiled, "truck_visits", kind="phone_in_remarks"))
    assert {"plate_latin", "plate_arabic"} <= set(found)
    missing = of(soiled, "truck_visits", kind="gate_out_without_gate_in", column="gate_to")
    assert notes["gate_to"].nulls == tables["truck_visits"]["gate_to"].isna().sum() + len(missing) + sum(
        soiled[0]["truck_visits"]["gate_to"].iloc[len(tables["truck_visits"]) :].isna()
    )
