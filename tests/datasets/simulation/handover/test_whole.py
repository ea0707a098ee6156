"""The whole raw extract: its keys fit, its tables do not depend on who asks for which, and each has its words and its
faults."""

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.dirt.habits import HABITS
from datasets.simulation.handover import whole
from datasets.simulation.handover.readme import TRUTH, WORDS, readme, texts
from datasets.simulation.handover.whole import TABLES, Whole, tables_of

SMALL = PORTS["MAVIL"]


@pytest.fixture(scope="module")
def extract():
    made = Whole(SMALL, 2024, seed=4)
    return {name: made[name] for name in made}


def test_calls_and_sea_are_those_of_the_simulation(extract):
    made = simulate(SMALL, years=range(2024, 2025), seed=4)
    assert extract["port_calls"].equals(made.port_calls)
    assert extract["sea"].equals(made.sea)


@pytest.mark.parametrize(
    ("table", "column", "other", "key"),
    [
        ("port_calls", "berth", "berths", "berth"),
        ("services", "call", "port_calls", "call"),
        ("boxes", "call", "port_calls", "call"),
        ("boxes", "visit", "truck_visits", "visit"),
        ("manifests", "call", "port_calls", "call"),
        ("manifests", "bill", "boxes", "bill"),
        ("declarations", "bill", "manifests", "bill"),
        ("certificates", "bill", "manifests", "bill"),
        ("weighings", "container", "boxes", "container"),
        ("exchanges", "bill", "manifests", "bill"),
    ],
)
def test_every_key_is_found_in_its_table(extract, table, column, other, key):
    keys = extract[table][column].dropna()
    assert len(keys)
    assert set(keys) <= set(extract[other][key])


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("port_calls", ["call"]), ("sea", ["time"]), ("berths", ["berth"]), ("services", ["call", "movement"]),
        ("truck_visits", ["visit"]), ("boxes", ["container", "call"]), ("manifests", ["bill", "line"]),
        ("declarations", ["declaration"]), ("certificates", ["certificate"]), ("exchanges", ["message"]),
        ("weather", ["time"]),
    ],
)  # fmt: skip
def test_keys_are_unique(extract, table, key):
    assert not extract[table].duplicated(key).any()
    assert extract[table][key].notna().all(axis=None)


def test_boxes_pass_the_gate_with_their_trucks(extract):
    boxes = extract["boxes"][extract["boxes"]["visit"].notna()]
    visits = extract["truck_visits"].set_index("visit").loc[boxes["visit"]].reset_index()
    at = boxes["gate_out_at"].fillna(boxes["gate_in_at"]).reset_index(drop=True)
    through = visits["exited_at"].where(boxes["gate_out_at"].notna().to_numpy(), visits["gate_to"])
    assert (at == through.dt.floor("min")).all()
    assert (boxes["haulier"].to_numpy() == visits["haulier"].to_numpy()).all()
    assert (boxes["terminal"].to_numpy() == visits["terminal"].to_numpy()).all()
    assert boxes["visit"].is_unique
    passed = extract["boxes"][["gate_out_at", "gate_in_at"]].notna().any(axis=1).sum()
    assert len(boxes) > 0.4 * passed


def test_boxes_keep_the_order_of_things(extract):
    boxes = extract["boxes"]
    for before, after in (
        ("discharged_at", "gate_out_at"), ("declared_at", "released_at"), ("released_at", "gate_out_at"),
        ("gate_in_at", "loaded_at"), ("gate_out_at", "last_seen_at"),
    ):  # fmt: skip
        both = boxes[[before, after]].dropna()
        assert (both[before] <= both[after]).all(), (before, after)


def test_nothing_lies_outside_the_year_of_the_extract(extract):
    end = pd.Timestamp("2025-01-01")
    assert (extract["truck_visits"]["booked_slot"].dt.year == 2024).all()
    assert (extract["boxes"]["last_seen_at"] <= end).all()


def test_tables_are_the_same_whichever_is_asked_for_first(extract):
    again = Whole(SMALL, 2024, seed=4)
    assert again["weighings"].equals(extract["weighings"])
    assert again["port_calls"].equals(extract["port_calls"])
    assert again["boxes"] is again["boxes"]
    assert not Whole(SMALL, 2024, seed=5)["port_calls"].equals(extract["port_calls"])


def test_ports_have_the_tables_of_what_they_handle():
    assert tuple(tables_of(PORTS["MACAS"])) == TABLES
    assert set(TABLES) - set(tables_of(SMALL)) == {"air"}
    assert tables_of(PORTS["MAJFL"]) == ["port_calls", "sea", "berths", "closures", "services", "weather"]
    assert len(Whole(SMALL, 2024, seed=4)) == len(TABLES) - 1


def test_table_that_the_port_does_not_have_is_not_there():
    with pytest.raises(KeyError):
        Whole(PORTS["MAJFL"], 2024, seed=4)["boxes"]


def test_air_is_measured_where_there_are_stations():
    extract = Whole(PORTS["MACAS"], 2024, seed=4)
    assert not extract["air"].duplicated(["station", "at"]).any()
    assert set(HABITS["air"].faults[0].columns) <= set(extract["air"].columns)


def test_largest_port_has_the_boxes_of_some_calls(extract, monkeypatch):
    teu = extract["port_calls"]["teu"].sum()
    monkeypatch.setattr(whole, "MOST_TEU", int(teu / 2))
    some = Whole(SMALL, 2024, seed=4)
    calls = extract["boxes"]["call"].nunique()
    assert 0.3 * calls < some["boxes"]["call"].nunique() < 0.7 * calls
    assert len(some["truck_visits"]) == round(int(teu / 2) / 1.61 * 0.98)


def test_every_fault_finds_its_columns(extract):
    assert set(HABITS) | {"berths"} == set(TABLES)
    for name, table in extract.items():
        for fault in HABITS[name].faults if name in HABITS else ():
            assert set(fault.columns) <= set(table.columns), name


def test_readme_tells_of_every_table_in_both_languages():
    assert list(texts()) == [*TABLES, TRUTH]
    assert all(set(one) == set(WORDS) for one in texts().values())
    told = readme(SMALL, year=2024, seed=4, tables=["port_calls", "boxes"], is_clean=False)
    titles = [line for line in told.splitlines() if line.endswith(".csv")]
    assert titles == ["port_calls.csv", "boxes.csv", "truth.csv"] * 2
    assert "MADE-UP DATA (simulation, seed 4)" in told
    assert "DONNÉES FICTIVES (simulation, graine 4)" in told
    assert "truth.csv" not in readme(SMALL, year=2024, seed=4, tables=["sea"], is_clean=True)


def test_readme_names_columns_that_are_there(extract):
    named = {
        "port_calls": ["call", "eta", "ata", "atb", "atd", "teu"],
        "closures": ["closed_to"],
        "services": ["movement", "tugs"],
        "boxes": ["container", "bill", "visit", "size"],
        "manifests": ["line", "gross", "gross_unit"],
        "declarations": ["net", "value_mad"],
        "certificates": ["quantity", "unit"],
        "exchanges": ["gross_kg", "lag_minutes"],
        "weather": ["mixing_m"],
    }
    for table, columns in named.items():
        assert set(columns) <= set(extract[table].columns)
        assert all(column in texts()[table][language] for column in columns for language in WORDS)
