"""Whose turn it is: fair between teams in any rush, and no machine idle for it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from challenges.evaluations.rules import Turn, Urgency, Waiting, in_order, places_of, to_send
from tests.challenges.evaluations.rush import Entry, Rush

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KINDS = {"z": Urgency.BASELINE, "r": Urgency.REJUDGE}


def queue(*entries: str) -> list[Waiting[str]]:
    """ "a1" is the first entry of team a, "z1" a baseline's and "ra1" the rejudge of one; each comes a second after the
    one before."""
    return [
        Waiting(name, name.strip("r")[0], NOW + timedelta(seconds=number), KINDS.get(name[0], Urgency.CONTEST))
        for number, name in enumerate(entries)
    ]


def names(found: list[Turn[str]]) -> list[object]:
    return [turn.id for turn in found]


@pytest.mark.parametrize(
    ("entries", "served", "expected"),
    [
        (["a1", "b1", "c1"], {}, ["a1", "b1", "c1"]),
        (["a1", "a2", "a3", "b1"], {}, ["a1", "b1", "a2", "a3"]),
        (["a1", "b1"], {"a": 1}, ["b1", "a1"]),
        (["a1", "a2", "b1", "b2", "c1"], {"a": 1}, ["b1", "c1", "a1", "b2", "a2"]),
        (["a3", "b2", "c1"], {"a": 2, "b": 1}, ["c1", "b2", "a3"]),
        (["a1", "b1"], {"a": 2, "b": 2}, ["a1", "b1"]),
        (["ra1", "z1", "a4", "b1"], {"a": 3}, ["b1", "a4", "z1", "ra1"]),
        (["ra1", "ra2", "rb1", "a2"], {"a": 1}, ["a2", "ra1", "rb1", "ra2"]),
        ([], {"a": 1}, []),
    ],
)
def test_least_served_goes_first_then_the_oldest_and_contest_before_all(entries, served, expected):
    assert names(in_order(queue(*entries), served=served)) == expected


def test_order_does_not_depend_on_how_the_queue_is_listed():
    entries = queue("a1", "ra0", "a2", "b1", "z1", "c1")
    assert in_order(entries[::-1], served={"b": 1}) == in_order(entries, served={"b": 1})


@pytest.mark.parametrize(
    ("entry", "number", "expected"),
    [("a1", 0, 0), ("a1", 1, 3), ("a1", 2, 6), ("a1", 40, 6), ("z1", 0, 9), ("r1", 0, 9)],
)
def test_priority_tells_a_first_from_a_second_from_what_is_later(entry, number, expected):
    assert Turn(queue(entry)[0], number).priority == expected


@pytest.mark.parametrize(("slots", "expected"), [([2], 4), ([2, 4], 12), ([], 0), ([0], 0), ([0, 1], 2)])
def test_machines_hold_two_orders_a_slot(slots, expected):
    assert places_of(slots) == expected


@pytest.mark.parametrize(
    ("begun", "unbegun", "expected"),
    [
        (0, {}, ["a1", "b1", "a2", "a3"]),
        (2, {}, ["a1", "b1"]),
        (2, {6: 2}, ["a1", "b1"]),
        (2, {9: 9}, ["a1", "b1"]),
        (2, {0: 2}, []),
        (2, {0: 1}, ["a1"]),
        (4, {}, []),
    ],
)
def test_order_is_sent_while_fewer_run_or_stand_before_it_than_there_are_places(begun, unbegun, expected):
    line = in_order(queue("a1", "a2", "a3", "b1"), served={})
    assert names(to_send(line, places=4, begun=begun, unbegun=unbegun)) == expected


def greedy(entries: list[Waiting[str]], *, served: dict[str, int]) -> list[object]:
    """The rule as one would say it, a step at a time."""
    left, counts, order = list(entries), Counter({(team, Urgency.CONTEST): count for team, count in served.items()}), []
    while left:
        chosen = min(left, key=lambda one: (one.urgency, counts[one.team, one.urgency], one.queued_at, str(one.id)))
        counts[chosen.team, chosen.urgency] += 1
        left.remove(chosen)
        order.append(chosen.id)
    return order


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.sampled_from(Urgency)), max_size=12),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 4)),
)
def test_order_is_the_one_of_serving_step_by_step(drawn, served):
    entries = [
        Waiting(f"{team}{number}", team, NOW + timedelta(seconds=at), kind)
        for number, (team, at, kind) in enumerate(drawn)
    ]
    assert names(in_order(entries, served=served)) == greedy(entries, served=served)


unhurried = settings(deadline=None)
RUSHES = st.lists(
    st.builds(
        Entry,
        team=st.sampled_from("abcdef"),
        comes=st.integers(0, 99),
        lasts=st.integers(100, 400),
    ),
    min_size=1,
    max_size=40,
)
DAYS = st.lists(
    st.builds(
        Entry,
        team=st.sampled_from("abc"),
        comes=st.integers(0, 900),
        lasts=st.integers(1, 200),
        urgency=st.sampled_from([Urgency.CONTEST, Urgency.CONTEST, Urgency.REJUDGE]),
    ),
    min_size=1,
    max_size=40,
)


@given(RUSHES, st.integers(1, 4))
@unhurried
def test_no_first_result_waits_for_anothers_third_in_a_rush(entries, slots):
    """All come before the first run is over, as in the last minutes of a phase."""
    rush = Rush(entries, slots=slots)
    rush.run()
    thirds = [entry for entry in entries if rush.nth(entry) >= 2]
    for first in (entry for entry in entries if rush.nth(entry) == 0):
        assert not [third for third in thirds if first.comes < rush.began[third] < rush.began[first]]


@given(DAYS, st.integers(1, 4))
@unhurried
def test_no_slot_idles_while_work_waits_and_everybody_is_served(entries, slots):
    rush = Rush(entries, slots=slots)
    rush.run()
    assert rush.idled == []
    assert rush.began.keys() == set(entries)


@given(DAYS, st.integers(1, 4))
@unhurried
def test_nobody_starves(entries, slots):
    """While an entry waits, each other team has at most as many sent as its turn said when it came, and one more."""
    rush = Rush(entries, slots=slots)
    rush.run()
    for entry, turn in rush.turn_on_coming.items():
        if entry.urgency is Urgency.CONTEST:
            before = Counter((other.team, other.urgency) for other in rush.sent_before(entry))
            assert all(kind is Urgency.CONTEST for _, kind in before)
            assert all(count <= turn + 1 for (team, _), count in before.items() if team != entry.team)


@given(DAYS, st.integers(1, 4))
@unhurried
def test_no_rejudge_begins_while_an_entry_waits(entries, slots):
    rush = Rush(entries, slots=slots)
    rush.run()
    rejudged = [rush.began[entry] for entry in entries if entry.urgency is Urgency.REJUDGE]
    for entry in (entry for entry in entries if entry.urgency is Urgency.CONTEST):
        assert not [began for began in rejudged if entry.comes < began < rush.began[entry]]
