"""Who follows what: one reader of the rows for all, and each follower only ever told the latest.

Nothing is queued: a follower who reads slowly finds, once it has taken what was sent, the state of that moment, however
many went by. While the database is away everybody keeps what they have.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import structlog

from smartport.stage.states import Channels, Spectacle

logger = structlog.get_logger(__name__)

TICK_SECONDS = 0.2
ARRIVAL_SECONDS = 1.0
"""Between a hall's arrival and its note, which halls that come at the same time share."""
IDLE_SECONDS = 2.0
"""Between two looks at the rows; the second while nobody follows."""
PATIENCE_SECONDS = 5.0
"""How long somebody waits for a look at whether there is such a channel."""
Key = tuple[str, str]
"""`phones` and an edition's slug, or `halls` and the digest of a screen's secret."""


class Channel:
    """What its followers see now; `changed` is set once when that is another state, or None: the channel is no more."""

    def __init__(self, state: Spectacle) -> None:
        self.state: Spectacle | None = state
        self.changed = asyncio.Event()
        self.followers = 0

    def put(self, state: Spectacle | None) -> None:
        """Wakes all who follow, if it is another one."""
        if self.state and state and self.state.key == state.key:
            return
        self.state = state
        self.wake()

    def wake(self) -> None:
        woken, self.changed = self.changed, asyncio.Event()
        woken.set()


class Hub:
    """All channels of a process. `read` is called in a thread of its own; `note` too, with the halls that follow."""

    def __init__(self, read: Callable[[], Channels], note: Callable[[list[str]], None] = lambda _halls: None) -> None:
        self._read, self._note = read, note
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rows")
        self._channels: dict[Key, Channel] = {}
        self._wanted = asyncio.Event()
        self._came = asyncio.Event()
        self._looked = asyncio.Condition()
        self._looks = 0
        self._is_looking = False
        self.is_blind = False  # the database is away
        self.is_closing = False

    async def find(self, key: Key) -> Channel | None:
        """The channel, if there is one: what is not known is looked for by the next look at the rows."""
        self._wanted.set()
        if key not in self._channels:
            async with self._looked:
                # The look that may be under way began before this question.
                enough = self._looks + 2 if self._is_looking else self._looks + 1
                try:
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await self._looked.wait_for(lambda: self._looks >= enough or key in self._channels)
                except TimeoutError:
                    return None
        return self._channels.get(key)

    def enter(self, channel: Channel) -> None:
        """One more follows; whoever is first may be a hall that is waited for."""
        channel.followers += 1
        if channel.followers == 1:
            self._came.set()

    def count(self, key: Key) -> int:
        """How many follow it here."""
        channel = self._channels.get(key)
        return channel.followers if channel else 0

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            began = time.monotonic()
            self._is_looking = True
            await self._look()
            self._is_looking = False
            async with self._looked:
                self._looks += 1
                self._looked.notify_all()
            await asyncio.sleep(max(0.0, TICK_SECONDS - (time.monotonic() - began)))
            if not any(channel.followers for channel in self._channels.values()):
                await self._rest()

    async def note_halls(self, *, every: float) -> None:
        """Until it is cancelled: which screens are on, and soon who has come."""
        loop = asyncio.get_running_loop()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await self._came.wait()
                    await asyncio.sleep(ARRIVAL_SECONDS)
            self._came.clear()
            halls = [name for (kind, name), channel in self._channels.items() if kind == "halls" and channel.followers]
            if halls and not self.is_blind:
                await loop.run_in_executor(self._thread, self._note, halls)

    def close(self) -> None:
        """Everybody is let go."""
        self.is_closing = True
        for channel in self._channels.values():
            channel.wake()

    def stop(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await self._wanted.wait()
        except TimeoutError:
            pass
        self._wanted.clear()

    async def _look(self) -> None:
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._thread, self._read)
        except Exception as error:  # the edge to a database that may be away
            if not self.is_blind:
                logger.warning("follower_sees_nothing", error=repr(error)[:200])
            self.is_blind = True
            return
        if self.is_blind:
            logger.info("follower_sees_again")
        self.is_blind = False
        self._publish(found)

    def _publish(self, found: Channels) -> None:
        states = {("phones", name): state for name, state in found.phones.items()}
        states |= {("halls", name): state for name, state in found.halls.items()}
        for key in self._channels.keys() - states.keys():
            self._channels.pop(key).put(None)
        for key, state in states.items():
            if channel := self._channels.get(key):
                channel.put(state)
            else:
                self._channels[key] = Channel(state)
