"""Worker, broker and engine go away in the middle: every submission still ends scored, exactly once."""

import os
import signal
import time
from dataclasses import replace
from uuid import UUID

import pytest

from smartport.bootstrap.supervisor import spawn
from tests.factories import code_zip
from tests.journeys.engine import OwnEngine
from tests.journeys.entries import program
from tests.journeys.site import SLOTS, RealSite, until
from tests.journeys.traces import Traces

pytestmark = [
    pytest.mark.engine,
    pytest.mark.broker,
    pytest.mark.slow,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.usefixtures("whole_again"),
]

SCORES = 4  # two keys on two parts


def assert_scored_once(site: RealSite, submission_id: str) -> None:
    evaluations = site.evaluations(submission_id)
    assert [evaluation["state"] for evaluation in evaluations] == ["scored"]
    scores = site.rows("SELECT * FROM challenges_score WHERE evaluation_id = ?", evaluations[0]["id"])
    assert len(scores) == SCORES
    subject = f"evaluation:{UUID(evaluations[0]['id'])}"
    journal = site.rows("SELECT subject FROM challenges_journalentry WHERE deed = 'evaluation.scored'")
    assert [row["subject"] for row in journal].count(subject) == 1
    counted = site.rows("SELECT is_counted FROM challenges_submission WHERE id = ?", submission_id)
    assert [row["is_counted"] for row in counted] == [1]


@pytest.fixture
def traces(real_site: RealSite, engine: OwnEngine) -> Traces:
    return Traces(real_site, engine)


def test_worker_killed_at_three_moments_scores_once(real_site: RealSite, traces: Traces):
    submission = real_site.hand_in("alice", code_zip(program(seconds=2)), challenge="lente")
    until(lambda: real_site.evaluations(submission))
    moments = [
        lambda: real_site.evaluations(submission)[0]["started_at"],  # the order is taken, its containers are being made
        lambda: traces.says("hello from the entry"),
        lambda: traces.says("scoring"),
    ]
    for sending, moment in enumerate(moments, start=1):
        until(lambda: real_site.evaluations(submission)[0]["tries"] == sending and moment(), pause=0.01)  # noqa: B023
        real_site.kill("evaluator")
        real_site.start("evaluator")

    ended = real_site.ended("alice", submission, seconds=60)

    assert ended["scores"]["public"] == {"mae": 0.5, "bias": -0.5}
    assert real_site.evaluations(submission)[0]["tries"] == len(moments) + 1
    assert_scored_once(real_site, submission)
    traces.require_none()


def test_one_process_killed_gives_its_work_back_at_once(real_site: RealSite, traces: Traces):
    submission = real_site.hand_in("alice", code_zip(program(seconds=2, value=5)))
    until(lambda: traces.says("hello from the entry"))
    (ticket,) = (real_site.place.data / "running").iterdir()
    killed = int(ticket.read_text())
    os.kill(killed, signal.SIGKILL)

    until(lambda: not traces.of_process(killed), seconds=4)
    real_site.ended("alice", submission, seconds=60)

    evaluation = real_site.evaluations(submission)[0]
    assert evaluation["trouble"].startswith("worker_lost: ")
    assert (evaluation["tries"], evaluation["breakdowns"]) == (2, 0)
    assert_scored_once(real_site, submission)
    traces.require_none()


def test_worker_asked_to_stop_leaves_nothing_running(real_site: RealSite, traces: Traces):
    real_site.ended("alice", real_site.hand_in("alice", code_zip(program(value=7))))
    until(traces.waiting)
    submission = real_site.hand_in("alice", code_zip(program(seconds=4, value=6)))
    until(lambda: traces.says("hello from the entry"))
    began = time.monotonic()
    real_site.stop("evaluator")
    assert time.monotonic() - began < 8
    assert traces.waiting() == set()
    traces.require_none()
    until(lambda: real_site.evaluations(submission)[0]["trouble"].startswith("interrupted: "))
    real_site.start("evaluator")
    real_site.ended("alice", submission)
    assert real_site.evaluations(submission)[0]["breakdowns"] == 0
    assert_scored_once(real_site, submission)


def test_process_that_is_replaced_takes_its_places_along(real_site: RealSite, traces: Traces):
    real_site.stop("evaluator")
    evaluator = real_site.programs["evaluator"]
    hasty = replace(evaluator, command=(*evaluator.command, "--max-tasks-per-child", "1"))
    real_site.running["evaluator"] = spawn(hasty)
    handed_in = [real_site.hand_in("alice", code_zip(program(value=value))) for value in (8, 9, 10)]
    assert [real_site.ended("alice", submission)["state"] for submission in handed_in] == ["scored"] * 3

    traces.require_none()
    assert traces.waiting() == set()
    real_site.stop("evaluator")


def test_redis_stopped_in_the_middle_takes_uploads_and_scores_once(real_site: RealSite, traces: Traces):
    handed_in = [real_site.hand_in("alice", code_zip(program(seconds=2, value=value))) for value in (1, 2, 3)]
    until(lambda: traces.says("hello from the entry"))
    real_site.stop("redis")
    began = time.monotonic()
    handed_in.append(real_site.hand_in("mallory", code_zip(program(value=4))))
    assert time.monotonic() - began < 2
    time.sleep(4)
    real_site.start("redis")

    ends = [
        real_site.ended(name, submission, seconds=60)
        for name, submission in zip(["alice"] * 3 + ["mallory"], handed_in, strict=True)
    ]

    assert [ended["scores"]["public"]["mae"] for ended in ends] == [0.5, 0.5, 1.5, 2.5]
    for submission in handed_in:
        assert_scored_once(real_site, submission)
    traces.require_none()


def test_engine_stopped_in_the_middle_scores_once(real_site: RealSite, engine: OwnEngine, traces: Traces):
    submission = real_site.hand_in("mallory", code_zip(program(seconds=3, value=2)))
    until(lambda: traces.says("hello from the entry"))
    engine.stop()
    time.sleep(3)
    engine.start()

    ended = real_site.ended("mallory", submission, seconds=60)

    assert ended["scores"]["public"]["mae"] == 0.5
    assert real_site.evaluations(submission)[0]["breakdowns"] == 0
    assert_scored_once(real_site, submission)
    traces.require_none()


def test_engine_restarted_while_places_wait_costs_no_try(real_site: RealSite, engine: OwnEngine, traces: Traces):
    for value in (3, 4):  # every process of the worker has its places
        real_site.hand_in("mallory", code_zip(program(seconds=1, value=value)))
    until(lambda: len(traces.waiting()) >= SLOTS)
    traces.require_none()
    engine.stop()
    engine.start()

    submission = real_site.hand_in("mallory", code_zip(program(value=5)))

    assert real_site.ended("mallory", submission, seconds=60)["scores"]["public"]["mae"] == 3.5
    evaluation = real_site.evaluations(submission)[0]
    assert (evaluation["tries"], evaluation["trouble"]) == (1, "")
    assert_scored_once(real_site, submission)
    traces.require_none()
