"""`python -m tests.benchmarks.last_minute`: 500 teams hand in before the close, 2,000 spectators look at the board.

Everything is real and on this machine alone: gunicorn, Redis, the site's worker, its clock, the evaluator's worker, the
engine. A minute before the close and some seconds after it are loaded, from processes of their own; then all has to be
scored and the board closed by the sweep. Ends in 0 only if nothing failed, nothing was lost, the hour of reception
decided, and every bound holds. It needs an engine with the runtime image, redis-server, and an otherwise quiet machine.
On SQLite, or on the empty PostgreSQL database of DATABASE_URL.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import httpx

from tests.benchmarks.aftermath import Aftermath, Check
from tests.benchmarks.spectators import Entry, Plan, Sight
from tests.journeys.site import RealSite, parents

ENGINE = "unix:///var/run/docker.sock"
SLUG = "rade"
BOARD = f"/challenges/{SLUG}/leaderboard/"
PAGES = ("page", "poll", "poll 304", "own page", "own news", "own news 304")
LIMIT, LEAST_RATE = 0.5, 0.9  # seconds; the share of what spectators wanted to ask
LEAD, AFTER, ALONE = 8.0, 12.0, 4.0  # seconds
LATE, LAST, LAST_SECONDS = 0.04, 0.6, 20.0  # so many come after the close, so many of the others in the last seconds
WATCHES = 5  # every fifth team
VALUES = 97  # of 500 teams most share their score with others: the hour decides
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Seen:
    """What load generators tell; `cpu` in seconds."""

    sights: list[Sight]
    faults: list[str]
    reopened: int
    cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--teams", type=int, default=500)
    parser.add_argument("--spectators", type=int, default=2000)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two looks of a spectator")
    parser.add_argument("--seconds", type=float, default=60.0, help="of load before the close")
    parser.add_argument("--seed", type=int, default=20_261_126)
    parser.add_argument("--only-load", action="store_true", help="do not wait for the results and the close; ends in 1")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        engine = os.environ.get("DOCKER_HOST", ENGINE)
        more = {name: os.environ[name] for name in ["DATABASE_URL"] if name in os.environ}
        site = RealSite.at(Path(folder), engine=engine, SMARTPORT_SLOTS="", **more)  # as many as bin/up gives it
        try:
            site.open()
            checks = list(rush(site, asked))
        except BaseException:
            sys.stderr.write(site.logs())
            raise
        finally:
            site.close()
    for title, wrong in checks:
        print(f"{'✗' if wrong else '✓'} {title}" + (f": {len(wrong)}, such as {wrong[:3]}" if wrong else ""))
    return int(asked.only_load or any(wrong for _, wrong in checks))


def rush(site: RealSite, asked: argparse.Namespace) -> Iterator[Check]:
    """The whole of it."""
    teams = site.invite(asked.teams)
    where = {"port": site.place.port, "board": BOARD, "submit": f"/api/v1/challenges/{SLUG}/submissions"}
    where["floor"] = cheapest(site)
    soon = time.time() + 1
    generate(Plan(**where, begins=soon, ends=soon + ALONE, spectators=24, arrive=1, every=0.3, reload=0.5))  # warm up
    soon = time.time() + 1
    calm = generate(Plan(**where, begins=soon, ends=soon + ALONE, spectators=1, arrive=0, every=0.02, reload=0.5))
    closing = site.run("-m", "tests.journeys.closing", SLUG, str(LEAD + asked.seconds), *teams[::WATCHES])
    told = json.loads(closing.splitlines()[-1])
    closes_at = float(told["closes_at"])
    hours = {"begins": closes_at - asked.seconds, "ends": closes_at + AFTER, "seed": asked.seed}
    values = {team: 10.0 + number % VALUES for number, team in enumerate(teams)}
    entries = list(entries_of(values, site.tokens, told["sessions"], closes_at=closes_at, asked=asked))
    crowd = {"spectators": asked.spectators, "every": asked.every, "arrive": asked.every}
    before = cpu_of(site)
    seen = generate(Plan(**where, **hours, **crowd), Plan(**where, **hours, entries=entries))
    spent = {name: seconds - before[name] for name, seconds in cpu_of(site).items()}
    wall = time.time() - hours["begins"]
    tell_times(calm.sights, seen.sights)
    tell_cpu({**spent, "load generators": seen.cpu}, wall=wall)
    wanted = asked.spectators / asked.every
    rate = sum(sight.what in ("page", "poll", "poll 304") for sight in seen.sights) / (asked.seconds + AFTER)
    print(f"  {len(seen.sights) / wall:.0f} requests a second, {rate:.0f} of {wanted:.0f} for the board")
    print(f"  {seen.reopened} kept connections were opened again")
    yield "no connection failed", seen.faults
    yield "every answer is 200, 201, 304 or a refusal with a name", [one for one in seen.sights if not is_right(one)]
    yield "the board was asked for as often as spectators wanted", [rate] if rate < LEAST_RATE * wanted else []
    yield "p95 of every kind of page is under 500 ms", [what for what in PAGES if p95(seen.sights, what) > LIMIT]
    if not asked.only_load:
        uploads = [sight for sight in seen.sights if sight.what == "submit"]
        after = Aftermath(site, SLUG, closes_at=closes_at, values=values, uploads=uploads)
        after.wait()
        yield from after.checks()


def cheapest(site: RealSite) -> str:
    """The address of a small file that never changes: no server in Python answers anything for less."""
    page = httpx.get(f"{site.place.url}{BOARD[1:]}").raise_for_status().text
    return str(re.search(r'href="(/static/site/mark[^"]*)"', page)[1])


def entries_of(
    values: Mapping[str, float],
    tokens: Mapping[str, str],
    sessions: Mapping[str, str],
    *,
    closes_at: float,
    asked: argparse.Namespace,
) -> Iterator[Entry]:
    """A file of every team: most of them in the last seconds, up to the very last, and a few too late."""
    draw = random.Random(asked.seed)
    early = max(LAST_SECONDS, asked.seconds - 2)
    for team, value in values.items():
        last = draw.uniform(0, LAST_SECONDS) if draw.random() < LAST else draw.uniform(LAST_SECONDS, early)
        hour = closes_at + draw.uniform(0, AFTER / 2) if draw.random() < LATE else closes_at - last
        text = "id,value\n" + "".join(f"{name},{value}\n" for name in "abcd")
        yield Entry(team, tokens[team], sessions.get(team, ""), hour, text)


def generate(*plans: Plan) -> Seen:
    """Each in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.spectators"]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in plans]
    try:
        for process, plan in zip(running, plans, strict=True):
            process.stdin.write(json.dumps(vars(plan)))
            process.stdin.close()
        found = [json.loads(process.stdout.read()) for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
    return Seen(
        sights=[Sight(*sight) for one in found for sight in one["sights"]],
        faults=[fault for one in found for fault in one["faults"]],
        reopened=sum(one["reopened"] for one in found),
        cpu=sum(one["cpu"] for one in found),
    )


def is_right(sight: Sight) -> bool:
    if sight.what == "submit":
        return (sight.status, sight.told) == (403, "phase_closed") or sight.status == 201
    return sight.status in (200, 304)


def cpu_of(site: RealSite) -> dict[str, float]:
    """Seconds that each program of the site and its children have used, and the whole machine."""
    above = parents()
    used: Counter[str] = Counter()
    for process in above:
        line = [process]
        while (parent := above.get(line[-1], 0)) > 1:
            line.append(parent)
        for name, program in site.running.items():
            if program.pid in line:
                used[name] += _seconds_of(process)
    busy = [int(number) for number in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    used["all of the machine"] = (sum(busy) - busy[3] - busy[4]) / TICKS
    return dict(used)


def _seconds_of(process: int) -> float:
    """Its own, and those of its dead children."""
    with suppress(FileNotFoundError, ProcessLookupError):
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, words[11:15])) / TICKS
    return 0.0


