"""A machine made ready: system packages, virtual environment, engine and runtime image; and undone again."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from types import FrameType

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.engine import EngineStarter
from smartport.bootstrap.packages import Need, Packages
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed, Steps, together
from smartport.bootstrap.supervisor import Program, Supervisor
from smartport.bootstrap.venv import Environment

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DEBOOTSTRAP = Need("debootstrap", "debootstrap")


class Machine:
    """What bin/up and bin/test have in common."""

    def __init__(self, place: Place, *, lock: str, steps: Steps) -> None:
        self.place = place
        self.steps = steps
        self.commands = Commands(place)
        self.packages = Packages(steps, self.commands)
        self.supervisor = Supervisor(on_death=self._say_died)
        self.engine = EngineStarter(steps, self.commands, self.packages, self.supervisor)
        self.venv = Environment(place, lock=lock, steps=steps, commands=self.commands, packages=self.packages)
        self.environment = place.environment()

    def make_ready(self, needs: Sequence[Need]) -> None:
        """Everything but the image; what takes its time goes side by side."""
        self.venv.get_ready_to_make()
        together(lambda: self._find_engine(needs), self.venv.make)

    def build_image(self) -> None:
        """The runtime image, unless the engine has the current one."""
        build = (self.place.python, "-m", "evaluator.runtime.build", "--cache", self.place.data / "runtime")
        with self.steps.step("Runtime image") as step:
            sentence = "The runtime image could not be built."
            said = self.commands.run(build, log="image", sentence=sentence, environment=self.environment)
            step.note = said.strip().rpartition("\n")[2]

    @contextmanager
    def until_stopped(self) -> Iterator[None]:
        """Within the block every wish to stop is a KeyboardInterrupt; after it, all that was started is stopped."""
        before = {number: signal.signal(number, self._interrupt) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number in STOP_SIGNALS:
                signal.signal(number, signal.SIG_IGN)
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _find_engine(self, needs: Sequence[Need]) -> None:
        wanted = self.packages.missing([*needs, DEBOOTSTRAP, *self.engine.needs()])
        if wanted and self.packages.may_install:
            with suppress(StepFailed):  # whoever needs one of them says what is missing, or does without
                self.packages.install(*wanted)
        self.environment["DOCKER_HOST"] = self.engine.ensure()

    def _stop(self) -> None:
        is_shown = self.supervisor.names() or self.engine.started_unit
        with self.steps.step("Stopped what was started here") if is_shown else nullcontext():
            self.supervisor.stop()
            self.engine.undo()

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self.commands.interrupt()
        raise KeyboardInterrupt

    def _say_died(self, program: Program) -> None:
        self.steps.say(f"! {program.name} stopped and is started again. The log: {program.log}")
