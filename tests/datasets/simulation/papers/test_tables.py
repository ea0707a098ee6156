"""The papers of a port: they fit together by key and time, and say the same with the habits of each writer."""

import numpy as np
import pandas as pd
import pytest

from datasets.identifiers.shapes import valid_container
from datasets.simulation import PORTS
from datasets.simulation.papers import papers
from tests.datasets.simulation.papers.conftest import SEED


@pytest.fixture(scope="module")
def both(tables):
    """Declarations beside their manifests."""
    return tables["declarations"].merge(tables["manifests"], on="bill", suffixes=("", "_m"), validate="1:1")


def kilograms(weight, unit):
    return weight.where(unit != "TNE", weight * 1000)


def test_same_boxes_and_seed_give_the_same_papers(port, year_of_boxes, tables):
    again, other = (papers(port, year_of_boxes.head(4000), seed=seed) for seed in (SEED, SEED + 1))
    once_more = papers(port, year_of_boxes.head(4000), seed=SEED)
    assert list(tables) == ["manifests", "declarations", "certificates", "weighings", "exchanges"]
    for name, table in again.items():
        pd.testing.assert_frame_equal(table, once_more[name])
    assert not again["declarations"].equals(other["declarations"])


def test_every_bill_of_full_boxes_has_a_manifest_line(year_of_boxes, tables):
    full = year_of_boxes[~year_of_boxes["is_empty"]]
    manifests = tables["manifests"].set_index("bill")
    assert set(manifests.index) == set(full["bill"])
    assert manifests["boxes"].to_dict() == full.groupby("bill").size().to_dict()
    assert sorted(" ".join(manifests["containers"]).split()) == sorted(full["container"])


def test_declarations_are_of_imports_and_exports_that_were_declared(year_of_boxes, tables):
    full = year_of_boxes[~year_of_boxes["is_empty"]]
    wanted = full[(full["direction"] == "export") | full["declared_at"].notna()]
    assert set(tables["declarations"]["bill"]) == set(wanted[wanted["direction"] != "transshipment"]["bill"])
    assert set(tables["declarations"]["direction"]) == {"import", "export"}


def test_numbers_of_declarations_count_up_in_a_year(tables):
    declared = tables["declarations"]
    parts = declared["declaration"].str.extract(r"^309 (\d{4}) (\d{6}) ([A-Z])$")
    assert parts.notna().all(axis=None)
    assert (parts[0].astype(int) == declared["declared_at"].dt.year).all()
    for _, serials in parts[1].astype(int).groupby(parts[0]):
        assert serials.tolist() == list(range(1, len(serials) + 1))


def test_times_are_in_the_order_of_the_papers(year_of_boxes, both):
    assert (both["received_at"] < both["declared_at"]).all()
    blocked = both[both["blocked_field"].notna()]
    assert both["blocked_at"].notna().sum() == len(blocked)
    assert (blocked["blocked_at"] >= blocked["declared_at"]).all()
    assert (blocked["released_at"].isna() | (blocked["blocked_at"] <= blocked["released_at"])).all()
    gate = year_of_boxes.groupby("bill")["gate_in_at"].min()
    exports = both[both["direction"] == "export"]
    assert (exports["declared_at"].to_numpy() < gate.loc[exports["bill"]].to_numpy()).all()


def test_hs_codes_are_of_the_chapter_of_the_goods_but_for_faults(year_of_boxes, tables):
    chapter = year_of_boxes.dropna(subset="hs2").drop_duplicates("bill").set_index("bill")["hs2"]
    declared = tables["declarations"]
    assert declared["hs"].str.fullmatch(r"\d{10}").all()
    assert 0.97 < (declared["hs"].str[:2] == chapter.loc[declared["bill"]].to_numpy()).mean() < 0.995


