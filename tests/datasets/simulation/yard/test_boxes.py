"""Containers of the port calls: near what is known of the port, whole in their bills, and in the order of things."""

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.yard.boxes import boxes
from datasets.simulation.yard.containers import check_digit
from datasets.simulation.yard.goods import GOODS

CASABLANCA = PORTS["MACAS"]
DAY = pd.Timedelta(days=1)
PER_BILL = ["call", "direction", "consignee", "goods", "origin", "regime", "channel", "haulier", "declared_at"]


@pytest.fixture(scope="module")
def calls():
    return simulate(CASABLANCA, years=range(2024, 2025), seed=11).port_calls.iloc[:700]


@pytest.fixture(scope="module")
def table(calls):
    return boxes(CASABLANCA, calls, seed=11, until=pd.Timestamp(2024, 4, 30))


@pytest.fixture(scope="module")
def imported(table):
    return table[(table["direction"] == "import") & ~table["is_empty"]]


def test_same_seed_gives_the_same_boxes(calls, table):
    again = boxes(CASABLANCA, calls, seed=11, until=pd.Timestamp(2024, 4, 30))
    pd.testing.assert_frame_equal(again, table)


def test_another_seed_gives_others(calls, table):
    other = boxes(CASABLANCA, calls, seed=12, share=0.01)
    assert not set(other["container"]) & set(table["container"].head(1_000))


def test_share_keeps_whole_bills_as_they_are(calls, table):
    part = boxes(CASABLANCA, calls, seed=11, until=pd.Timestamp(2024, 4, 30), share=0.05)
    whole = table[table["bill"].isin(part["bill"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, whole)
    assert 0.04 < len(part) / len(table) < 0.06


def test_shares_are_those_of_the_port(table, calls):
    teu = calls.loc[calls["call"].isin(table["call"]), "teu"].sum()
    assert table["size"].map({20: 1, 40: 2, 45: 2.25}).sum() / teu == pytest.approx(1, abs=0.05)
    sizes = table["size"].value_counts(normalize=True)
    assert [sizes[20], sizes[40], sizes[45]] == pytest.approx([0.40, 0.57, 0.03], abs=0.02)
    found = table[["is_empty", "is_reefer", "is_dangerous"]].mean()
    assert found.tolist() == pytest.approx([0.12, 0.07, 0.08], abs=0.015)


def test_channels_are_72_18_10(imported):
    shares = imported["channel"].value_counts(normalize=True)
    assert [shares["green"], shares["orange"], shares["red"]] == pytest.approx([0.72, 0.18, 0.10], abs=0.015)


def test_dwell_is_near_its_median_and_ninth_decile(imported):
    followed = imported[imported["discharged_at"] < "2024-03-15"]
    left = followed["gate_out_at"].notna()
    days = (followed["gate_out_at"] - followed["discharged_at"])[left] / DAY
    assert days.median() == pytest.approx(5, abs=1.5)  # a quarter may be slow
    assert days.quantile(0.9) == pytest.approx(14, abs=3.5)
    assert 0.02 < 1 - left.mean() < 0.12


def test_container_numbers_are_right_and_come_once(table):
    some = table["container"].head(5_000)
    assert [int(number[10]) for number in some] == [check_digit(one[:4], int(one[4:10])) for one in some]
    assert table["container"].is_unique


def test_boxes_of_a_bill_share_its_papers(imported):
    assert (imported.groupby("bill")[PER_BILL].nunique(dropna=False) == 1).all(axis=None)
    assert imported["bill"].duplicated().mean() > 0.3


def test_goods_belong_to_their_chapter_and_box(table):
    known = {(one.hs2, one.text, one.kind) for one in GOODS}
    full = table[~table["is_empty"]]
    assert set(zip(full["hs2"], full["goods"], full["kind"], strict=True)) <= known


def test_empty_boxes_have_no_goods_no_firm_and_weigh_their_tare(table):
    empty = table[table["is_empty"]]
    assert empty[["hs2", "goods", "consignee", "regime", "channel"]].isna().all(axis=None)
    assert empty["gross_kg"].equals(empty["tare_kg"])


def test_boxes_are_worked_while_their_ship_is_berthed(table, calls):
    call = calls.set_index("call").loc[table["call"]].reset_index(drop=True)
    worked = table["discharged_at"].fillna(table["loaded_at"])
    done = worked.notna()
    assert ((worked > call["atb"]) & (worked < call["atd"]))[done].all()


def test_import_goes_through_its_steps_in_order(imported):
    left = imported[imported["gate_out_at"].notna()]
    assert (left["declared_at"] <= left["released_at"]).all()
    assert (left["discharged_at"] < left["released_at"]).all()
    assert (left["released_at"] < left["gate_out_at"]).all()
    assert left["last_seen_at"].equals(left["gate_out_at"])


def test_box_that_was_not_seen_to_leave_was_seen_until_a_day(imported):
    rest = imported[imported["gate_out_at"].isna()]
    assert rest["last_seen_at"].notna().all()
    assert (rest["last_seen_at"] <= pd.Timestamp(2024, 4, 30)).all()
    assert (rest["last_seen_at"] - rest["discharged_at"]).max() <= 45 * DAY


def test_export_comes_by_the_gate_before_the_ship(table):
    export = table[(table["direction"] == "export") & table["loaded_at"].notna()]
    lead = (export["loaded_at"] - export["gate_in_at"]) / DAY
    assert lead.between(1, 14).all()
    assert export["discharged_at"].isna().all()


def test_nothing_happens_after_the_extract(table):
    times = table.select_dtypes("datetime")
    assert times.max().max() <= pd.Timestamp(2024, 4, 30)


def test_port_without_container_calls_has_an_empty_table(table):
    jorf = PORTS["MAJFL"]
    none = boxes(jorf, simulate(jorf, years=range(2024, 2025), seed=1).port_calls.iloc[:50], seed=1)
    pd.testing.assert_series_equal(none.dtypes, table.dtypes)
    assert len(none) == 0
