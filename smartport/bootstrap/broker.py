"""Chooses the broker: the Redis that was named, a private one of ours, or files."""

import hashlib
import os
import shutil
import socket
import time
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.packages import Need
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed, Steps
from smartport.bootstrap.supervisor import Program, Supervisor

REDIS = Need("redis-server", "redis-server")
ANSWER_SECONDS = 2.0
START_SECONDS = 20.0
# The kernel's limit is 108 bytes with the end mark.
LONGEST_SOCKET_PATH = 100
DEFAULT_PORT = 6379


def needs(place: Place) -> list[Need]:
    """What has to be installed first."""
    return [] if place.given.get("REDIS_URL") else [REDIS]


def ensure_broker(place: Place, *, steps: Steps, commands: Commands, supervisor: Supervisor) -> str:
    """The REDIS_URL of a Redis that answers, or "" for the filesystem; says which; raises StepFailed."""
    with steps.step("Broker") as step:
        if given := place.given.get("REDIS_URL", ""):
            if not answers(given):
                raise StepFailed("No Redis answers at REDIS_URL; start it, or leave REDIS_URL out.")
            step.note = "the Redis of REDIS_URL"
            return given
        if not shutil.which("redis-server", path=place.environment()["PATH"]):
            (place.data / "broker").mkdir(parents=True, exist_ok=True)
            step.note = "files in the data folder (no redis-server here)"
            return ""
        path = socket_path(place)
        supervisor.start(redis(place, path, log=commands.log("redis")))
        url = f"redis+socket://{path}"
        wait_for(url, supervisor=supervisor, commands=commands)
        step.note = "a private Redis"
        return url


def redis(place: Place, path: Path, *, log: Path) -> Program:
    """A Redis that forgets nothing and is reachable by this user only."""
    folder = place.data / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return Program(
        name="redis",
        command=("redis-server", *words),
        environment=place.environment(),
        log=log,
        folder=folder,
        foundation=True,
    )


def socket_path(place: Place) -> Path:
    """In the data folder, or, where that makes too long a path for a socket, in a private temporary folder."""
    near = place.data / "redis.sock"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_PATH:
        near.parent.mkdir(parents=True, exist_ok=True)
        return near
    name = hashlib.sha256(os.fsencode(place.data)).hexdigest()[:16]
    folder = Path(place.given.get("XDG_RUNTIME_DIR") or "/tmp") / f"smartport-{os.geteuid()}-{name}"  # noqa: S108
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = folder.lstat()
    if owner.st_uid != os.geteuid() or owner.st_mode & 0o077 or folder.is_symlink():
        raise StepFailed(f"{folder} is not ours alone; remove it, or choose a shorter SMARTPORT_DATA.")
    return folder / "redis.sock"


def wait_for(url: str, *, supervisor: Supervisor, commands: Commands) -> None:
    """Until our Redis answers; raises StepFailed."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(url):
        if supervisor.deaths("redis") or time.monotonic() > deadline:
            raise StepFailed("redis-server does not start.", commands.log("redis"))
        commands.pause(0.05)


def answers(url: str) -> bool:
    """Whether a Redis is there. One behind TLS is only connected to."""
    parts = urlsplit(url)
    try:
        with _connect(parts) as connection:
            if parts.scheme == "rediss":
                return True
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith((b"+PONG", b"-NOAUTH"))
    except (OSError, ValueError):
        return False


def _connect(parts: SplitResult) -> socket.socket:
    if parts.scheme not in ("redis+socket", "unix"):
        return socket.create_connection((parts.hostname or "localhost", parts.port or DEFAULT_PORT), ANSWER_SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(ANSWER_SECONDS)
    try:
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection
