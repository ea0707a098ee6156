"""The exact queue: by hand, second by second, and against simpy."""

import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.simulation.gates.queues import HOUR, begin

TRUCKS = st.lists(st.tuples(st.integers(0, 3 * HOUR), st.integers(0, 4000)), min_size=1, max_size=25)


def begin_by_the_second(trucks, servers):
    """Every second, as many of those who wait as may begin."""
    begun, ends, waiting, now = {}, [], list(enumerate(trucks)), 0
    while waiting:
        ends = [end for end in ends if end > now]
        while waiting and waiting[0][1][0] <= now and len(ends) < servers[now // HOUR % len(servers)]:
            place, (_, service) = waiting.pop(0)
            begun[place] = now
            ends += [now + service] if service else []
        now += 1
    return [begun[place] for place in range(len(trucks))]


def begin_in_simpy(trucks, number):
    clock = simpy.Environment()
    servers, begun = simpy.Resource(clock, capacity=number), []

    def pass_through(arrival, service):
        yield clock.timeout(arrival)
        with servers.request() as served:
            yield served
            begun.append(clock.now)
            yield clock.timeout(service)

    for arrival, service in trucks:
        clock.process(pass_through(arrival, service))
    clock.run()
    return begun


def run(trucks, servers):
    return begin([arrival for arrival, _ in trucks], [service for _, service in trucks], servers=servers)


def test_two_servers_by_hand():
    """Both are busy when the third comes: it waits for the second server, free at 110."""
    assert run([(0, 200), (10, 100), (20, 50), (500, 5)], [2]) == [0, 10, 110, 500]


def test_servers_that_leave_finish_what_they_have():
    """Of two servers one leaves at the hour. Both trucks are served to the end; the third begins when one is left at
    most, which is when the second of them ends."""
    trucks = [(3500, 400), (3550, 1000), (3600, 10), (3600, 10)]
    assert run(trucks, [2, 1]) == [3500, 3550, 4550, 4560]


def test_nobody_is_served_while_there_are_no_servers():
    assert run([(10, 5), (20, 5), (3 * HOUR - 1, 5)], [0, 2, 0]) == [HOUR, HOUR, 4 * HOUR]


def test_cycle_comes_again():
    day = [0] * 6 + [1] * 16 + [0] * 2
    assert run([(5 * HOUR, 60), (23 * HOUR, 60), (47 * HOUR, 60)], day) == [6 * HOUR, 30 * HOUR, 54 * HOUR]


def test_queue_without_servers_is_refused():
    with pytest.raises(ValueError, match="nobody would ever be served"):
        begin([0], [1], servers=[0, 0])


@settings(max_examples=40, deadline=None)
@given(trucks=TRUCKS, servers=st.lists(st.integers(0, 3), min_size=1, max_size=4).filter(any))
def test_queue_is_that_of_a_clock_that_ticks(trucks, servers):
    trucks = sorted(trucks, key=lambda truck: truck[0])
    assert run(trucks, servers) == begin_by_the_second(trucks, servers)


@settings(max_examples=60, deadline=None)
@given(trucks=TRUCKS, number=st.integers(1, 4))
def test_queue_is_that_of_simpy(trucks, number):
    trucks = sorted(trucks, key=lambda truck: truck[0])
    assert run(trucks, [number]) == begin_in_simpy(trucks, number)
