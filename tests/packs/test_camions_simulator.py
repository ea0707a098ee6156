"""The simulator of camions: two days at the gate worked out by hand, another queue, luck and costs."""

import csv
import importlib
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.simulation.gates import lanes, queues
from datasets.simulation.gates import luck as raw_luck
from tests.packs.building import PACKS

CAMIONS = PACKS / "camions"
MODULES = ("costs", "gates", "luck", "tables")
MINUTE, HOUR = 60, 3600
SECRET = "5e" * 32
HEADER = "request_id,part,day,haulier,preferred_slot,earliest_slot,latest_slot,direction,channel"
REQUESTS = f"""{HEADER}
ra,public,d1,h1,9,8,10,pickup,green
rb,public,d1,h2,10,8,11,delivery,orange
rc,public,d2,h3,10,10,12,empty,green
rd,private,d3,h4,9,8,10,pickup,red
re,private,d3,h4,21,20,21,delivery,green
"""


@pytest.fixture(scope="module")
def scorer():
    """The modules of the scorer, and nothing left of them afterwards: other packs have modules of such names too."""
    sys.path.insert(0, str(CAMIONS / "scorer"))
    try:
        yield {name: importlib.import_module(name) for name in MODULES}
    finally:
        sys.path.remove(str(CAMIONS / "scorer"))
        for name in MODULES:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def terminal(scorer):
    return scorer["tables"].Terminal.read(CAMIONS / "tables")


def small_terminal(scorer, *servers):
    """So many servers all day at each stage, and the parameters of the challenge."""
    tables = scorer["tables"]
    stages = tuple(tables.Stage(f"s{place}", "any", 1.0, 0.1, (number,)) for place, number in enumerate(servers))
    return tables.Terminal(stages, tuple(range(6, 22)), tables.Terminal.read(CAMIONS / "tables").parameters)


def request(name, wish, *, day="d1"):
    preferred, earliest, latest = wish
    return {"haulier": name, "day": day, "preferred_slot": preferred, "earliest_slot": earliest, "latest_slot": latest}


# One gate lane, two places in the yard; minutes after 9:00:
#
#   truck  arrives  gate (2 min)  wait  yard ready  begins  ends   wait
#   A      0        0 to 2        0     2           2       17     0
#   B      1        2 to 4        1     4           4       14     0
#   C      2        4 to 6        2     6           14      26     8     A and B are there until 17 and 14
#   D      20       20 to 22      0     22          22      31     0     B's place has been free since 14
#
# All were given 9 h. A and D asked for it. B asked for 10 h and accepts 8 to 11: 60 minutes. C asked for 10 h and
# accepts 10 to 12: 60 minutes, three times.
def test_example_of_the_statement_costs_what_it_says(scorer):
    seconds = MINUTE * np.array([[2, 2, 2, 2], [15, 10, 12, 9]])
    arrivals = MINUTE * np.array([0, 1, 2, 20])
    found = scorer["gates"].simulate(9 * HOUR + arrivals, seconds, [(1,), (2,)])
    assert found.tolist() == [0, 1 * MINUTE, 10 * MINUTE, 0]
    wishes = {"A": (9, 8, 10), "B": (10, 8, 11), "C": (10, 10, 12), "D": (9, 8, 10)}
    requests = [request(name, wish) for name, wish in wishes.items()]
    luck = scorer["luck"].Luck(np.ones((1, 4), dtype=bool), arrivals[None], seconds[:, None])
    slots, port = np.full(4, 9), small_terminal(scorer, 1, 2)
    waited = scorer["costs"].waits(slots, requests, luck, port)
    moved = scorer["costs"].deviations(slots, requests, port)
    told = {"waited": waited, "deviation": moved, "requests": requests, "luck": luck, "terminal": port}
    assert waited.tolist() == [[0, 60, 600, 0]]
    assert moved.tolist() == [0, 60, 180, 0]
    assert scorer["costs"].scores(np.arange(4), **told) == {
        "cost": 35.25,
        "wait": 2.75,
        "deviation": 60.0,
        "p95": 10.0,
        "worst_haulier": 0.0,  # no haulier has five requests
    }


