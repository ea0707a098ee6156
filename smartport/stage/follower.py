"""The process that halls and phones follow: `python -m smartport.stage.follower`.

One asyncio loop for all of them, and one thread that reads the rows, from SQLite or PostgreSQL. It listens at
SMARTPORT_FOLLOW_ADDRESS; where it is down, pages ask the site itself.
"""

import asyncio
import gc
import os
import resource
import socket
import sys
from contextlib import suppress

import django
import uvicorn
from django.conf import settings
from django.db import Error, close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
django.setup()

from challenges import clock  # noqa: E402
from challenges.ceremony.models import Screen  # noqa: E402
from challenges.ceremony.screens import note_seen  # noqa: E402
from smartport.stage.following import MOST, Following  # noqa: E402
from smartport.stage.hub import Hub  # noqa: E402
from smartport.stage.states import Channels, channels  # noqa: E402

GRACE_SECONDS = 4
SPARE_FILES = 100
NOTED_EVERY = 15.0


class Server(uvicorn.Server):
    """Lets everybody go before it waits for them."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)


async def serve() -> None:
    """Until it is told to stop."""
    host, port = settings.FOLLOW_ADDRESS
    hub = Hub(read, note)
    hosts = {str(host).strip("[]") for host in settings.ALLOWED_HOSTS}
    following = Following(hub, hosts=hosts, proxies=settings.PROXIES, most=min(MOST, files() - SPARE_FILES))
    config = uvicorn.Config(
        following,
        host=host,
        port=port,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # a hall's address is a secret
        proxy_headers=False,
        server_header=False,
        backlog=4096,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    own = [asyncio.create_task(hub.watch()), asyncio.create_task(hub.note_halls(every=NOTED_EVERY))]
    try:
        await Server(config, hub).serve()
    finally:
        for task in own:
            task.cancel()
        hub.stop()


def read() -> Channels:
    """In the thread of the rows."""
    close_old_connections()
    return channels(now=clock.now())


def note(halls: list[str]) -> None:
    """Which screens are on, for whoever stands at the control; a database that is away is asked again later."""
    with suppress(Error):
        note_seen(Screen.objects.filter(secret_sha256__in=halls).values_list("pk", flat=True), now=clock.now())


def files() -> int:
    """How many files this process may open: as many as it may be allowed."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most if most != resource.RLIM_INFINITY else 1 << 20


def main() -> int:
    """Ends in 0 when it was told to stop."""
    # Thousands of followers are thousands of objects that stay: looking through them for garbage would hold all up.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    asyncio.run(serve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
