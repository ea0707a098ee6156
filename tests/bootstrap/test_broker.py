"""Which broker is taken, and what is said when none answers."""

import os
import socket
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from smartport.bootstrap import broker
from smartport.bootstrap.steps import StepFailed


def given(place, **more):
    return replace(place, given={**place.given, **more})


def test_named_redis_that_does_not_answer_is_one_plain_sentence(place, steps, said, commands, supervisor):
    named = given(place, REDIS_URL="redis://127.0.0.1:1/0")

    with pytest.raises(StepFailed):
        broker.ensure_broker(named, steps=steps, commands=commands, supervisor=supervisor)

    assert said.getvalue() == "✗ Broker: No Redis answers at REDIS_URL; start it, or leave REDIS_URL out.\n"


def test_named_redis_needs_no_package(place):
    assert broker.needs(given(place, REDIS_URL="redis://elsewhere")) == []
    assert broker.needs(place) == [broker.REDIS]


def test_files_where_there_is_no_redis(place, steps, said, commands, supervisor, monkeypatch):
    monkeypatch.setattr(broker.shutil, "which", lambda *_arguments, **_options: None)

    assert broker.ensure_broker(place, steps=steps, commands=commands, supervisor=supervisor) == ""
    assert "Broker: files in the data folder (no redis-server here)" in said.getvalue()


@pytest.mark.broker
def test_private_redis_keeps_a_journal_and_is_for_this_user_only(place, steps, commands, supervisor):
    url = broker.ensure_broker(place, steps=steps, commands=commands, supervisor=supervisor)

    assert url == f"redis+socket://{place.data}/redis.sock"
    assert broker.answers(url)
    assert (place.data / "redis.sock").stat().st_mode & 0o777 == 0o700
    assert (place.data / "redis" / "appendonlydir").is_dir() or (place.data / "redis" / "appendonly.aof").exists()


@pytest.mark.broker
def test_redis_that_dies_at_once_is_one_plain_sentence(place, steps, commands, supervisor):
    (place.data / "redis" / "appendonlydir").mkdir(parents=True)
    (place.data / "redis" / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense")

    with pytest.raises(StepFailed, match="redis-server does not start") as failure:
        broker.ensure_broker(place, steps=steps, commands=commands, supervisor=supervisor)

    assert failure.value.log == commands.log("redis")


@pytest.fixture
def far(place, tmp_path):
    """An installation whose data folder has too long a name for a socket."""
    with tempfile.TemporaryDirectory() as short:
        yield given(replace(place, data=tmp_path / ("long" * 30)), XDG_RUNTIME_DIR=short)


def test_long_data_folder_gets_a_private_short_one_for_its_socket(far):

    path = broker.socket_path(far)

    assert path == broker.socket_path(far)
    assert len(os.fsencode(path)) <= broker.LONGEST_SOCKET_PATH
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_short_folder_that_others_may_enter_is_refused(far):
    broker.socket_path(far).parent.chmod(0o777)

    with pytest.raises(StepFailed, match="is not ours alone"):
        broker.socket_path(far)


@pytest.mark.parametrize(
    ("answer", "is_redis"), [(b"+PONG\r\n", True), (b"-NOAUTH no\r\n", True), (b"HTTP/1.1 400", False)]
)
def test_only_a_redis_counts_as_an_answer(answer, is_redis):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _address = server.accept()
            with connection:
                connection.recv(64)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        assert broker.answers(f"redis://127.0.0.1:{server.getsockname()[1]}/0") is is_redis
        thread.join()


@pytest.mark.parametrize("url", ["redis+socket:///no/such.sock", "redis://127.0.0.1:1", "redis://127.0.0.1:port"])
def test_nothing_there_is_no_answer(url):
    assert broker.answers(url) is False


def test_default_socket_is_in_the_data_folder(place):
    assert broker.socket_path(replace(place, data=Path("/tmp"))) == Path("/tmp/redis.sock")  # noqa: S108
