"""A team cancels what runs: the container is gone and the slot free within seconds, and nothing is left."""

import time

import pytest

from tests.factories import code_zip
from tests.journeys.engine import OwnEngine
from tests.journeys.entries import program
from tests.journeys.site import RealSite, until
from tests.journeys.traces import Traces

pytestmark = [pytest.mark.engine, pytest.mark.broker, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

ENDLESS = 15.0  # longer than all of this takes, shorter than the bundle's limit
AT_ONCE = 3.0


def cancel(site: RealSite, name: str, submission: str) -> dict[str, object]:
    with site.client(name) as client:
        answer = client.post(f"submissions/{submission}/cancel")
    assert answer.status_code == 200, answer.text
    told: dict[str, object] = answer.json()
    return told


@pytest.fixture
def traces(real_site: RealSite, engine: OwnEngine) -> Traces:
    return Traces(real_site, engine)


def running(traces: Traces) -> int:
    return len(traces.telling("hello from the entry"))


def test_running_submission_is_gone_within_seconds_and_its_slot_is_taken(real_site: RealSite, traces: Traces):
    """Both slots are busy, and so are both processes; a third waits, and cancelling the first lets it in."""
    first, second = (real_site.hand_in("alice", code_zip(program(seconds=ENDLESS, value=n))) for n in (3, 4))
    until(lambda: running(traces) == 2)
    third = real_site.hand_in("mallory", code_zip(program(value=2)))
    until(lambda: real_site.evaluations(third))

    began = time.monotonic()
    told = cancel(real_site, "alice", first)
    until(lambda: running(traces) < 2, seconds=AT_ONCE)

    assert time.monotonic() - began < AT_ONCE
    assert (told["state"], told["is_counted"]) == ("cancelled", True)
    assert real_site.ended("mallory", third)["scores"]["public"]["mae"] == 0.5
    assert real_site.submission("alice", second)["state"] == "sent"
    cancel(real_site, "alice", second)
    until(lambda: not running(traces), seconds=AT_ONCE)
    time.sleep(1)  # whatever the worker says of it late
    for submission in (first, second):
        ended = real_site.evaluations(submission)[0]
        assert (ended["state"], ended["tries"], ended["breakdowns"]) == ("cancelled", 1, 0)
    traces.require_none()


def test_order_that_stands_at_the_machine_is_never_begun(real_site: RealSite, traces: Traces):
    busy = [real_site.hand_in("alice", code_zip(program(seconds=ENDLESS, value=n))) for n in (5, 6)]
    until(lambda: running(traces) == 2)
    waiting = real_site.hand_in("mallory", code_zip(program(value=7)))
    until(lambda: [row["state"] for row in real_site.evaluations(waiting)] == ["sent"])

    told = cancel(real_site, "mallory", waiting)
    for submission in busy:
        cancel(real_site, "alice", submission)
    last = real_site.ended("mallory", real_site.hand_in("mallory", code_zip(program(value=2))))

    assert (told["state"], told["is_counted"], last["state"]) == ("cancelled", False, "scored")
    assert real_site.evaluations(waiting)[0]["started_at"] is None
    traces.require_none()


def test_cancelling_while_redis_is_away_is_heard_by_the_next_heartbeat(real_site: RealSite, traces: Traces):
    submission = real_site.hand_in("alice", code_zip(program(seconds=ENDLESS, value=8)))
    until(lambda: running(traces))
    until(lambda: real_site.evaluations(submission)[0]["started_at"])
    real_site.stop("redis")
    began = time.monotonic()
    assert cancel(real_site, "alice", submission)["is_counted"] is True
    assert time.monotonic() - began < AT_ONCE
    real_site.start("redis")
    until(lambda: not running(traces), seconds=10)
    assert real_site.evaluations(submission)[0]["state"] == "cancelled"
    traces.require_none()
