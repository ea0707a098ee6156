"""People at their browsers and programs, as one cheap process: run with a plan as JSON on stdin, prints what it saw.

A spectator does what a board's page does in a browser: opens it, then asks every few seconds whether the board has
changed, saying what it has (static/site/js/board.js), on one kept connection; some load the page again. A team hands in
one file through the API; some then open the page of their submission, which asks for news of itself every few seconds.
"""

import asyncio
import gzip
import json
import random
import re
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LANGUAGES = ("fr", "ar", "en")
PATIENCE = 30.0
ETAG = re.compile(rb'data-etag="([^"]+)"')
STATUS_ETAG = re.compile(rb'"If-None-Match": "\\"([^"\\]+)\\""')
STATUS_PATIENCE = re.compile(rb'hx-trigger="every (\d+)s"')
BOUNDARY = "7d1f3c"
FLOOR_EVERY = 0.25


@dataclass(frozen=True)
class Answer:
    """What came back, with the names of headers in small letters; `size` is of the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    size: int


class Sight(NamedTuple):
    """One request as its sender saw it; `at` is in seconds of the epoch, `told` the submission's id or a refusal."""

    what: str
    at: float
    seconds: float
    status: int
    size: int
    told: str = ""


class Entry(NamedTuple):
    """What a team hands in at its hour; with a session it then looks at the page of its submission."""

    team: str
    token: str
    session: str
    hour: float
    text: str


@dataclass(frozen=True)
class Plan:
    """Addresses, and hours in seconds of the epoch. Spectators arrive in so many seconds from the beginning, look every
    so many, and load the whole page again with this chance."""

    port: int
    board: str
    submit: str
    floor: str
    begins: float
    ends: float
    seed: int = 0
    spectators: int = 0
    arrive: float = 10.0
    every: float = 10.0
    reload: float = 0.05
    entries: Sequence[Entry] = ()


class Broken(Exception):
    """The connection ended before the answer did."""


class Connection:
    """One kept connection. As browsers do, a GET over one that the server had closed meanwhile is sent once more."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.reopened = 0

    async def ask(self, path: str, headers: Mapping[str, str], *, method: str = "GET", body: bytes = b"") -> Answer:
        """Raises Broken, OSError, TimeoutError."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        request = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        async with asyncio.timeout(PATIENCE):
            was_open = self._streams is not None
            try:
                return await self._exchange(request)
            except (Broken, ConnectionError):
                if not was_open or method != "GET":
                    raise
            self.reopened += 1
            return await self._exchange(request)

    async def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _exchange(self, request: bytes) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
        reader, writer = self._streams
        try:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            status = int(head[0].split()[1])
            pairs = (line.partition(":") for line in head[1:] if line)
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            body = b"" if status in (204, 304) else await reader.readexactly(int(headers["content-length"]))
            size = len(body)
            if headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
        except asyncio.IncompleteReadError as error:
            await self.close()
            raise Broken(f"after {len(error.partial)} bytes") from error
        except BaseException:
            await self.close()
            raise
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers, body, size)


@dataclass
class Load:
    """All people of one plan, and what they saw."""

    plan: Plan
    sights: list[Sight] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    reopened: int = 0

    async def run(self) -> None:
        draw, plan = random.Random(self.plan.seed), self.plan
        tasks = [self._spectate(random.Random(draw.random())) for _ in range(plan.spectators)]
        tasks += [self._take_part(Entry(*entry)) for entry in plan.entries]
        tasks += [self._feel_the_floor()] if plan.spectators else []
        await asyncio.gather(*tasks)

    async def _spectate(self, draw: random.Random) -> None:
        headers = {"Cookie": f"language={draw.choice(LANGUAGES)}", "Accept-Encoding": "gzip, deflate, br"}
        connection = Connection(self.plan.port)
        await _until(self.plan.begins + draw.uniform(0, self.plan.arrive))
        etag = b""
        while time.time() < self.plan.ends:
            if not etag or draw.random() < self.plan.reload:
                answer = await self._see("page", connection, self.plan.board, headers)
                if answer and (cookie := answer.headers.get("set-cookie")) and "csrftoken" not in headers["Cookie"]:
                    headers["Cookie"] += f"; {cookie.partition(';')[0]}"
            else:
                known = {"HX-Request": "true", "If-None-Match": f'"{etag.decode()}"'}
                answer = await self._see("poll", connection, self.plan.board, {**headers, **known})
            if answer and (found := ETAG.search(answer.body)):
                etag = found[1]
            await asyncio.sleep(self.plan.every)
        self.reopened += connection.reopened
        await connection.close()

    async def _take_part(self, entry: Entry) -> None:
        connection = Connection(self.plan.port)
        await _until(entry.hour)
        headers = {
            "Authorization": f"Token {entry.token}",
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Accept-Language": random.Random(entry.team).choice(LANGUAGES),
        }
        answer = await self._see("submit", connection, self.plan.submit, headers, body=multipart(entry.text))
        await connection.close()
        if answer and answer.status == 201 and entry.session:
            await self._follow(json.loads(answer.body)["id"], entry.session)

    async def _follow(self, submission: str, session: str) -> None:
        """As long as it moves."""
        headers = {"Cookie": f"language=fr; sessionid={session}", "Accept-Encoding": "gzip, deflate, br"}
        connection = Connection(self.plan.port)
        answer, patience = await self._see("own page", connection, f"/submissions/{submission}/", headers), 2
        while answer and time.time() < self.plan.ends:
            if answer.status != 304:
                found = STATUS_ETAG.search(answer.body.replace(b"&quot;", b'"'))
                if not found:
                    break
                patience = int(asks[1]) if (asks := STATUS_PATIENCE.search(answer.body)) else patience
                headers |= {"HX-Request": "true", "If-None-Match": f'"{found[1].decode()}"'}
            await asyncio.sleep(patience)
            answer = await self._see("own news", connection, f"/submissions/{submission}/status/", headers)
        self.reopened += connection.reopened
        await connection.close()

    async def _feel_the_floor(self) -> None:
        """The cheapest that the same server can answer, all the while."""
        connection = Connection(self.plan.port)
        await _until(self.plan.begins)
        while time.time() < self.plan.ends:
            await self._see("floor", connection, self.plan.floor, {})
            await asyncio.sleep(FLOOR_EVERY)
        await connection.close()

    async def _see(
        self, what: str, connection: Connection, path: str, headers: Mapping[str, str], *, body: bytes = b""
    ) -> Answer | None:
        at, began = time.time(), time.perf_counter()
        try:
            answer = await connection.ask(path, headers, method="POST" if body else "GET", body=body)
        except (Broken, OSError) as error:  # TimeoutError is one
            self.faults.append(f"{what} after {time.perf_counter() - began:.1f} s: {error!r}")
            return None
        seconds = time.perf_counter() - began
        what += " 304" if answer.status == 304 else ""
        self.sights.append(Sight(what, at, seconds, answer.status, answer.size, _told(answer) if body else ""))
        return answer


def multipart(text: str) -> bytes:
    """A predictions file as a form sends it."""
    name = 'Content-Disposition: form-data; name="file"; filename="predictions.csv"'
    return f"--{BOUNDARY}\r\n{name}\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--{BOUNDARY}--\r\n".encode()


def _told(answer: Answer) -> str:
    found: dict[str, Any] = json.loads(answer.body)
    return str(found.get("id") or found.get("code"))


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.time()))


def main() -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    load = Load(Plan(**json.load(sys.stdin)))
    asyncio.run(load.run())
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "sights": load.sights,
                "faults": load.faults,
                "reopened": load.reopened,
                "cpu": used.ru_utime + used.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main()
