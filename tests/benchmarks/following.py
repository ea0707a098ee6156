"""Phones and halls that follow an evening, as one cheap process: run with a plan as JSON on stdin.

Each is one connection to the follower, as an EventSource opens it. Prints a line once all are there; when stdin is
closed, who got which state when, by the clock of the machine.
"""

import asyncio
import json
import re
import resource
import sys
import time
from array import array
from collections.abc import Sequence

EVENT = re.compile(rb"^id: [^.\n]+\.(\d+)$", re.M)
AT_ONCE = 100
PATIENCE = 60.0


class Follower(asyncio.Protocol):
    """Notes when the first byte of a state came: version and time, one after the other."""

    def __init__(self, path: str, host: str) -> None:
        self.request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n\r\n".encode()
        self.seen = array("d")
        self.is_there: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.is_lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        for found in EVENT.finditer(data):
            self.seen.extend((float(found[1]), time.time()))
            if not self.is_there.done():
                self.is_there.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_lost = True
        if not self.is_there.done():
            self.is_there.set_exception(ConnectionError("closed before a state came"))


async def run(port: int, paths: Sequence[str]) -> list[Follower]:
    """Until stdin is closed."""
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def follow(path: str) -> Follower:
        async with gate, asyncio.timeout(PATIENCE):
            _, follower = await loop.create_connection(lambda: Follower(path, f"127.0.0.1:{port}"), "127.0.0.1", port)
            await follower.is_there
        return follower

    began = time.monotonic()
    followers = await asyncio.gather(*map(follow, paths))
    print(json.dumps({"seconds": time.monotonic() - began}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    return followers


def main() -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    plan = json.loads(sys.stdin.readline())
    followers = asyncio.run(run(plan["port"], plan["paths"]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seen = [list(follower.seen) for follower in followers]
    lost = sum(follower.is_lost for follower in followers)
    print(json.dumps({"seen": seen, "lost": lost, "cpu": used.ru_utime + used.ru_stime}))


if __name__ == "__main__":
    main()
