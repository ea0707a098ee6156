"""The container engine: reaching it, telling its failures from ours, and knowing whether it is of this very machine."""

import os
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
import requests
import urllib3
from docker import APIClient
from docker.errors import DockerException, ImageNotFound

from evaluator.errors import EngineGone, EngineUnfit, ImageMissing
from evaluator.sandbox import flags
from evaluator.sandbox.cgroup import Hierarchies

LOCAL = "unix://"
DEFAULT_URL = "unix:///var/run/docker.sock"
PATIENCE = 60.0
FRESH_PATIENCE = 2.0
USES_THE_HOSTS_KERNEL = (None, "runc", "crun")


@dataclass(frozen=True)
class Engine:
    """`is_here`: we are root beside it, so it sees the mounts we make. `takes_groups`: it accepts parent control
    groups of ours; under systemd those would be units of systemd's, and are left alone. `shows_fifos`: it shares our
    kernel, so that a FIFO of ours is one in a container too; a virtual machine's is not.
    """

    url: str
    api: APIClient
    hierarchies: Hierarchies
    is_here: bool
    takes_groups: bool
    shows_fifos: bool

    @classmethod
    def reach(cls, url: str | None) -> "Engine":
        """At `url`, else at DOCKER_HOST, else at the usual socket. Raises EngineGone, and EngineUnfit where the
        runtime that was asked for is not installed.
        """
        url = url or os.environ.get("DOCKER_HOST") or DEFAULT_URL
        api = connect(url)
        with engine_errors():
            here, told = is_here(url), api.info()
        try:
            require_runtime(told)
        except EngineUnfit:
            api.close()
            raise
        return cls(
            url=url,
            api=api,
            hierarchies=Hierarchies.here(),
            is_here=here,
            takes_groups=here and told["CgroupDriver"] == "cgroupfs",
            shows_fifos=url.startswith(LOCAL) and shares_our_kernel(told),
        )

    def require_alive(self) -> None:
        """Over a new connection, which an engine that is shutting down no longer takes. Raises EngineGone."""
        connect(self.url, patience=FRESH_PATIENCE).close()


def connect(url: str, *, patience: float = PATIENCE) -> APIClient:
    """Raises EngineGone."""
    environment = dict(os.environ) | {"DOCKER_HOST": url}
    try:
        if url.startswith(LOCAL):  # the library would leave its socket open where nobody listens
            _peer_of(url)
        return docker.from_env(version="auto", timeout=int(patience), environment=environment).api
    except (DockerException, requests.RequestException, OSError) as error:
        raise EngineGone(f"No container engine answers at {url}: {error}") from error


@contextmanager
def engine_errors() -> Iterator[None]:
    """Whatever the engine, or the way to it, says, becomes EngineGone or ImageMissing."""
    try:
        yield
    except ImageNotFound as error:
        raise ImageMissing(f"The engine has no such image: {error.explanation}") from error
    except (DockerException, requests.RequestException, urllib3.exceptions.HTTPError, ConnectionError) as error:
        raise EngineGone(f"The container engine failed: {error}") from error


def require_runtime(told: Mapping[str, Any]) -> None:
    """`told` is the engine's description of itself. Raises EngineUnfit."""
    installed = sorted(told.get("Runtimes") or {})
    if flags.RUNTIME and flags.RUNTIME not in installed:
        raise EngineUnfit(
            f"SMARTPORT_RUNTIME asks for {flags.RUNTIME}, and the engine has only {', '.join(installed) or 'its own'}."
        )


def shares_our_kernel(told: Mapping[str, Any]) -> bool:
    """Whether containers have the kernel that we have; another runtime (gVisor's, say) brings its own."""
    return flags.RUNTIME in USES_THE_HOSTS_KERNEL and told.get("KernelVersion") == os.uname().release


def is_here(url: str) -> bool:
    """Whether we are root beside the engine: it sees the mounts we make, and we see its control groups."""
    if os.geteuid() != 0 or not url.startswith(LOCAL):
        return False
    ours, theirs = Path("/proc/self/ns"), Path(f"/proc/{_peer_of(url)}/ns")
    try:
        return all((theirs / kind).readlink() == (ours / kind).readlink() for kind in ("mnt", "cgroup", "pid"))
    except OSError:
        return False


def _peer_of(url: str) -> int:
    """The process that listens at a local socket; 0 when it is in another process namespace, or on a system that does
    not tell.
    """
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE)
        connection.connect(url.removeprefix(LOCAL))
        if not hasattr(socket, "SO_PEERCRED"):
            return 0
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid: int = struct.unpack("3i", credentials)[0]
    return pid