def test_weights_agree_once_they_mean_the_same(both, year_of_boxes):
    tare = year_of_boxes.groupby("bill")["tare_kg"].sum().loc[both["bill"]].to_numpy()
    declared, manifest = kilograms(both["gross"], both["gross_unit"]), kilograms(both["gross_m"], both["gross_unit_m"])
    apart = np.minimum((declared / manifest - 1).abs(), (declared / (manifest - tare).clip(lower=1) - 1).abs())
    assert (both["gross"] != both["gross_m"]).mean() > 0.5
    assert (apart < 0.05).mean() > 0.94
    assert (both["net"] <= both["gross"]).all()


def test_weighings_are_near_the_truth(year_of_boxes, tables):
    truth = year_of_boxes.set_index("container")["gross_kg"]
    weighed = tables["weighings"]
    off = weighed["gross_kg"] / truth.loc[weighed["container"]].to_numpy() - 1
    spread = off.groupby(weighed["method"]).std()
    assert set(spread.index) == {"vgm1", "vgm2", "weighbridge"}
    assert spread["weighbridge"] < spread["vgm2"] < 0.02
    assert off.abs().max() < 0.1


def test_certificates_are_of_food_by_the_right_office(tables):
    issued = tables["certificates"].merge(tables["declarations"], on="bill", suffixes=("", "_d"))
    assert not tables["certificates"]["bill"].duplicated().any()
    assert set(issued["regime"]).isdisjoint({"TR", "ES"})
    assert ((issued["kind"] == "FOODEX") == (issued["direction"] == "export")).all()
    assert (issued["issued_at"] < issued["declared_at"]).all()
    assert (issued["hs"].str[:2].astype(int) <= 22).mean() > 0.97


def test_exchanges_are_with_fos_and_take_minutes(year_of_boxes, tables):
    place = year_of_boxes.drop_duplicates("bill").set_index("bill")["origin"]
    told = tables["exchanges"]
    assert set(place.loc[told["bill"]]) == {"FRFOS"}
    assert set(told["kind"]) == {"pre_manifest", "vgm", "phytosanitary"}
    is_lost = told["received_at"].isna()
    assert 0.005 < is_lost.mean() < 0.03
    lag = (told["received_at"] - told["sent_at"]) / pd.Timedelta(minutes=1)
    assert lag[~is_lost].tolist() == told.loc[~is_lost, "lag_minutes"].tolist()
    assert 4 < lag.median() < 9


def test_numbers_of_boxes_are_typed_with_habits_and_slips(both):
    one_box = both[(both["boxes"] == 1) & (both["boxes_m"] == 1)]
    same = one_box["containers"] == one_box["containers_m"]
    plain = one_box["containers"].str.replace(r"[ -]", "", regex=True)
    assert 0.75 < same.mean() < 0.85
    assert 0.9 < (plain == one_box["containers_m"]).mean() < 0.96
    assert valid_container(one_box["containers_m"].tolist()).all()


def test_firms_have_the_same_number_on_both_papers_but_for_faults(both):
    known = both[both["consignee_ice_m"].notna()]
    assert 0.3 < len(known) / len(both) < 0.5
    assert 0.96 < (known["consignee_ice_m"].str[:9] == known["consignee_ice"].str[:9]).mean() < 0.995


def test_numbers_of_two_ports_differ(tables, year_of_boxes):
    there = papers(PORTS["MAAGA"], year_of_boxes.head(4000), seed=SEED)
    for name, column in (("declarations", "declaration"), ("certificates", "certificate"), ("exchanges", "message")):
        assert set(there[name][column]).isdisjoint(tables[name][column])


def test_boxes_without_goods_have_no_papers(port, year_of_boxes, tables):
    for none in (year_of_boxes[year_of_boxes["is_empty"]], year_of_boxes.head(0)):
        found = papers(port, none, seed=1)
        assert {name: len(table) for name, table in found.items()} == dict.fromkeys(tables, 0)
        assert {name: list(table) for name, table in found.items()} == {name: list(of) for name, of in tables.items()}