# A scanner with one server in the first hour, none in the second, two from the third on; then one exit lane. Times as
# hour:minute; d is not scanned.
#
#   truck  arrives  scanner  begins  ends   wait   exit   begins  ends   wait
#   a      0:50     20       0:50    1:10   0      5      1:10    1:15   0      served to the end, past the change
#   b      0:55     10       2:00    2:10   65     10     2:10    2:20   0
#   c      0:55     30       2:00    2:30   65     1      2:30    2:31   0
#   d      1:30     -                              3      1:30    1:33   0
#   e      2:05     5        2:10    2:15   5      2      2:20    2:22   5      b leaves the scanner at 2:10
#   f      2:12     1        2:15    2:16   3      4      2:22    2:26   6
def test_servers_that_come_and_go_by_hand(scorer):
    arrivals = MINUTE * np.array([50, 55, 55, 90, 125, 132])
    scanner = MINUTE * np.array([20, 10, 30, 0, 5, 1])
    scanner[3] = scorer["gates"].SKIPPED
    seconds = np.array([scanner, MINUTE * np.array([5, 10, 1, 3, 2, 4])])
    found = scorer["gates"].simulate(arrivals, seconds, [(1, 0, 2, 2, 2), (1, 1, 1, 1, 1)])
    assert (found / MINUTE).tolist() == [0, 65, 65, 0, 10, 9]


def test_servers_that_leave_finish_what_they_have(scorer):
    """Of two servers one leaves at the hour, while both are busy: the next begins when both of them have ended."""
    arrivals, seconds = [3500, 3550, 3600, 3600], [400, 1000, 10, 10]
    assert scorer["gates"].begin(arrivals, seconds, [2, 1]) == [3500, 3550, 4550, 4560]


@settings(max_examples=150, deadline=None)
@given(
    trucks=st.lists(st.tuples(st.integers(0, 5 * HOUR), st.integers(1, 5000)), min_size=6, max_size=30),
    servers=st.lists(st.integers(0, 4), min_size=1, max_size=6).filter(any),
)
def test_queue_is_that_of_the_raw_data(scorer, trucks, servers):
    arrivals, seconds = zip(*sorted(trucks), strict=True)
    assert scorer["gates"].begin(arrivals, seconds, servers) == queues.begin(arrivals, seconds, servers=servers)


def test_days_and_futures_do_not_meet(scorer):
    """The same truck on two days of two futures never waits for itself, though its service takes two days."""
    requests = [request("h", (9, 9, 9), day=day) for day in ("d1", "d2")]
    luck = scorer["luck"].Luck(
        np.ones((2, 2), dtype=bool), np.zeros((2, 2), dtype=int), np.full((1, 2, 2), 48 * HOUR, dtype=int)
    )
    cycle = (1,) * scorer["tables"].CYCLE
    port = small_terminal(scorer, 1)
    port = scorer["tables"].Terminal((scorer["tables"].Stage("s", "any", 1.0, 0.1, cycle),), port.slots, {})
    assert scorer["costs"].waits(np.array([9, 9]), requests, luck, port).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(("number", "place"), [(1, 1), (20, 19), (21, 20), (40, 38), (100, 95)])
def test_rank_is_the_nearest(scorer, number, place):
    """The smallest of them that 95 in 100 do not exceed; counted from 1."""
    assert scorer["costs"].rank(np.arange(number, 0, -1), share=0.95) == place


def test_worst_haulier_is_that_of_each_day(scorer):
    """On d1 h1 has 30 minutes on average and h2, worse off, only four requests; on d2 h3 has 90: their mean is 60."""
    names = ["h1"] * 5 + ["h2"] * 4 + ["h3"] * 6
    requests = [{"haulier": name, "day": "d2" if name == "h3" else "d1"} for name in names]
    moved = np.array([0.0, 0, 30, 60, 60, *[600.0] * 4, *[90.0] * 6])
    assert scorer["costs"].worst_haulier(moved, requests) == 60.0


def drawn(scorer, terminal, requests, secret=SECRET):
    ids = [one["request_id"] for one in requests]
    return scorer["luck"].draw_luck(requests, ids=ids, secret=secret, terminal=terminal)


