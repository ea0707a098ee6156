"""Rows for those who foretell how long a box stays: one box a bill, and nothing of what comes later."""

import pandas as pd
import pytest

from datasets.simulation import PORTS, simulate
from datasets.simulation.yard.boxes import boxes
from datasets.simulation.yard.stays import stays

CASABLANCA = PORTS["MACAS"]


@pytest.fixture(scope="module")
def calls():
    return simulate(CASABLANCA, years=range(2024, 2025), seed=11).port_calls.iloc[:1_200]


@pytest.fixture(scope="module")
def rows(calls):
    return stays(CASABLANCA, calls, seed=11, share=0.1)


@pytest.fixture(scope="module")
def table(calls):
    return boxes(CASABLANCA, calls, seed=11)


def test_rows_are_imported_full_boxes_one_of_a_bill(rows, table):
    assert rows["bill"].is_unique
    assert set(rows["direction"]) == {"import"}
    assert not rows["is_empty"].any()
    own = table.set_index("container").loc[rows["container"]].reset_index()
    same = [name for name in own.columns if name != "channel"]
    pd.testing.assert_frame_equal(own[same], rows[same])


def test_dwell_runs_to_the_gate_or_to_the_last_sight(rows):
    days = (rows["last_seen_at"] - rows["discharged_at"]) / pd.Timedelta(days=1)
    assert (rows["dwell_days"] - days).abs().max() <= 0.0051
    assert rows["left"].tolist() == rows["gate_out_at"].notna().astype(int).tolist()


def test_over_seven_days_is_known_of_who_left_or_stayed_longer(rows):
    assert rows["over_7d"].tolist() == (rows["dwell_days"] > 7).astype(int).tolist()
    unknown = rows[rows["known_7d"] == 0]
    assert (unknown["left"] == 0).all()
    assert (unknown["dwell_days"] <= 7).all()
    assert 0 < len(unknown) < 0.15 * len(rows)


def test_channel_is_pending_where_the_declaration_comes_later(rows, table):
    channel = table.set_index("container").loc[rows["container"], "channel"].reset_index(drop=True)
    early = (rows["declared_at"] <= rows["discharged_at"]).to_numpy()
    assert rows.loc[early, "channel"].tolist() == channel[early].tolist()
    assert set(rows.loc[~early, "channel"]) == {"pending"}


@pytest.fixture(scope="module")
def row(rows):
    """One late row whose firm, chapter and port have a past."""
    return rows[rows[["recent_hs2_d", "importer_pace"]].notna().all(axis=1)].iloc[-1]


def gone_before(table, row, *, days):
    """Days stayed of the imported full boxes that left in so many days before the day of the row."""
    midnight = row["discharged_at"].normalize()
    gone = table[(table["direction"] == "import") & ~table["is_empty"]]
    gone = gone[gone["gate_out_at"].between(midnight - pd.Timedelta(days=days), midnight, inclusive="left")]
    return gone.assign(days=(gone["gate_out_at"] - gone["discharged_at"]) / pd.Timedelta(days=1))


@pytest.mark.parametrize(("name", "of", "days"), [("recent_port_d", "terminal", 7), ("recent_hs2_d", "hs2", 28)])
def test_medians_are_of_boxes_that_left_before_the_day(row, table, name, of, days):
    gone = gone_before(table, row, days=days)
    alike = gone.loc[gone[of] == row[of], "days"]
    assert row[name] == pytest.approx(alike.quantile(0.5, interpolation="higher"), abs=0.01)


def test_pace_compares_the_importer_with_all(row, table):
    own = gone_before(table, row, days=180)
    own = own.loc[own["consignee"] == row["consignee"], "days"]
    usual = gone_before(table, row, days=28)["days"]
    ratio = own.quantile(0.5, interpolation="higher") / usual.quantile(0.5, interpolation="higher")
    assert row["importer_pace"] == pytest.approx(ratio, rel=0.01)


def test_fill_compares_the_yard_at_midnight_with_the_days_before(row, table):
    """Counted again by hand: who had come by then and had not gone."""
    here = table[table["terminal"] == row["terminal"]]
    came = here["gate_in_at"].fillna(here["discharged_at"]).dt.normalize()
    went = here["last_seen_at"].dt.normalize()
    midnight = row["discharged_at"].normalize()
    days = pd.date_range(midnight - pd.Timedelta(days=180), midnight)
    first = came.min() + pd.Timedelta(days=30)
    present = [int(((came < day) & (went >= day)).sum()) for day in days if day >= first]
    assert row["yard_fill_pct"] == pytest.approx(100 * present[-1] / pd.Series(present[:-1]).mean(), rel=0.05)