def p95(sights: Sequence[Sight], what: str) -> float:
    """In seconds; 0 of nothing."""
    times = [sight.seconds for sight in sights if sight.what == what]
    return quantiles(times, n=20)[18] if len(times) > 1 else 0.0


def tell_times(calm: Sequence[Sight], rush: Sequence[Sight]) -> None:
    heads = ("number", "p50", "p95", "most", "kB", "/ floor", "p50 alone")
    print(f"  {'milliseconds':15}" + "".join(f"{head:>10}" for head in heads))
    floor = median(sight.seconds for sight in rush if sight.what == "floor")
    for what in ("floor", *PAGES, "submit"):
        found = [sight for sight in rush if sight.what == what]
        if not found:
            continue
        times = [1000 * sight.seconds for sight in found]
        alone = [1000 * sight.seconds for sight in calm if sight.what == what]
        size = sum(sight.size for sight in found) / len(found) / 1000
        told = [median(times), 1000 * p95(rush, what), max(times), size, median(times) / floor / 1000]
        told.append(median(alone) if alone else 0.0)
        print(f"  {what:15}{len(found):10}" + "".join(f"{number:10.1f}" for number in told))


def tell_cpu(spent: Mapping[str, float], *, wall: float) -> None:
    """Of one processor each; what is not told is containers, their engine, and whoever else is on the machine."""
    shares = ", ".join(f"{name} {100 * seconds / wall:.0f} %" for name, seconds in spent.items())
    print(f"  processor: {shares}")


if __name__ == "__main__":
    raise SystemExit(main())
