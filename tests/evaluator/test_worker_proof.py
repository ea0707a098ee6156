"""A real worker in a process of its own, with a queue in a folder: it takes work once the engine is proved."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from evaluator import worker
from evaluator.broker import broker_settings
from evaluator.cancelling import tell_drain
from evaluator.draining import Draining
from evaluator.errors import EngineGone, EngineUnfit
from evaluator.order import QUEUE, RUN
from evaluator.sandbox.docker import DockerSandbox

ROOT = Path(__file__).parents[2]
WORDS = ("-A", "evaluator.worker", "worker", "-Q", QUEUE, "-c", "1", "--without-gossip", "--without-mingle")
PATIENCE = 30.0


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Celery]:
    """What the site would send with, and hears by."""
    app = Celery("site", fixups=[], set_as_current=False)
    app.conf.update(broker_settings("", data=tmp_path))
    yield app
    app.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., None]]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(**settings: str) -> None:
        environment = {**os.environ, "SMARTPORT_DATA": str(tmp_path), "REDIS_URL": "", **settings}
        with (tmp_path / "worker.log").open("wb") as log:
            command = [sys.executable, "-m", "celery", *WORDS]
            started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log))

    yield begin
    for process in started:
        process.terminate()
        process.wait(timeout=60)


def first_hello(site: Celery) -> Mapping[str, Any]:
    """What the machine says first of itself, of what was not heard yet."""
    with site.connection_for_read() as connection, connection.SimpleQueue("site") as queue:
        message = queue.get(timeout=PATIENCE)
        message.ack()
    _, said, _ = json.loads(message.body)
    return dict(said)


def waiting(data: Path) -> int:
    """Orders that nobody has taken."""
    return len(list((data / "broker").glob(f"*.{QUEUE}.msg")))


@pytest.mark.engine
@pytest.mark.usefixtures("sandbox")
def test_worker_takes_orders_once_its_engine_is_proved(
    site: Celery, start: Callable[..., None], tmp_path: Path
) -> None:
    site.send_task(RUN, args=[{}], queue=QUEUE)  # it will fail, and is taken all the same
    start()

    said = first_hello(site)

    assert (said["slots"] > 0, said["trouble"]) == (True, "")
    until = time.monotonic() + PATIENCE
    while waiting(tmp_path) and time.monotonic() < until:
        time.sleep(0.1)
    assert waiting(tmp_path) == 0


@pytest.mark.engine
@pytest.mark.usefixtures("sandbox")
def test_worker_with_an_unfit_engine_takes_nothing_and_says_why(
    site: Celery, start: Callable[..., None], tmp_path: Path
) -> None:
    site.send_task(RUN, args=[{}], queue=QUEUE)
    start(SMARTPORT_RUNTIME="not-installed")

    said = first_hello(site)
    time.sleep(2)

    assert said["slots"] == 0
    assert said["trouble"].startswith("SMARTPORT_RUNTIME asks for not-installed, and the engine has only")
    assert waiting(tmp_path) == 1
    assert "No work is asked for: SMARTPORT_RUNTIME asks" in (tmp_path / "worker.log").read_text()


def hello_with(site: Celery, *, drained: bool) -> Mapping[str, Any]:
    """The next one in which the machine says so."""
    until = time.monotonic() + PATIENCE
    while (said := first_hello(site))["drained"] is not drained:
        assert time.monotonic() < until
    return said


def drain(site: Celery, *, on: bool) -> None:
    with site.producer_or_acquire() as producer:
        tell_drain(producer, machine="quay-1", on=on)


@pytest.mark.engine
@pytest.mark.usefixtures("sandbox")
def test_drained_worker_leaves_orders_to_others_until_it_is_taken_back(
    site: Celery, start: Callable[..., None], tmp_path: Path
) -> None:
    start(SMARTPORT_MACHINE="quay-1")
    assert hello_with(site, drained=False)["about"]["image_id"].startswith("sha256:")

    drain(site, on=True)
    assert hello_with(site, drained=True)["slots"] > 0
    site.send_task(RUN, args=[{}], queue=QUEUE)
    time.sleep(2)
    assert waiting(tmp_path) == 1

    drain(site, on=False)
    hello_with(site, drained=False)
    until = time.monotonic() + PATIENCE
    while waiting(tmp_path) and time.monotonic() < until:
        time.sleep(0.1)
    assert waiting(tmp_path) == 0


class Consumer:
    """As much of Celery's as the worker speaks to."""

    def __init__(self) -> None:
        self.task_consumer = self
        self.queues: set[str] = set()

    def consuming_from(self, queue: str) -> bool:
        return queue in self.queues

    def add_task_queue(self, queue: str) -> None:
        assert queue not in self.queues
        self.queues.add(queue)

    def cancel_task_queue(self, queue: str) -> None:
        self.queues.remove(queue)

    def call_soon(self, work: Callable[..., None], *given: object) -> None:
        work(*given)


class Enough(Exception):
    """Ends the announcing, which has no end."""


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[int, str, bool]]]:
    """What is said and whether work is taken, for a row of troubles found one after the other."""

    def announce(*troubles: Exception | None) -> list[tuple[int, str, bool]]:
        consumer, heard, found = Consumer(), [], list(troubles)

        def hello(*, slots: int, trouble: str, **_: object) -> None:
            heard.append((slots, trouble, QUEUE in consumer.queues))
            if not found:
                raise Enough

        monkeypatch.setattr(worker, "SLOTS", 2)
        monkeypatch.setattr(worker, "HELLO_EVERY", 0.0)
        monkeypatch.setattr(worker, "LINE", type("Line", (), {"hello": staticmethod(hello)}))
        monkeypatch.setattr(worker, "_trouble", lambda **_: found.pop(0))
        with pytest.raises(Enough):
            worker._announce(consumer)
        return heard

    return announce


def test_work_is_left_to_others_while_the_engine_is_unfit(announced: Callable[..., Any]) -> None:
    unfit = EngineUnfit("no network of its own")

    assert announced(unfit, None, None, unfit, None) == [
        (0, "no network of its own", False),
        (2, "", True),
        (2, "", True),
        (0, "no network of its own", False),
        (2, "", True),
    ]


def test_engine_that_is_just_starting_again_is_waited_for(announced: Callable[..., Any]) -> None:
    gone = EngineGone("no answer")

    assert announced(gone, None, gone) == [(0, "no answer", False), (2, "", True), (0, "no answer", True)]


def test_drained_machine_takes_nothing_however_well_it_is(
    announced: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draining = Draining(tmp_path / "drained")
    draining.turn(True)
    monkeypatch.setattr(worker, "DRAINING", draining)

    assert announced(None, EngineGone("no answer"), None) == [
        (2, "", False),
        (0, "no answer", False),
        (2, "", False),
    ]


@pytest.mark.engine
def test_trouble_with_the_proof_is_the_machines(sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def unfit(_: DockerSandbox) -> None:
        raise EngineUnfit("it passes over a flag")

    monkeypatch.setattr(worker.PROOF, "require", unfit)
    assert str(worker._trouble(reap=False)) == "it passes over a flag"
