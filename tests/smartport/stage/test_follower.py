"""The process as it is: a real server on loopback, which lets everybody go when it stops."""

import asyncio
import resource
import socket

import pytest
import uvicorn

from challenges import clock
from challenges.ceremony.models import Screen
from smartport.stage import follower
from smartport.stage.following import Following
from smartport.stage.hub import Hub
from smartport.stage.states import Channels, Spectacle
from tests.factories import NOW
from tests.smartport.stage.apart import run_apart


def state(version: int) -> Spectacle:
    return Spectacle("s", version, "<p></p>")


def test_stop_ends_every_stream_at_once():
    async def run():
        hub = Hub(lambda: Channels(phones={"demo": state(1)}))
        config = uvicorn.Config(
            Following(hub, hosts=()),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            timeout_graceful_shutdown=20,
        )
        watching = asyncio.create_task(hub.watch())
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            server = follower.Server(config, hub)
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            streams = [await _followed(listener.getsockname()[1]) for _ in range(5)]
            server.should_exit = True
            await asyncio.wait_for(serving, 5)
            ends = [await asyncio.wait_for(reader.read(), 5) for reader, _ in streams]
        for _, writer in streams:
            writer.close()
        watching.cancel()
        hub.stop()
        assert [end.endswith(b"0\r\n\r\n") for end in ends] == [True] * 5

    run_apart(run())


async def _followed(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(100):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except OSError:
            await asyncio.sleep(0.05)
    writer.write(b"GET /follow/live/demo HTTP/1.1\r\nHost: x\r\n\r\n")
    await asyncio.wait_for(reader.readuntil(state(1).event), 5)
    return reader, writer


@pytest.mark.django_db
def test_screens_that_are_on_are_written_down(screen, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    follower.note([screen.secret_sha256])
    assert Screen.objects.get().last_seen_at == NOW


@pytest.mark.django_db
def test_rows_are_read_as_they_are_now(screen, monkeypatch):
    monkeypatch.setattr(follower, "close_old_connections", lambda: None)
    assert set(follower.read().halls) == {screen.secret_sha256}


def test_it_may_open_as_many_files_as_the_machine_lets_it():
    was = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        assert follower.files() == was[1]
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == was[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, was)
