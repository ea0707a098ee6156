"""What we add to bare containers, and what being ready takes off, all in one run: `python -m tests.benchmarks`.

Everything is real: gunicorn, Redis, the site's worker, its clock, the evaluator's worker, the engine. Ends in 0 only if
every bound holds. It needs root beside an engine with the runtime image, redis-server, and an otherwise quiet machine.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks import idle, rush
from tests.benchmarks.case import Case
from tests.journeys.site import RealSite

ENGINE = "unix:///var/run/docker.sock"


@dataclass(frozen=True)
class Line:
    """One number and its bound, both in `unit`."""

    title: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    def __str__(self) -> str:
        bounds = [f"at most {self.at_most:.3f}"] if self.at_most is not None else []
        bounds += [f"at least {self.at_least:.3f}"] if self.at_least is not None else []
        mark = ("✓" if self.holds else "✗") if bounds else " "
        return f"{mark} {self.title:26} {self.value:8.3f} {self.unit:4} {', '.join(bounds):18} {self.note}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repetitions", type=int, default=12, help="of each single evaluation")
    repetitions = parser.parse_args().repetitions
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        (Path(name) / "case").mkdir()
        case = Case(Path(name) / "case")
        site = RealSite.at(Path(name) / "site", engine=os.environ.get("DOCKER_HOST", ENGINE))
        try:
            open_with(site, case)
            seconds = idle.measure(site, case, repetitions=repetitions)
            found = rush.measure(site, case)
        except BaseException:
            sys.stderr.write(site.logs())
            raise
        finally:
            site.close()
    lines = [*alone(seconds), *together(found)]
    print("\n".join(map(str, lines)))
    return 0 if all(line.holds for line in lines) else 1


def open_with(site: RealSite, case: Case) -> None:
    """Start everything, with a challenge that the case's bundle scores and whose rules alice has accepted."""
    site.open()
    site.run("-m", "tests.journeys.adding", idle.SLUG, str(case.folder / "bundle"))
    with site.client("alice") as client:
        client.put(f"challenges/{idle.SLUG}/rules-acceptance").raise_for_status()


def alone(seconds: idle.Seconds) -> list[Line]:
    """Medians, and their ratios to the floor."""
    middle = {side: median(measured) for side, measured in seconds.items()}
    floor = middle[idle.FLOOR]
    spread = {side: f"from {min(measured):.3f} to {max(measured):.3f}" for side, measured in seconds.items()}
    most = {idle.PLATFORM: 0.5 * floor + 0.2}
    times = [Line(side, middle[side], "s", at_most=most.get(side), note=spread[side]) for side in seconds]
    ratios = {idle.WARM: 0.4, idle.COLD: 1.1, idle.PLATFORM: None}
    return times + [Line(f"{side} / floor", middle[side] / floor, "F", at_most=most) for side, most in ratios.items()]


def together(found: rush.Rush) -> list[Line]:
    """The rush against the bare loop."""
    total = rush.TEAMS * rush.EACH
    return [
        Line("uploads", found.uploads, "/s", note=f"{total} by {rush.TEAMS} teams, while no worker evaluates"),
        Line("bare loop", found.bare, "/s", note=f"{2 * rush.BARE} pairs of containers, {rush.SLOTS} at once"),
        Line("rush", found.throughput, "/s", note=f"{total} submissions, {rush.SLOTS} slots"),
        Line("rush / bare loop", found.throughput / found.bare, "", at_least=0.9),
        Line("first results that waited", found.unfair(), "", at_most=0, note="for a third of another team"),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
