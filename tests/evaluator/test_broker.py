"""The queue in a folder: messages appear whole, one reader gets each. The queue in Redis: its death stops nobody."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery
from kombu import Connection, Queue
from kombu.exceptions import OperationalError

from evaluator.broker import REDIS_OPTIONS, broker_settings


@pytest.fixture
def app(tmp_path: Path):
    app = Celery("test", fixups=[], set_as_current=False)
    app.conf.update(broker_settings("", data=tmp_path))
    yield app
    app.close()


def sent_names(app: Celery, *, times: int) -> list[str]:
    with app.connection_for_read() as connection, connection.SimpleQueue("site") as queue:
        messages = [queue.get(timeout=2) for _ in range(times)]
        for message in messages:
            message.ack()
    return [message.headers["task"] for message in messages]


def test_messages_of_a_folder_arrive_in_order_and_leave_nothing(app, tmp_path):
    for number in range(3):
        app.send_task(f"task-{number}", queue="site")
    assert sent_names(app, times=3) == ["task-0", "task-1", "task-2"]
    assert list((tmp_path / "broker").rglob("*.msg")) == []


def test_message_of_a_folder_overtakes_those_of_less_priority(app):
    for number, priority in enumerate([6, 9, 0, 6]):
        app.send_task(f"task-{number}", queue="site", priority=priority)
    assert sent_names(app, times=4) == ["task-2", "task-0", "task-3", "task-1"]


def test_message_of_a_folder_that_was_given_back_says_so(app):
    app.send_task("task", queue="site")
    with app.connection_for_read() as connection, connection.SimpleQueue("site") as queue:
        message = queue.get(timeout=2)
        assert not message.delivery_info.get("redelivered")
        message.requeue()
        message = queue.get(timeout=2)
        assert message.delivery_info["redelivered"]
        message.ack()


def test_message_is_whole_before_it_has_its_name(app, tmp_path, monkeypatch):
    seen = []
    rename = Path.rename

    def watched(self: Path, target: Path) -> Path:
        seen.append((self.name.startswith("."), self.stat().st_size > 0, target.name.endswith(".site.msg")))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", watched)
    app.send_task("task", queue="site")
    assert seen == [(True, True, True)]


def test_redis_is_taken_where_it_is_named(tmp_path):
    settings = broker_settings("redis://localhost:6379/0", data=tmp_path)
    assert (settings["broker_url"], settings["broker_transport_options"]) == ("redis://localhost:6379/0", REDIS_OPTIONS)
    assert not (tmp_path / "broker").exists()


def test_nothing_but_json_is_read(tmp_path):
    settings = broker_settings("", data=tmp_path)
    assert (settings["task_serializer"], settings["accept_content"]) == ("json", ["json"])


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a server that remembers all it ever answered, however slow the disk."""
    if shutil.which("redis-server") is None:
        pytest.skip("needs redis-server")
    options = {"port": "0", "unixsocket": "redis.sock", "appendonly": "yes", "appendfsync": "always", "save": ""}
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        started.append(subprocess.Popen(["redis-server", *words], cwd=tmp_path, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.broker
@pytest.mark.parametrize("answer", ["ack", "reject", "requeue"])
def test_answer_that_redis_did_not_live_to_hear_leaves_room_for_the_next_message(redis, tmp_path, answer):
    server = redis()
    settings = broker_settings(f"redis+socket://{tmp_path}/redis.sock", data=tmp_path)
    with Connection(settings["broker_url"], transport_options=settings["broker_transport_options"]) as connection:
        channel = connection.ensure_connection(max_retries=20, interval_start=0.1, interval_step=0.0).channel()
        queue = Queue("site", channel=channel)
        queue.declare()
        for number in (1, 2):
            channel.basic_publish(channel.prepare_message(str(number)), exchange="", routing_key="site")
        channel.basic_qos(0, 1, False)
        message = queue.get(no_ack=False)
        assert not channel.qos.can_consume()

        server.kill()
        server.wait()
        with pytest.raises((*connection.connection_errors, OperationalError)):
            getattr(message, answer)()

        assert channel.qos.can_consume()
        redis()
        time.sleep(0.5)
        assert queue.get(no_ack=True).payload == "2"
