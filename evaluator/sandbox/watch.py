"""Looking at a container from the opening of its door to its death, and ending it when it has used up its time."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from docker.errors import APIError

from evaluator.errors import EngineGone
from evaluator.limits import Limits
from evaluator.sandbox.cgroup import Meter
from evaluator.sandbox.engine import Engine

PACE = 0.02  # seconds between two readings; the container's end is heard at once
LOOK_EVERY = 1.0
KILL_PATIENCE = 15.0
KILLED = frozenset({137, 143})


@dataclass(frozen=True)
class Ending:
    exit_code: int
    timed_out: bool
    out_of_memory: bool
    wall_seconds: float


@dataclass(frozen=True)
class Watch:
    """Of one container. `look` is called about once a second while it runs."""

    engine: Engine
    container: str
    limits: Limits
    meter: Meter
    look: Callable[[], None] | None
    death: "Future[Any]"
    started: float

    @classmethod
    def begin(
        cls,
        engine: Engine,
        container: str,
        *,
        limits: Limits,
        meter: Meter,
        pool: Executor,
        look: Callable[[], None] | None = None,
    ) -> "Watch":
        """From now on the meter and the clock run, and an end is heard however soon it comes."""
        patience = int(limits.wall_seconds + 2 * KILL_PATIENCE)
        death = pool.submit(engine.api.wait, container, timeout=patience)
        meter.begin()
        return cls(engine, container, limits, meter, look, death, monotonic())

    def end(self) -> Ending:
        """CPU time of the whole group decides; wall time is the guard against those who sleep. Raises EngineGone, also
        when it may have been the engine's own shutting down that killed the container.
        """
        timed_out = self._until_dead_or_over()
        if timed_out:
            self._kill()
        wall_seconds = monotonic() - self.started
        self.meter.finish()
        exit_code, was_oom_killed = self._state()
        timed_out = timed_out or self.meter.cpu_seconds > self.limits.cpu_seconds
        out_of_memory = self.meter.out_of_memory or was_oom_killed
        if exit_code in KILLED and not timed_out and not out_of_memory:
            self.engine.require_alive()
        return Ending(exit_code, timed_out, out_of_memory, wall_seconds)

    def is_dead(self, *, within: float) -> bool:
        """Raises what waiting for the death raised."""
        done, _ = wait([self.death], timeout=within)
        if done:
            self.death.result()
        return bool(done)

    def _state(self) -> tuple[int, bool]:
        """The exit code, and whether the engine says that memory ran out: asked only where we might not have heard."""
        exit_code = self.death.result()["StatusCode"]
        if exit_code == 0 and self.meter.hears_out_of_memory:
            return 0, False
        return exit_code, self.engine.api.inspect_container(self.container)["State"]["OOMKilled"]

    def _until_dead_or_over(self) -> bool:
        """Whether the time was over first."""
        next_look = self.started + LOOK_EVERY
        self.meter.sample()
        while not self.is_dead(within=PACE):
            self.meter.sample()
            now = monotonic()
            if self.meter.cpu_seconds > self.limits.cpu_seconds or now - self.started > self.limits.wall_seconds:
                return True
            if self.look and now >= next_look:
                self.look()
                next_look = monotonic() + LOOK_EVERY
        return False

    def _kill(self) -> None:
        with suppress(APIError):  # it may have ended by itself meanwhile
            self.engine.api.kill(self.container, "SIGKILL")
        if not self.is_dead(within=KILL_PATIENCE):
            raise EngineGone("The container engine did not end a container that it was told to kill.")