def test_luck_is_of_the_request_and_of_nothing_else(scorer, terminal):
    requests = list(csv.DictReader(REQUESTS.splitlines()))
    luck, backwards = (drawn(scorer, terminal, rows) for rows in (requests, requests[::-1]))
    alone = drawn(scorer, terminal, requests[3:4])
    for one, other, single in zip(vars(luck).values(), vars(backwards).values(), vars(alone).values(), strict=True):
        assert (one == other[..., ::-1]).all()
        assert (one[..., 3:4] == single).all()
    assert (drawn(scorer, terminal, requests, secret="00").after != luck.after).any()


def test_luck_is_as_the_tables_say(scorer, terminal):
    """Over 80,000 visits; four standard errors."""
    ways, channels = ("pickup", "delivery", "empty"), ("green", "orange", "red")
    requests = [
        {"request_id": f"r{n}", "direction": ways[n % 3], "channel": channels[n // 3 % 3], "day": "d"}
        for n in range(4000)
    ]
    luck = drawn(scorer, terminal, requests)
    minutes = luck.after / MINUTE
    late = 0.03 / 0.97 * 120
    assert luck.comes.mean() == pytest.approx(0.97, abs=0.003)
    assert minutes[luck.comes].mean() == pytest.approx(30 - 5 + late, abs=0.6)
    assert np.median(minutes) == pytest.approx(26, abs=1)
    for stage, seconds in zip(terminal.stages, luck.seconds, strict=True):
        passed = seconds[seconds != scorer["gates"].SKIPPED] / MINUTE
        papers = 0.07 * 25 if stage.name == "document" else 0
        assert passed.mean() == pytest.approx(stage.minutes + papers, rel=0.04)
    names = [stage.name for stage in terminal.stages]
    is_passed = pd.DataFrame((luck.seconds != scorer["gates"].SKIPPED).mean(axis=1).T, columns=names)
    by_channel = is_passed.groupby([one["channel"] for one in requests])[["scanner", "inspection"]].mean()
    assert by_channel.loc[["orange", "red"], "scanner"].tolist() == [1, 1]
    assert by_channel.loc["green", "scanner"] == pytest.approx(0.05, abs=0.006)
    assert by_channel["inspection"].to_dict() == {"green": 0, "orange": 0, "red": 1}
    by_way = is_passed.groupby([one["direction"] for one in requests])[
        ["import_yard", "export_yard", "empty_yard"]
    ].mean()
    assert by_way.loc[list(ways)].to_numpy().tolist() == np.eye(3).tolist()


def test_tables_are_those_of_the_simulated_port(terminal):
    assert {stage.name: (stage.minutes, stage.log_sd, stage.direction) for stage in terminal.stages} == {
        name: (stage.minutes, stage.spread, stage.direction) for name, stage in lanes.STAGES.items()
    }
    opened = {stage.name: stage.servers[lanes.OPENS : lanes.CLOSES] for stage in terminal.stages}
    assert opened == dict(lanes.WORKS)
    assert terminal.slots == tuple(lanes.SLOTS)
    assert dict(terminal.parameters) == {
        "arrival_mean": -raw_luck.EARLY_MINUTES,
        "arrival_sd": raw_luck.ARRIVAL_SPREAD,
        "no_show": raw_luck.NO_SHOWS,
        "late": raw_luck.LATE,
        "late_from": raw_luck.LATE_MINUTES[0],
        "late_to": raw_luck.LATE_MINUTES[1],
        "papers": lanes.PAPERS,
        "papers_minutes": lanes.PAPERS_MINUTES,
        "surprise": lanes.SURPRISES,
        "deviation_weight": 0.5,
        "outside_weight": 3,
        "p95_weight": 0.25,
    }


def test_nobody_is_served_before_the_first_slot_nor_sent_home_after_the_last(terminal):
    yard = next(stage.servers for stage in terminal.stages if stage.name == "import_yard")
    assert (yard[:6], yard[21], set(yard[22:])) == ((0,) * 6, 6, {6})
