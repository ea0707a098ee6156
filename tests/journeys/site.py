"""A whole site with nothing replaced: gunicorn, site worker, clock, evaluator's worker, and a Redis of its own."""

import json
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import httpx
import psycopg
from psycopg.rows import dict_row

from smartport.bootstrap import broker, programs
from smartport.bootstrap.place import Place
from smartport.bootstrap.supervisor import Program, clear_away, spawn

LEASE_SECONDS = 6
SLOTS = 2
SOON = 30.0
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading certificates takes longer than asking
Found = TypeVar("Found")
Row = Mapping[str, Any]


def until(look: Callable[[], Found], *, seconds: float = SOON, pause: float = 0.05) -> Found:
    """What `look` finds first that is true; AssertionError after a time."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"not within {seconds} s: {look}"
        time.sleep(pause)
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parents() -> dict[int, int]:
    """The parent of every living process of this machine."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state, parent, *_ = path.read_text().rpartition(")")[2].split()
            if state not in "ZX":
                found[int(path.parent.name)] = int(parent)
    return found


@dataclass
class RealSite:
    """Programs by name (redis, site, worker, clock, evaluator), each in a process group of its own."""

    place: Place
    environment: Mapping[str, str]
    programs: Mapping[str, Program]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, data: Path, *, engine: str, has_redis: bool = True, **more: str) -> "RealSite":
        """With its data below `data`, and strangers' programs in the engine at this address; `more` is environment."""
        given = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "DOCKER_HOST": engine}
        port = free_port()
        place = Place(data=data, port=port, given={**given, "SMARTPORT_PORT": str(port), **more})
        path = broker.socket_path(place)
        environment = place.environment(
            REDIS_URL=f"redis+socket://{path}" if has_redis else "",
            SMARTPORT_LEASE_SECONDS=str(LEASE_SECONDS),
            SMARTPORT_SLOTS=more.get("SMARTPORT_SLOTS", str(SLOTS)),
        )
        made = [program(place, environment) for program in PROGRAMS]
        first = [broker.redis(place, path, log=place.logs / "redis.log")] if has_redis else []
        return cls(place, environment, {program.name: program for program in [*first, *made]})

    def open(self) -> None:
        """Make the database with its people and challenges, start everything, wait until pages and worker are there."""
        self.run("-m", "smartport.bootstrap.prepare")
        self.tokens = json.loads(self.run("-m", "tests.journeys.opening").splitlines()[-1])
        for name in self.programs:
            self.start(name)
        until(self.is_serving)
        until(lambda: self.rows("SELECT 1 FROM challenges_machine WHERE slots > 0"))

    def invite(self, teams: int) -> list[str]:
        """So many more teams of one, called like their captains, who have accepted all rules; their names."""
        more: dict[str, str] = json.loads(self.run("-m", "tests.journeys.crowding", str(teams)).splitlines()[-1])
        self.tokens = {**self.tokens, **more}
        return list(more)

    def close(self) -> None:
        """Stop everything, Redis last."""
        for name in reversed(list(self.programs)):
            if name in self.running:
                self.stop(name)

    def run(self, *words: str) -> str:
        """One command with the site's environment; what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.place.root,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        self.running[name] = spawn(self.programs[name])

    def stop(self, name: str) -> None:
        """SIGTERM, and its time to go."""
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            clear_away(process)
            raise

    def kill(self, name: str) -> None:
        """SIGKILL to the program and all its children at once."""
        clear_away(self.running.pop(name))

    def children(self, name: str) -> list[int]:
        """The processes of a program's pool."""
        if name not in self.running:
            return []
        return [process for process, parent in parents().items() if parent == self.running[name].pid]

    def is_serving(self) -> bool:
        try:
            return httpx.get(f"{self.place.url}api/v1/edition").status_code == 200
        except httpx.HTTPError:
            return False

    def client(self, name: str) -> httpx.Client:
        """The API as somebody of the cast sees it."""
        headers = {"Authorization": f"Token {self.tokens[name]}"}
        return httpx.Client(base_url=f"{self.place.url}api/v1/", headers=headers, timeout=30, verify=NO_TLS)

    def hand_in(self, name: str, content: bytes, *, challenge: str = "rade", kind: str = "code") -> str:
        """Through the API; the submission's id."""
        file_name = "entry.zip" if kind == "code" else "predictions.csv"
        with self.client(name) as client:
            answer = client.post(
                f"challenges/{challenge}/submissions", data={"kind": kind}, files={"file": (file_name, content)}
            )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def submission(self, name: str, submission_id: str) -> dict[str, Any]:
        """Through the API."""
        with self.client(name) as client:
            found: dict[str, Any] = client.get(f"submissions/{submission_id}").raise_for_status().json()
        return found

    def ended(self, name: str, submission_id: str, *, seconds: float = SOON) -> dict[str, Any]:
        """The submission once it has its result."""
        until(
            lambda: self.submission(name, submission_id)["state"] in {"scored", "failed", "broken", "cancelled"},
            seconds=seconds,
            pause=0.2,
        )
        return self.submission(name, submission_id)

    def rows(self, sql: str, *values: str) -> list[Row]:
        """Straight from the site's database, as SQLite keeps them: ids without dashes, hours as text without a zone."""
        if url := self.environment.get("DATABASE_URL"):
            with psycopg.connect(url, row_factory=dict_row) as server:
                found = server.execute(sql.replace("?", "%s").encode(), values).fetchall()
            return [{name: _as_kept(value) for name, value in row.items()} for row in found]
        with closing(sqlite3.connect(f"file:{self.place.data}/smartport.sqlite3?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, [value.replace("-", "") for value in values])]

    def evaluations(self, submission_id: str) -> list[Row]:
        return self.rows("SELECT * FROM challenges_evaluation WHERE submission_id = ?", submission_id)

    def logs(self) -> str:
        """The last lines of every program, for whoever reads a failed test."""
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}" for path in self.place.logs.glob("*.log")
        )


PROGRAMS = (programs.site, programs.worker, programs.clock, programs.evaluator)


def _as_kept(value: Any) -> Any:
    """By SQLite."""
    if isinstance(value, UUID):
        return value.hex
    return str(value.astimezone(UTC).replace(tzinfo=None)) if isinstance(value, datetime) else value
