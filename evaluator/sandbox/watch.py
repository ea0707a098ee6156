"""Looking at a container from its start to its death, and ending it when it has used up its time."""

from concurrent.futures import Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from docker.errors import APIError

from evaluator.errors import EngineGone
from evaluator.limits import Limits
from evaluator.sandbox.cgroup import Counters, Group, Meter
from evaluator.sandbox.engine import Engine

PACE = 0.02  # seconds between two readings; the container's end is heard at once
KILL_PATIENCE = 15.0
KILLED = frozenset({137, 143})


@dataclass(frozen=True)
class Ending:
    exit_code: int
    timed_out: bool
    out_of_memory: bool
    cpu_seconds: float
    wall_seconds: float
    memory_peak_bytes: int


def watch(engine: Engine, container: str, *, limits: Limits, group: Group | None, pool: Executor) -> Ending:
    """Of a container started just now. CPU time of the whole group decides; wall time is the guard against those who
    sleep. Raises EngineGone, also when it may have been the engine's own shutting down that killed the container.
    """
    started = monotonic()
    death = pool.submit(engine.api.wait, container, timeout=int(limits.wall_seconds + 2 * KILL_PATIENCE))
    meter = group.meter if group else Meter(lambda: _counters_of(engine, container))
    timed_out = _until_dead_or_over(death, meter, limits, started)
    if timed_out:
        _kill(engine, container, death)
    wall_seconds = monotonic() - started
    meter.finish()
    state = engine.api.inspect_container(container)["State"]
    timed_out = timed_out or meter.cpu_seconds > limits.cpu_seconds
    out_of_memory = meter.out_of_memory or state["OOMKilled"]
    if state["ExitCode"] in KILLED and not timed_out and not out_of_memory:
        engine.require_alive()
    return Ending(state["ExitCode"], timed_out, out_of_memory, meter.cpu_seconds, wall_seconds, meter.memory_peak_bytes)


def _until_dead_or_over(death: Future[Any], meter: Meter, limits: Limits, started: float) -> bool:
    """Whether the time was over first."""
    meter.sample()
    while not _is_done(death, within=PACE):
        meter.sample()
        if meter.cpu_seconds > limits.cpu_seconds or monotonic() - started > limits.wall_seconds:
            return True
    return False


def _kill(engine: Engine, container: str, death: Future[Any]) -> None:
    with suppress(APIError):  # it may have ended by itself meanwhile
        engine.api.kill(container, "SIGKILL")
    if not _is_done(death, within=KILL_PATIENCE):
        raise EngineGone("The container engine did not end a container that it was told to kill.")


def _is_done(death: Future[Any], *, within: float) -> bool:
    """Raises what waiting for the death raised."""
    done, _ = wait([death], timeout=within)
    if done:
        death.result()
    return bool(done)


def _counters_of(engine: Engine, container: str) -> Counters | None:
    found = engine.hierarchies.of_container(container)
    if found is None:
        pid = engine.api.inspect_container(container)["State"]["Pid"]
        found = engine.hierarchies.of_process(pid, container=container)
    return found
