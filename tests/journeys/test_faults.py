"""Worker, broker and engine go away in the middle: every submission still ends scored, exactly once."""

import os
import signal
import time
from pathlib import Path
from uuid import UUID

import pytest

from tests.factories import code_zip
from tests.journeys.engine import OwnEngine
from tests.journeys.entries import program
from tests.journeys.site import RealSite, until

pytestmark = [pytest.mark.engine, pytest.mark.broker, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

SCORES = 4  # two keys on two parts


def runs(engine: OwnEngine, command: str) -> bool:
    """Whether a container runs whose command holds this."""
    return any(command in str(container["Command"]) for container in engine.containers(running=True))


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


def assert_nothing_left(site: RealSite, engine: OwnEngine) -> None:
    """No container, volume, mount, control group or file of any run, finished or killed."""
    data = site.place.data
    left = lambda: [  # noqa: E731
        *engine.containers(),
        *engine.volumes(),
        *[path for name in ("sandbox", "running", "incoming") for path in (data / name).glob("*")],
        *[path for path in (data / "cache").glob("*") if not path.name.startswith(("bundle-", "file-"))],
        *[line for line in Path("/proc/mounts").read_text().splitlines() if str(data) in line],
    ]
    try:
        until(lambda: not left(), seconds=15, pause=0.5)
    except AssertionError:
        assert left() == []


@pytest.fixture(autouse=True)
def all_running(real_site: RealSite, engine: OwnEngine):
    """Each test begins and ends with the whole site."""
    yield
    if not engine.running:
        engine.start()
    for name in real_site.programs:
        if name not in real_site.running:
            real_site.start(name)


def test_worker_killed_at_three_moments_scores_once(real_site: RealSite, engine: OwnEngine):
    submission = real_site.hand_in("alice", code_zip(program(seconds=2)), challenge="lente")
    until(lambda: real_site.evaluations(submission))
    moments = [
        lambda: real_site.evaluations(submission)[0]["started_at"],  # the order is taken, its containers are being made
        lambda: runs(engine, "main.py"),
        lambda: runs(engine, "score.py"),
    ]
    for sending, moment in enumerate(moments, start=1):
        until(lambda: real_site.evaluations(submission)[0]["tries"] == sending and moment(), pause=0.01)  # noqa: B023
        real_site.kill("evaluator")
        real_site.start("evaluator")

    ended = real_site.ended("alice", submission, seconds=60)

    assert ended["scores"]["public"] == {"mae": 0.5, "bias": -0.5}
    assert real_site.evaluations(submission)[0]["tries"] == len(moments) + 1
    assert_scored_once(real_site, submission)
    assert_nothing_left(real_site, engine)


def test_one_process_killed_gives_its_work_back_at_once(real_site: RealSite, engine: OwnEngine):
    submission = real_site.hand_in("alice", code_zip(program(seconds=2, value=5)))
    until(lambda: runs(engine, "main.py"))
    (ticket,) = (real_site.place.data / "running").iterdir()
    os.kill(int(ticket.read_text()), signal.SIGKILL)

    real_site.ended("alice", submission, seconds=60)

    evaluation = real_site.evaluations(submission)[0]
    assert evaluation["trouble"].startswith("worker_lost: ")
    assert (evaluation["tries"], evaluation["breakdowns"]) == (2, 0)
    assert_scored_once(real_site, submission)
    assert_nothing_left(real_site, engine)


def test_worker_asked_to_stop_leaves_nothing_running(real_site: RealSite, engine: OwnEngine):
    submission = real_site.hand_in("alice", code_zip(program(seconds=4, value=6)))
    until(lambda: runs(engine, "main.py"))
    began = time.monotonic()
    real_site.stop("evaluator")
    assert time.monotonic() - began < 8
    assert_nothing_left(real_site, engine)
    until(lambda: real_site.evaluations(submission)[0]["trouble"].startswith("interrupted: "))
    real_site.start("evaluator")
    real_site.ended("alice", submission)
    assert real_site.evaluations(submission)[0]["breakdowns"] == 0
    assert_scored_once(real_site, submission)


def test_redis_stopped_in_the_middle_takes_uploads_and_scores_once(real_site: RealSite, engine: OwnEngine):
    handed_in = [real_site.hand_in("alice", code_zip(program(seconds=2, value=value))) for value in (1, 2, 3)]
    until(lambda: runs(engine, "main.py"))
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
    assert_nothing_left(real_site, engine)


def test_engine_stopped_in_the_middle_scores_once(real_site: RealSite, engine: OwnEngine):
    submission = real_site.hand_in("mallory", code_zip(program(seconds=3, value=2)))
    until(lambda: runs(engine, "main.py"))
    engine.stop()
    time.sleep(3)
    engine.start()

    ended = real_site.ended("mallory", submission, seconds=60)

    assert ended["scores"]["public"]["mae"] == 0.5
    assert real_site.evaluations(submission)[0]["breakdowns"] == 0
    assert_scored_once(real_site, submission)
    assert_nothing_left(real_site, engine)
