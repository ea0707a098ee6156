"""A machine hears what is called back, over a folder and over a real Redis, also after that was away."""

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue

import pytest
from celery import Celery

from evaluator import cancelling
from evaluator.broker import broker_settings
from evaluator.cancelling import listen, queue_of, tell, tell_drain
from smartport.bootstrap.broker import answers

TICKET, OTHER = "a" * 32, "b" * 32
SOON = 10.0


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Starts a Redis, kills it first where it runs; its address."""
    running: list[subprocess.Popen[bytes]] = []
    path = tmp_path / "redis.sock"

    def kill() -> None:
        for server in running:
            server.kill()
            server.wait()

    def start() -> str:
        kill()
        path.unlink(missing_ok=True)
        command = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", ""]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        until = time.monotonic() + SOON
        url = f"redis+socket://{path}"
        while not answers(url) and time.monotonic() < until:
            time.sleep(0.02)
        return url

    yield start
    kill()


def app_at(url: str, data: Path) -> Celery:
    made = Celery("test", fixups=[], set_as_current=False)
    made.conf.update(broker_settings(url, data=data))
    return made


@pytest.fixture(params=["folder", pytest.param("redis", marks=pytest.mark.broker)])
def app(request, tmp_path: Path) -> Iterator[Celery]:
    if request.param == "redis" and shutil.which("redis-server") is None:
        pytest.skip("needs redis-server")
    made = app_at(request.getfixturevalue("own_redis")() if request.param == "redis" else "", tmp_path)
    yield made
    made.close()


class Deaf(BaseException):
    """Ends a listener, which nothing else does."""


def listening(app: Celery, machine: str) -> "Queue[str]":
    """A listener of this machine in a thread, as the worker has one; what it hears."""
    heard: Queue[str] = Queue()

    def recall(ticket: str) -> None:
        heard.put(ticket)
        if ticket == OTHER:
            raise Deaf

    def run() -> None:
        try:
            listen(app.connection_for_read, machine=machine, recall=recall, drain=lambda on: heard.put(f"drain {on}"))
        except Deaf:
            return

    threading.Thread(target=run, daemon=True).start()
    return heard


def say(app: Celery, ticket: object, *, machine: str = "quay-1") -> None:
    with app.producer_or_acquire() as producer:
        tell(producer, machine=machine, ticket=ticket)


def test_machine_hears_what_was_said_before_and_while_it_listens(app):
    say(app, TICKET)
    heard = listening(app, "quay-1")
    assert heard.get(timeout=SOON) == TICKET
    said_at = time.monotonic()
    say(app, OTHER)
    assert heard.get(timeout=SOON) == OTHER
    assert time.monotonic() - said_at < 2


def test_machine_hears_only_what_is_said_to_it(app):
    say(app, TICKET, machine="quay-2")
    say(app, OTHER, machine="quay-1")
    heard = listening(app, "quay-1")
    assert heard.get(timeout=SOON) == OTHER
    with pytest.raises(Empty):
        heard.get(timeout=0.3)


def test_machine_hears_that_it_is_to_take_nothing_and_that_it_may_again(app):
    heard = listening(app, "quay-1")
    for on in (True, False):
        with app.producer_or_acquire() as producer:
            tell_drain(producer, machine="quay-1", on=on)
        assert heard.get(timeout=SOON) == f"drain {on}"
    say(app, OTHER)
    assert heard.get(timeout=SOON) == OTHER


@pytest.mark.parametrize("nonsense", ["", "../../etc", "A" * 32, 7, None, ["a"], "a" * 33])
def test_what_is_no_ticket_is_passed_over(tmp_path, nonsense):
    app = app_at("", tmp_path)
    say(app, nonsense)
    say(app, OTHER)
    assert listening(app, "quay-1").get(timeout=SOON) == OTHER
    app.close()


def test_failing_recall_does_not_make_a_machine_deaf(tmp_path, monkeypatch):
    monkeypatch.setattr(cancelling, "PAUSE", 0.01)
    app, heard = app_at("", tmp_path), Queue()

    def recall(ticket: str) -> None:
        heard.put(ticket)
        raise Deaf if ticket == OTHER else OSError("disk full")

    def run() -> None:
        with pytest.raises(Deaf):
            listen(app.connection_for_read, machine="quay-1", recall=recall, drain=print)

    threading.Thread(target=run, daemon=True).start()
    say(app, TICKET)
    say(app, OTHER)
    assert [heard.get(timeout=SOON) for _ in range(2)] == [TICKET, OTHER]
    app.close()


@pytest.mark.broker
@pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")
def test_machine_hears_again_once_redis_is_back(tmp_path, own_redis, monkeypatch):
    monkeypatch.setattr(cancelling, "PAUSE", 0.05)
    app = app_at(own_redis(), tmp_path)
    heard = listening(app, "quay-1")
    say(app, TICKET)
    assert heard.get(timeout=SOON) == TICKET
    own_redis()
    with suppress(app.connection_for_read().connection_errors):  # the one connection that does not know of it yet
        say(app, OTHER)
    say(app, OTHER)
    assert heard.get(timeout=SOON) == OTHER
    app.close()


@pytest.mark.parametrize(
    ("machine", "expected"),
    [("quay-1", "cancel.quay-1"), ("a.site", "cancel.a_2e_site"), ("../x y_", "cancel._2e__2e__2f_x_20_y_5f_")],
)
def test_queue_is_named_after_the_machine_with_nothing_a_broker_misreads(machine, expected):
    assert queue_of(machine) == expected
