"""What a follower gets, byte by byte, and who is let in."""

import asyncio
import hashlib
from typing import Any

import pytest

from smartport.stage import following
from smartport.stage.following import BEAT, GONE, Following
from smartport.stage.hub import Channel, Hub
from smartport.stage.states import Channels, Spectacle
from tests.smartport.stage.apart import run_apart

SECRET = "of-the-hall"
HALL = ("halls", hashlib.sha256(SECRET.encode()).hexdigest())
ORIGIN = "https://port.test"


def state(version: int) -> Spectacle:
    return Spectacle("s", version, f"<p>{version}</p>")


class Reader:
    """One connection: what was sent to it; `takes` is cleared where it reads no more."""

    def __init__(self, app: Following, path: str, *, method: str = "GET", client: str = "10.0.0.1", **headers: str):
        self.messages: list[dict[str, Any]] = []
        self.takes = asyncio.Event()
        self.takes.set()
        self.left = asyncio.Event()
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "headers": named, "client": (client, 5000)}
        self.task = asyncio.create_task(app(scope, self._receive, self._send))

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def bodies(self) -> list[bytes]:
        return [message["body"] for message in self.messages[1:]]

    async def _receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.takes.wait()
        self.messages.append(message)


@pytest.fixture
def hub() -> Hub:
    """With one hall and one live channel, as if they had been read."""
    made = Hub(Channels)
    made._channels = {HALL: None, ("phones", "demo"): None}  # made where the loop runs
    return made


def run(hub: Hub, story, **more) -> None:
    async def told() -> None:
        hub._channels = {key: Channel(state(1)) for key in hub._channels}
        hub.find = _found(hub)
        await asyncio.wait_for(story(Following(hub, hosts={"port.test"}, **more)), 10)

    run_apart(told())


def _found(hub: Hub):
    async def find(key):
        return hub._channels.get(key)

    return find


async def soon(times: int = 20) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


@pytest.mark.parametrize("path", [f"/follow/screen/{SECRET}", "/follow/live/demo"])
def test_who_comes_has_the_present_state_at_once(hub, path):
    async def story(app):
        reader = Reader(app, path)
        await soon()
        assert reader.status == 200
        assert reader.headers["content-type"] == "text/event-stream"
        assert reader.bodies[0].startswith(b"retry: ")
        assert reader.bodies[1:] == [state(1).event]

    run(hub, story)


def test_who_comes_back_with_what_it_has_gets_nothing_until_it_moves(hub):
    async def story(app):
        reader = Reader(app, "/follow/live/demo", last_event_id="s.1")
        await soon()
        assert len(reader.bodies) == 1
        hub._channels["phones", "demo"].put(state(2))
        await soon()
        assert reader.bodies[1:] == [state(2).event]

    run(hub, story)


def test_all_get_the_same_object(hub):
    async def story(app):
        readers = [Reader(app, "/follow/live/demo") for _ in range(50)]
        await soon()
        new = state(2)
        hub._channels["phones", "demo"].put(new)
        await soon()
        assert [reader.bodies[-1] is new.event for reader in readers] == [True] * 50

    run(hub, story)


def test_slow_reader_finds_the_latest_and_nothing_between(hub):
    async def story(app):
        reader = Reader(app, "/follow/live/demo")
        await soon()
        reader.takes.clear()
        for version in range(2, 40):
            hub._channels["phones", "demo"].put(state(version))
            await soon(3)
        reader.takes.set()
        await soon()
        assert reader.bodies[2:] == [state(2).event, state(39).event]

    run(hub, story)


def test_who_takes_nothing_any_more_is_let_go(hub, monkeypatch):
    monkeypatch.setattr(following, "STALLED_SECONDS", 0.05)

    async def story(app):
        reader = Reader(app, "/follow/live/demo")
        await soon()
        reader.takes.clear()
        hub._channels["phones", "demo"].put(state(2))
        await asyncio.wait_for(reader.task, 2)
        assert hub._channels["phones", "demo"].followers == 0

    run(hub, story)


def test_silence_is_broken_so_that_proxies_keep_the_line(hub, monkeypatch):
    monkeypatch.setattr(following, "BEAT_SECONDS", 0.02)

    async def story(app):
        reader = Reader(app, "/follow/live/demo")
        await asyncio.sleep(0.2)
        assert BEAT in reader.bodies

    run(hub, story)


