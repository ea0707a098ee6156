"""bin/test: every check there is, on a machine made ready for it; with arguments only pytest, with these."""

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from smartport.bootstrap import broker, database
from smartport.bootstrap.checks import (
    Check,
    environment_of_tests,
    run_on_postgres,
    static_checks,
    suite_runs,
    summary_in,
)
from smartport.bootstrap.machine import Machine
from smartport.bootstrap.packages import Need
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed, Steps, together
from smartport.env import BadSetting

INTERRUPTED = 130
QUIET_AT_ONCE = 2
NEEDS = (
    broker.REDIS,
    Need("/usr/bin/chromium", "chromium"),
    Need("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf", "fonts-noto-core"),
    Need("msgfmt", "gettext"),
    Need("pdftotext", "poppler-utils"),
)


def main(arguments: Sequence[str]) -> int:
    """Ends in 0 when every check passed."""
    try:
        place = Place.read()
    except BadSetting as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return Suite(place, steps=Steps()).run(arguments)


class Suite:
    """One run of bin/test."""

    def __init__(self, place: Place, *, steps: Steps) -> None:
        self.began = time.monotonic()
        self.place = place
        self.steps = steps
        self.machine = Machine(place, lock="dev", steps=steps)
        self.summary: list[str] = []
        self.failed = False

    def run(self, arguments: Sequence[str]) -> int:
        """Makes the machine ready, runs the checks, and sums up."""
        try:
            with self.machine.until_stopped(), tempfile.TemporaryDirectory(prefix="smartport-test-") as data:
                self.machine.make_ready([*NEEDS, *database.needs()])
                host = self.machine.environment["DOCKER_HOST"]
                environment = environment_of_tests(self.place, data=Path(data), docker_host=host)
                if arguments:
                    return self._run_chosen(arguments, environment)
                self._run_all(environment)
                self._require_everything()
        except StepFailed:
            self.failed = True
        except KeyboardInterrupt:
            return INTERRUPTED
        self.steps.say("\n".join(["", *self.summary, self._verdict()]))
        return int(self.failed)

    def _run_chosen(self, arguments: Sequence[str], environment: dict[str, str]) -> int:
        self.machine.build_image()
        command = [str(self.place.python), "-m", "pytest", *arguments]
        return self.machine.commands.shown(command, log="test-chosen", environment=environment)

    def _run_all(self, environment: dict[str, str]) -> None:
        checks = static_checks(self.place, environment)
        together(self.machine.build_image, lambda: self._check_quietly(checks))
        for check in suite_runs(self.place, environment):
            self._check_aloud(check)
        with ExitStack() as held:
            with self.steps.step("PostgreSQL"):
                server = database.throwaway_postgres(self.machine.commands, self.machine.supervisor)
                url = held.enter_context(server)
            self._check_aloud(run_on_postgres(self.place, {**environment, "DATABASE_URL": url}))

    def _require_everything(self) -> None:
        """A test that lacks its browser or broker skips itself; here that is a failure, not a pass."""
        if lacking := self.machine.packages.missing([*NEEDS, *database.needs()]):
            self.failed = True
            self.summary.append(f"✗ Tests were left out. This machine lacks the packages {', '.join(lacking)}")

    def _check_quietly(self, checks: Sequence[Check]) -> None:
        """Some at a time, noted in their order."""
        with ThreadPoolExecutor(max_workers=QUIET_AT_ONCE) as pool:
            for check, passed in zip(checks, pool.map(self._passes, checks), strict=True):
                self._note(check, passed=passed)

    def _passes(self, check: Check) -> bool:
        """Shows what the check said only where it failed."""
        try:
            with self.steps.step(check.title):
                self._run_quietly(check)
        except StepFailed:
            self.steps.say(self.machine.commands.log(check.log).read_text(errors="replace"))
            return False
        return True

    def _run_quietly(self, check: Check) -> None:
        commands = self.machine.commands
        commands.log(check.log).unlink(missing_ok=True)
        commands.run(check.command, log=check.log, sentence="failed", environment=check.environment)

    def _check_aloud(self, check: Check) -> None:
        self.steps.say(f"\n{check.title}")
        commands = self.machine.commands
        code = commands.shown(check.command, log=check.log, environment=check.environment)
        self._note(check, passed=code == 0, result=summary_in(commands.log(check.log).read_text(errors="replace")))

    def _note(self, check: Check, *, passed: bool, result: str = "") -> None:
        self.failed = self.failed or not passed
        self.summary.append(f"{'✓' if passed else '✗'} {check.title}{f': {result}' if result else ''}")

    def _verdict(self) -> str:
        return f"{'FAILED' if self.failed else 'All passed'} after {time.monotonic() - self.began:.0f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
