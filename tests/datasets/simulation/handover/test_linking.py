"""Boxes and trucks: one truck for a box, alike in what both tables say, and never against the order of things."""

import pandas as pd
import pytest

from datasets.simulation import PORTS
from datasets.simulation.handover.linking import linked

PORT = PORTS["MACAS"]


def box(**told):
    usual = {
        "terminal": "TC1", "direction": "import", "size": 40, "is_empty": False, "channel": "green", "haulier": "H",
        "discharged_at": "2024-03-01 10:00", "released_at": "2024-03-04 09:30", "gate_out_at": "2024-03-05 09:00",
        "gate_in_at": None, "loaded_at": None,
    }  # fmt: skip
    row = usual | told
    return row | {"last_seen_at": row["gate_out_at"] or row["loaded_at"]}


def export(gate_in, *, loaded="2024-03-09 00:00", **told):
    times = {
        "discharged_at": None,
        "released_at": None,
        "gate_out_at": None,
        "gate_in_at": gate_in,
        "loaded_at": loaded,
    }
    return box(direction="export", **times, **told)


def visit(number, out, **told):
    usual = {"visit": number, "terminal": "TC1", "direction": "pickup", "size": "40", "channel": "green"}
    return {**usual, "haulier": f"Transports {number}", "exited_at": out, "gate_to": out} | told


def link(boxes, visits):
    tables = [pd.DataFrame(rows) for rows in (boxes, visits)]
    for table in tables:
        for name in table.columns[table.columns.str.endswith(("_at", "_to"))]:
            table[name] = pd.to_datetime(table[name])
    return linked(PORT, *tables, seed=1)


def test_box_leaves_with_the_truck_in_the_minute_in_which_it_exits():
    found = link([box()], [visit("V1", "2024-03-05 14:07:31")]).iloc[0]
    assert (found["visit"], found["haulier"]) == ("V1", "Transports V1")
    assert found["gate_out_at"] == found["last_seen_at"] == pd.Timestamp("2024-03-05 14:07")


def test_box_for_export_comes_in_when_the_truck_is_through_the_gate():
    truck = visit("V1", "2024-03-05 15:00", gate_to="2024-03-05 14:07:31", direction="delivery")
    found = link([export("2024-03-05 08:00")], [truck]).iloc[0]
    assert (found["visit"], found["gate_in_at"]) == ("V1", pd.Timestamp("2024-03-05 14:07"))
    assert found["last_seen_at"] == pd.Timestamp("2024-03-09 00:00")


def test_boxes_and_trucks_of_a_day_go_together_in_their_order():
    boxes = [box(gate_out_at=f"2024-03-05 {hour}:00") for hour in ("09", "11", "13")]
    visits = [visit(f"V{hour}", f"2024-03-05 {hour}:30") for hour in ("18", "08", "12")]
    assert link(boxes, visits)["visit"].tolist() == ["V08", "V12", "V18"]


@pytest.mark.parametrize(
    "other",
    [{"terminal": "TC2"}, {"size": "20"}, {"channel": "red"}, {"direction": "delivery"}, {"direction": "empty"}],
)
def test_truck_for_something_else_takes_no_box(other):
    found = link([box()], [visit("V1", "2024-03-05 14:00", **other)]).iloc[0]
    assert pd.isna(found["visit"])
    assert (found["haulier"], found["gate_out_at"]) == ("H", pd.Timestamp("2024-03-05 09:00"))


def test_empty_box_has_any_channel():
    found = link([box(is_empty=True, channel=None)], [visit("V1", "2024-03-05 14:00", direction="empty")])
    assert found["visit"].tolist() == ["V1"]


def test_no_box_leaves_before_its_release_or_comes_after_its_ship():
    late = box(released_at="2024-03-05 14:30")
    missed = export("2024-03-05 08:00", loaded="2024-03-05 13:00", size=20)
    trucks = [visit("V1", "2024-03-05 14:00"), visit("V2", "2024-03-05 14:00", direction="delivery", size="20")]
    assert link([late, missed], trucks)["visit"].isna().tolist() == [True, True]


def test_truck_of_a_day_close_by_is_better_than_none():
    trucks = [visit("V1", "2024-03-06 14:00"), visit("V2", "2024-03-12 14:00")]
    found = link([box(), box()], trucks)
    assert sorted(found["visit"].dropna()) == ["V1"]


def test_truck_that_did_not_come_takes_no_box():
    assert link([box()], [visit("V1", None)])["visit"].isna().all()


def test_nobody_goes_twice_and_some_are_drawn_where_there_are_more():
    boxes = [box() for _ in range(30)]
    visits = [visit(f"V{number}", f"2024-03-05 {8 + number // 60:02d}:{number % 60:02d}") for number in range(50)]
    for some, others in ((boxes, visits), (boxes * 2, visits)):
        found = link(some, others)["visit"].dropna()
        assert found.is_unique
        assert len(found) == min(len(some), len(others))
