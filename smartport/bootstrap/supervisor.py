"""Keeps programs running: starts them again when they die, and stops them all, with their children, at the end."""

import os
import queue
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

POLL_SECONDS = 0.1
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# One that ran this long had started well: its next death is a new story.
STEADY_SECONDS = 60.0
LARGEST_LOG = 20 << 20


@dataclass(frozen=True)
class Program:
    """What is kept running. A foundation (broker, engine) is stopped after all that stands on it."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    log: Path
    folder: Path
    stop_seconds: float = 10.0
    foundation: bool = False
    user: str = ""


@dataclass
class Child:
    """A program's present process, and how often it died of itself."""

    program: Program
    process: subprocess.Popen[bytes]
    began: float
    deaths: int = 0
    restart_at: float | None = None


class Supervisor:
    """All programs of one bin/up. One thread starts every process and lives as long as they do, because the kernel
    tells a child of its parent's death when the thread that started it ends."""

    def __init__(self, on_death: Callable[[Program], None] = lambda _program: None) -> None:
        self._on_death = on_death
        self._children: dict[str, Child] = {}
        self._orders: queue.Queue[tuple[Program, Future[None]]] = queue.Queue()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._keep, name="supervisor", daemon=True)
        self._thread.start()

    def start(self, program: Program) -> None:
        """Starts it and keeps it running from now on; raises OSError where it cannot even be started."""
        started: Future[None] = Future()
        self._orders.put((program, started))
        started.result()

    def deaths(self, name: str) -> int:
        """How often the program died of itself since it last ran steadily."""
        return self._children[name].deaths

    def names(self) -> list[str]:
        """The programs that are kept running."""
        return list(self._children)

    def drop(self, name: str) -> None:
        """Stops one program and forgets it."""
        with self._lock:
            stop_all([child for child in [self._children.pop(name, None)] if child])

    def stop(self) -> None:
        """Stops everything, foundations last; returns when nothing is left."""
        self._stopping.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._stopping.is_set():
            self._take_order()
            with self._lock:
                for child in self._children.values():
                    if look_after(child, now=time.monotonic()):
                        self._on_death(child.program)
        stop_all([child for child in self._children.values() if not child.program.foundation])
        stop_all([child for child in self._children.values() if child.program.foundation])

    def _take_order(self) -> None:
        try:
            program, started = self._orders.get(timeout=POLL_SECONDS)
        except queue.Empty:
            return
        try:
            child = Child(program, spawn(program), began=time.monotonic())
        except OSError as error:
            started.set_exception(error)
        else:
            with self._lock:
                self._children[program.name] = child
            started.set_result(None)


def look_after(child: Child, *, now: float) -> bool:
    """Clears a dead process away and, when its pause is over, starts the next; says whether it has just died."""
    if child.restart_at is None and has_ended(child.process):
        clear_away(child.process)
        child.deaths = 1 if now - child.began > STEADY_SECONDS else child.deaths + 1
        child.restart_at = now + pause_after(child.deaths)
        return True
    if child.restart_at is not None and now >= child.restart_at:
        try:
            child.process, child.began, child.restart_at = spawn(child.program), now, None
        except OSError:  # no memory, no process left: a death like the others
            child.deaths += 1
            child.restart_at = now + pause_after(child.deaths)
    return False


def pause_after(deaths: int) -> float:
    """How long to wait before the next start: twice as long after each death, within bounds."""
    return min(FIRST_PAUSE_SECONDS * 2.0 ** (deaths - 1), LONGEST_PAUSE_SECONDS)


def spawn(program: Program) -> subprocess.Popen[bytes]:
    """A process in a session of its own, which is told to end when this program dies, even by SIGKILL."""
    program.log.parent.mkdir(parents=True, exist_ok=True)
    if program.log.exists() and program.log.stat().st_size > LARGEST_LOG:
        program.log.replace(program.log.with_suffix(".log.1"))
    with program.log.open("ab") as out:
        return subprocess.Popen(
            [*leash(program), *program.command],
            cwd=program.folder,
            env=dict(program.environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def leash(program: Program) -> list[str]:
    """The words before a command that bind its life to ours and make it another user's where one is named."""
    if not shutil.which("setpriv", path=program.environment.get("PATH")):
        return []
    user = ["--reuid", program.user, "--regid", program.user, "--init-groups"] if program.user else []
    return ["setpriv", *user, "--pdeathsig", "TERM", "--"]


def has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it is dead; it stays unreaped, so that its group's number is still its own."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def clear_away(process: subprocess.Popen[bytes]) -> None:
    """Kills what is left of its group, and reaps it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop_all(children: list[Child]) -> None:
    """Asks all at once, gives each its time, and kills the groups of those that did not go."""
    running = [child for child in children if child.restart_at is None]
    for child in running:
        with suppress(ProcessLookupError):
            child.process.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    for child in running:
        while not has_ended(child.process) and time.monotonic() - asked < child.program.stop_seconds:
            time.sleep(POLL_SECONDS / 2)
        clear_away(child.process)