def test_revoked_screen_is_told_and_closed(hub):
    async def story(app):
        reader = Reader(app, f"/follow/screen/{SECRET}")
        await soon()
        hub._channels[HALL].put(None)
        await asyncio.wait_for(reader.task, 2)
        assert reader.bodies[-2:] == [GONE, b""]
        assert "more_body" not in reader.messages[-1]

    run(hub, story)


def test_stop_lets_everybody_go(hub):
    async def story(app):
        readers = [Reader(app, "/follow/live/demo") for _ in range(5)]
        await soon()
        hub.close()
        await asyncio.gather(*(reader.task for reader in readers))
        late = Reader(app, "/follow/live/demo")
        await late.task
        assert late.status == 503

    run(hub, story)


def test_who_leaves_is_forgotten(hub):
    async def story(app):
        reader = Reader(app, "/follow/live/demo")
        await soon()
        assert hub._channels["phones", "demo"].followers == 1
        reader.left.set()
        await asyncio.wait_for(reader.task, 2)
        assert (hub._channels["phones", "demo"].followers, app._all, dict(app._by_address)) == (0, 0, {})

    run(hub, story)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/follow/live/nowhere", "GET", 404),
        ("/follow/screen/another", "GET", 404),
        ("/follow/screen/", "GET", 404),
        ("/follow/live/demo/more", "GET", 404),
        ("/follow/live/" + "x" * 400, "GET", 404),
        ("/", "GET", 404),
        ("/follow/live/demo", "POST", 405),
        ("/follow/health", "GET", 200),
    ],
)
def test_nobody_else_is_answered(hub, path, method, status):
    async def story(app):
        reader = Reader(app, path, method=method)
        await reader.task
        assert reader.status == status

    run(hub, story)


@pytest.mark.parametrize(
    ("origin", "allowed"), [(ORIGIN, ORIGIN), ("https://elsewhere.test", None), ("null", None), ("", None)]
)
def test_only_pages_of_the_site_may_read_it(hub, origin, allowed):
    async def story(app):
        reader = Reader(app, "/follow/live/demo", origin=origin, cookie="sessionid=1")
        await soon()
        assert reader.headers.get("access-control-allow-origin") == allowed
        assert "access-control-allow-credentials" not in reader.headers

    run(hub, story)


def test_full_house_is_asked_to_come_later(hub):
    async def story(app):
        [Reader(app, "/follow/live/demo") for _ in range(3)]
        await soon()
        late = Reader(app, "/follow/live/demo")
        await late.task
        assert late.status == 503
        assert 2 <= int(late.headers["retry-after"]) <= 10

    run(hub, story, most=3)


def test_one_address_has_many_seats_and_not_all(hub, monkeypatch):
    monkeypatch.setattr(following, "MOST_OF_AN_ADDRESS", 2)

    async def story(app):
        [Reader(app, "/follow/live/demo") for _ in range(2)]
        await soon()
        same, other = Reader(app, "/follow/live/demo"), Reader(app, "/follow/live/demo", client="10.0.0.2")
        await soon()
        assert (same.status, other.status) == (503, 200)

    run(hub, story)


def test_address_is_as_the_own_proxy_saw_it(hub, monkeypatch):
    monkeypatch.setattr(following, "MOST_OF_AN_ADDRESS", 1)

    async def story(app):
        readers = [
            Reader(app, "/follow/live/demo", x_forwarded_for=f"1.1.1.{number}, 9.9.9.{number // 2}")
            for number in range(4)
        ]
        await soon()
        assert [reader.status for reader in readers] == [200, 503, 200, 503]

    run(hub, story, proxies=1)


@pytest.mark.parametrize(("name", "count"), [("demo", b"2\n"), ("d%65mo", b"2\n"), ("nowhere", b"0\n"), ("", b"0\n")])
def test_page_of_the_site_reads_how_many_phones_follow(hub, name, count):
    async def story(app):
        readers = [Reader(app, "/follow/live/demo") for _ in range(2)]
        await soon()
        counting = Reader(app, f"/follow/count/{name}", origin=ORIGIN)
        await counting.task
        assert (counting.bodies, counting.headers["access-control-allow-origin"]) == ([count], ORIGIN)
        for reader in readers:
            reader.left.set()
            await reader.task
        after = Reader(app, f"/follow/count/{name}")
        await after.task
        assert after.bodies == [b"0\n"]

    run(hub, story)
