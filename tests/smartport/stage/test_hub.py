"""One reader for all, who tells only what is new, and goes on when the database comes back."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager

from smartport.stage import hub as hub_module
from smartport.stage.hub import Hub
from smartport.stage.states import Channels, Spectacle
from tests.smartport.stage.apart import run_apart

PHONES = ("phones", "demo")
HALL = ("halls", "digest")


class Rows:
    """What is read, and how often it was."""

    def __init__(self) -> None:
        self.now = Channels(phones={"demo": state(1)}, halls={"digest": state(1)})
        self.reads = 0
        self.is_away = False

    def __call__(self) -> Channels:
        self.reads += 1
        if self.is_away:
            raise OSError("away")
        return self.now


def state(version: int) -> Spectacle:
    return Spectacle("s", version, f"<p>{version}</p>")


@asynccontextmanager
async def watched(rows: Rows, **more):
    hub = Hub(rows, **more)
    task = asyncio.create_task(hub.watch())
    try:
        yield hub
    finally:
        task.cancel()
        hub.stop()


async def until(look: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not look():
            await asyncio.sleep(0.01)


def test_channel_is_found_with_its_state_and_a_strangers_is_not():
    async def run():
        async with watched(Rows()) as hub:
            assert (await hub.find(PHONES)).state == state(1)
            assert await hub.find(("phones", "nowhere")) is None

    run_apart(run())


def test_all_who_follow_wake_once_for_another_state():
    async def run():
        rows = Rows()
        async with watched(rows) as hub:
            channel = await hub.find(HALL)
            channel.followers = 1
            waiting = [asyncio.create_task(channel.changed.wait()) for _ in range(100)]
            rows.now = Channels(halls={"digest": state(2)})
            await asyncio.gather(*waiting)
            assert channel.state == state(2)

    run_apart(run())


def test_same_state_read_again_wakes_nobody():
    async def run():
        rows = Rows()
        async with watched(rows) as hub:
            channel = await hub.find(HALL)
            channel.followers, asleep = 1, channel.changed
            was = rows.reads
            await until(lambda: rows.reads > was + 2)
            assert not asleep.is_set()

    run_apart(run())


def test_screen_that_is_revoked_is_told_and_forgotten():
    async def run():
        rows = Rows()
        async with watched(rows) as hub:
            channel = await hub.find(HALL)
            channel.followers, asleep = 1, channel.changed
            rows.now = Channels()
            await asyncio.wait_for(asleep.wait(), 5)
            assert channel.state is None
            assert await hub.find(HALL) is None

    run_apart(run())


def test_database_that_is_away_leaves_all_as_it_was_and_comes_back():
    async def run():
        rows = Rows()
        async with watched(rows) as hub:
            channel = await hub.find(HALL)
            channel.followers = 1
            rows.is_away, was = True, rows.reads
            await until(lambda: rows.reads > was + 1)
            assert channel.state == state(1)
            rows.is_away, rows.now = False, Channels(halls={"digest": state(2)})
            await until(lambda: channel.state == state(2))

    run_apart(run())


def test_nobody_there_is_read_for_seldom_and_at_once_for_who_comes():
    async def run():
        rows = Rows()
        async with watched(rows) as hub:
            await until(lambda: rows.reads == 1)
            await asyncio.sleep(3 * hub_module.TICK_SECONDS)
            assert rows.reads == 1
            rows.now = Channels(halls={"new": state(1)})
            found = await asyncio.wait_for(hub.find(("halls", "new")), hub_module.IDLE_SECONDS / 2)
            assert found.state == state(1)

    run_apart(run())


def test_screens_that_are_on_are_noted():
    async def run():
        noted = []
        async with watched(Rows(), note=noted.append) as hub:
            (await hub.find(HALL)).followers = 1
            (await hub.find(PHONES)).followers = 1
            task = asyncio.create_task(hub.note_halls(every=0.01))
            await until(lambda: noted)
            task.cancel()
            assert noted[0] == ["digest"]

    run_apart(run())


def test_screen_that_comes_is_noted_at_once(monkeypatch):
    monkeypatch.setattr(hub_module, "ARRIVAL_SECONDS", 0.01)

    async def run():
        noted = []
        async with watched(Rows(), note=noted.append) as hub:
            task = asyncio.create_task(hub.note_halls(every=600.0))
            hub.enter(await hub.find(HALL))
            await until(lambda: noted)
            task.cancel()
            assert noted == [["digest"]]

    run_apart(run())


def test_phones_are_counted():
    async def run():
        async with watched(Rows()) as hub:
            for key in (PHONES, PHONES, HALL):
                hub.enter(await hub.find(key))
            assert [hub.count(key) for key in (PHONES, HALL, ("phones", "nowhere"))] == [2, 1, 0]

    run_apart(run())


def test_who_comes_first_to_a_channel_that_is_known_wakes_the_reader():
    async def run():
        rows = Rows()
        async with watched(rows) as hub:
            await until(lambda: rows.reads == 1)
            await asyncio.sleep(2 * hub_module.TICK_SECONDS)
            rows.now = Channels(halls={"digest": state(2)})
            channel = await hub.find(HALL)
            channel.followers = 1
            await until(lambda: channel.state == state(2), hub_module.IDLE_SECONDS / 2)

    run_apart(run())
