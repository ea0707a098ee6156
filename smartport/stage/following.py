"""Server-sent events for all who follow an evening, as a bare ASGI application.

`/follow/live/<edition>` for phones, `/follow/screen/<secret>` for halls, `/follow/count/<edition>` for how many phones
this process holds, `/follow/health` for a watchman. No cookie is read and no secret is written anywhere. What is sent
is one object for all followers of a channel.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from challenges.ceremony.queries import digest_of_secret
from smartport.stage.hub import Channel, Hub, Key
from smartport.stage.states import Spectacle

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MOST = 20_000
MOST_OF_AN_ADDRESS = 8_000
"""A hall of thousands may sit behind one address."""
BEAT_SECONDS = 15.0
STALLED_SECONDS = 30.0
BEAT = b"event: beat\ndata: 1\n\n"
GONE = b"event: gone\ndata: 1\n\n"
LONGEST_PATH = 300
COUNT = "/follow/count/"


class Following:
    """The application. `hosts` are those whose pages may read it; `proxies` stand in front."""

    def __init__(self, hub: Hub, *, hosts: Collection[str], proxies: int = 0, most: int = MOST) -> None:
        self._hub, self._hosts, self._proxies, self._most = hub, hosts, proxies, most
        self._by_address: Counter[str] = Counter()
        self._all = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        answer = Answer(send, self._allowed(headers.get(b"origin", b"").decode("latin-1")))
        if scope["method"] != "GET":
            await answer.refuse(405)
        elif scope["path"] == "/follow/health":
            await answer.whole(200, b"ok\n")
        elif scope["path"].startswith(COUNT):
            count = self._hub.count(("phones", unquote(scope["path"][len(COUNT) : LONGEST_PATH])))
            await answer.whole(200, b"%d\n" % count)
        elif key := _key(scope["path"]):
            with self._seat(self._address(scope, headers)) as has_seat:
                if has_seat:
                    await self._follow(key, answer, receive, known=headers.get(b"last-event-id", b"").decode("latin-1"))
                else:
                    await answer.refuse(503)
        else:
            await answer.refuse(404)

    async def _follow(self, key: Key, answer: "Answer", receive: Receive, *, known: str) -> None:
        channel = await self._hub.find(key)
        if channel is None or self._hub.is_closing:
            await answer.refuse(503 if self._hub.is_closing or self._hub.is_blind else 404)
            return
        leaving = asyncio.create_task(_until_left(receive, asyncio.current_task()))
        self._hub.enter(channel)
        try:
            await self._tell(channel, answer, known=known)
        except (asyncio.CancelledError, TimeoutError):
            pass  # has left, or takes nothing any more
        finally:
            channel.followers -= 1
            leaving.cancel()

    async def _tell(self, channel: Channel, answer: "Answer", *, known: str) -> None:
        """The present state, unless it is `known`, then each that follows. Every follower is told to come back after a
        time of its own."""
        await answer.begin(f"retry: {random.randint(1_000, 6_000)}\n\n".encode())  # noqa: S311  (no secret)
        told: Spectacle | None = None
        if channel.state and channel.state.key == known:
            told = channel.state
        beat = BEAT_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311
        while not self._hub.is_closing:
            changed = channel.changed
            state = channel.state
            if state is None:
                await answer.more(GONE)
                break
            if state is not told:
                told = state
                await answer.more(state.event)
                continue
            try:
                async with asyncio.timeout(beat):
                    await changed.wait()
            except TimeoutError:
                await answer.more(BEAT)
        await answer.end()

    @contextmanager
    def _seat(self, address: str) -> Iterator[bool]:
        has_seat = self._all < self._most and self._by_address[address] < MOST_OF_AN_ADDRESS
        if not has_seat:
            yield False
            return
        self._all += 1
        self._by_address[address] += 1
        try:
            yield True
        finally:
            self._all -= 1
            self._by_address[address] -= 1
            if not self._by_address[address]:
                del self._by_address[address]

    def _address(self, scope: Message, headers: dict[bytes, bytes]) -> str:
        """As the outermost of our own proxies saw it."""
        if self._proxies:
            told = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
            return told[-self._proxies].strip() if len(told) >= self._proxies else ""
        return str((scope.get("client") or ("",))[0])

    def _allowed(self, origin: str) -> str:
        """The origin, if a page of the site has it."""
        return origin if urlsplit(origin).hostname in self._hosts else ""


class Answer:
    """One answer on its way."""

    def __init__(self, send: Send, origin: str) -> None:
        self._send = send
        self._headers = [(b"cache-control", b"no-store"), (b"vary", b"Origin"), (b"x-content-type-options", b"nosniff")]
        if origin:
            self._headers.append((b"access-control-allow-origin", origin.encode("latin-1")))

    async def begin(self, first: bytes) -> None:
        headers = [*self._headers, (b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        await self.more(first)

    async def more(self, body: bytes) -> None:
        """Raises TimeoutError where nobody takes it."""
        async with asyncio.timeout(STALLED_SECONDS):
            await self._send({"type": "http.response.body", "body": body, "more_body": True})

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b""})

    async def whole(self, status: int, body: bytes, *more: tuple[bytes, bytes]) -> None:
        length = (b"content-length", str(len(body)).encode())
        headers = [*self._headers, (b"content-type", b"text/plain"), length, *more]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    async def refuse(self, status: int) -> None:
        """Whoever finds no seat asks again at a time of its own."""
        later = str(random.randint(2, 10)).encode()  # noqa: S311
        await self.whole(status, b"", *([(b"retry-after", later)] if status == 503 else []))


def _key(path: str) -> Key | None:
    """Which channel an address names."""
    match path.removeprefix("/follow/").split("/") if len(path) <= LONGEST_PATH else ():
        case ["live", name] if name:
            return "phones", unquote(name)
        case ["screen", secret] if secret:
            return "halls", digest_of_secret(unquote(secret))
    return None


async def _until_left(receive: Receive, follower: "asyncio.Task[Any] | None") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    if follower:
        follower.cancel()
