"""bin/up: from whatever is there to a site with scored baselines; Ctrl-C stops all it started."""

import argparse
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

from smartport.bootstrap import broker, programs
from smartport.bootstrap.claims import claim_address, claim_data_folder
from smartport.bootstrap.machine import Machine
from smartport.bootstrap.packages import Need
from smartport.bootstrap.place import Place
from smartport.bootstrap.serving import wait_until_serving
from smartport.bootstrap.steps import StepFailed, Steps, together
from smartport.bootstrap.supervisor import Program
from smartport.env import BadSetting

CHALLENGE = "rade"
SCORED_WITHIN_SECONDS = 240
ANNOUNCED = "challenges: "
"""Before the challenges of the edition, as `manage.py seed` lists them."""
# Letters of the papers that the site prints, Arabic among them.
FONTS = Need("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", "fonts-dejavu-core")
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Ends in 0 when all went well, 1 when a step failed, 2 for a bad setting."""
    parser = argparse.ArgumentParser(prog="bin/up", description=__doc__)
    parser.add_argument("--once", action="store_true", help="stop again when the baselines are scored")
    parser.add_argument("--all", action="store_true", help="with --once: of every challenge, not of the first alone")
    options = parser.parse_args(arguments)
    if options.all and not options.once:
        parser.error("--all goes with --once; without it every challenge is made ready anyway")
    try:
        place = Place.read()
    except BadSetting as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if options.once and place.is_evaluator_only:
        parser.error("--once waits for the baselines of this machine's own site; an evaluator has none")
    if options.once and not place.has_demo:
        parser.error("--once waits for the baselines of the demo edition; SMARTPORT_DEMO says there is none")
    return Site(place, once=options.once, waits_for_all=options.all or not options.once, steps=Steps()).run()


class Site:
    """One run of bin/up: the whole site, or its evaluator alone where the site is elsewhere."""

    def __init__(self, place: Place, *, once: bool, waits_for_all: bool = False, steps: Steps) -> None:
        """With `once` it stops by itself when the baselines are scored: those of the first challenge, or of all."""
        self.began = time.monotonic()
        self.place = place
        self.once = once
        self.waits_for_all = waits_for_all
        self.others: list[str] = []
        self.steps = steps
        self.machine = Machine(place, lock="worker" if place.is_evaluator_only else "server", steps=steps)

    def run(self) -> int:
        """Rises, and stays until it is stopped."""
        is_up = False
        try:
            with ExitStack() as held, self.machine.until_stopped():
                self._claim(held)
                if self.place.is_evaluator_only:
                    self._join()
                else:
                    self._rise()
                is_up = True
                if not self.once:
                    self.steps.say("Ctrl-C stops everything that was started here.")
                    threading.Event().wait()
        except StepFailed:
            return 1
        except KeyboardInterrupt:
            return 0 if is_up else INTERRUPTED
        return 0

    def _claim(self, held: ExitStack) -> None:
        with self.steps.step("This machine") as step:
            held.enter_context(claim_data_folder(self.place))
            step.note = f"data in {self.place.data}"
            if not self.place.is_evaluator_only:
                claim_address(self.place)
                step.note += f", address {self.place.address}"

    def _join(self) -> None:
        self.machine.make_ready(())
        self._start_broker()
        self.machine.build_image()
        self._start(programs.evaluator)
        self.steps.say("Evaluating for the site that shares this Redis.")

    def _rise(self) -> None:
        self.machine.make_ready([*broker.needs(self.place), FONTS])
        self._start_broker()
        served = threading.Event()
        together(lambda: self._start_site(served), lambda: self._start_evaluator(served))
        self._with_demo(self._show_leaderboard, self._show_accounts)
        if self.waits_for_all:
            self._with_demo(self._raise_others)

    def _with_demo(self, *acts: Callable[[], None]) -> None:
        """A site that stays serves, whatever became of its demo: the step has said what is wrong."""
        try:
            for act in acts if self.place.has_demo else ():
                act()
        except StepFailed:
            if self.once:
                raise

    def _start_broker(self) -> None:
        machine = self.machine
        commands, supervisor = machine.commands, machine.supervisor
        url = broker.ensure_broker(self.place, steps=self.steps, commands=commands, supervisor=supervisor)
        machine.environment["REDIS_URL"] = url

    def _start_site(self, served: threading.Event) -> None:
        try:
            with self.steps.step("Database and static files"):
                self._manage("-m", "smartport.bootstrap.prepare", sentence="The database could not be made ready.")
            with self.steps.step("Site"):
                self._start(programs.site)
                wait_until_serving(self.place, commands=self.machine.commands, supervisor=self.machine.supervisor)
            self.steps.say(f"Serving {self.place.url} after {time.monotonic() - self.began:.1f} s")
        finally:
            served.set()
        self._start(programs.follower)
        self._start(programs.worker)
        self._start(programs.clock)
        self._with_demo(self._seed)
        self._start(programs.archivist)

    def _seed(self) -> None:
        with self.steps.step("Demo edition") as step:
            said = self._seeded(CHALLENGE)
            listed = next((line for line in said.splitlines() if line.startswith(ANNOUNCED)), ANNOUNCED)
            self.others = [slug for slug in listed.removeprefix(ANNOUNCED).split() if slug != CHALLENGE]
            step.note = said.strip().rpartition("\n")[2]

    def _seeded(self, slug: str) -> str:
        words = ("manage.py", "seed", slug, "--submit-baselines", "--url", self.place.url)
        return self._manage(*words, sentence=f"The challenge {slug} of the demo edition could not be made.")

    def _raise_others(self) -> None:
        """While the site serves: the data of each further challenge, and then the scores of its baselines."""
        for place, slug in enumerate(self.others, start=2):
            with self.steps.step(f"Challenge {place} of {len(self.others) + 1}, {slug}") as step:
                step.note = self._seeded(slug).strip().rpartition("\n")[2].removeprefix(f"{slug}: ")
        for slug in self.others:
            with self.steps.step(f"Baselines of {slug} scored"):
                self._board(slug)

    def _start_evaluator(self, served: threading.Event) -> None:
        self.machine.build_image()
        served.wait()  # until then the processors belong to the first page
        self._start(programs.evaluator)

    def _start(self, program: Callable[[Place, Mapping[str, str]], Program]) -> None:
        self.machine.supervisor.start(program(self.place, self.machine.environment))

    def _show_leaderboard(self) -> None:
        with self.steps.step("Baselines scored"):
            self.machine.environment["COLUMNS"] = str(shutil.get_terminal_size((100, 24)).columns)
            board = self._board(CHALLENGE)
        self.steps.say(f"\n{board}")

    def _board(self, slug: str) -> str:
        """The leaderboard, once the baselines are scored."""
        sentence = f"The baselines have no score after {SCORED_WITHIN_SECONDS} s; see also evaluator.log there."
        wait = ("--wait", str(SCORED_WITHIN_SECONDS))
        return self._manage("manage.py", "standings", slug, *wait, sentence=sentence)

    def _show_accounts(self) -> None:
        accounts = json.loads((self.place.data / "demo-accounts.json").read_text(encoding="utf-8"))
        width = max(len(account["email"]) for account in accounts)
        lines = [f"  {account['email']:{width}}  {account['password']}  {account['role']}" for account in accounts]
        self.steps.say("\n".join([f"Open {self.place.url} and log in as one of", *lines]))

    def _manage(self, *words: str, sentence: str) -> str:
        return self.machine.commands.run(
            [self.place.python, *words], log="manage", sentence=sentence, environment=self.machine.environment
        )


if __name__ == "__main__":
    sys.exit(main())
