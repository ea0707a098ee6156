"""A rush in which every part of the site dies: each submission still ends scored, exactly once, and nothing is left.

A short form always; `pytest --long tests/journeys/test_rush.py` also runs the long one, which takes many minutes.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest

from tests.journeys.crowd import Crowd
from tests.journeys.engine import OwnEngine
from tests.journeys.site import RealSite, until
from tests.journeys.traces import Traces

pytestmark = [
    pytest.mark.engine,
    pytest.mark.broker,
    pytest.mark.slow,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.usefixtures("whole_again"),
]

SEED = 20_261_126
STOPS_WITHIN = 10.0  # seconds that bin/up gives a program which it asks to stop


@dataclass(frozen=True)
class Rush:
    """How many submissions of how many teams, how many of these wait at once, and what dies how often meanwhile."""

    submissions: int
    teams: int
    waiting: int
    deaths: Mapping[str, int]


SHORT = Rush(
    submissions=30,
    teams=6,
    waiting=6,
    deaths={"worker": 2, "process": 1, "redis": 1, "engine_at_once": 1, "site_itself": 1},
)
LONG = Rush(
    submissions=320,
    teams=40,
    waiting=40,
    deaths={
        "worker": 13,
        "process": 12,
        "worker_in_order": 3,
        "redis": 3,
        "engine_at_once": 1,
        "engine_in_order": 1,
        "site_itself": 1,
    },
)


@dataclass(frozen=True)
class Reaper:
    """Kills, and starts again what a supervisor would start again, at moments that chance chooses."""

    site: RealSite
    engine: OwnEngine
    traces: Traces
    chance: random.Random

    def worker(self) -> None:
        """With all its processes at once."""
        self._kill("evaluator")

    def worker_in_order(self) -> None:
        """SIGTERM: it gives back what it works on, and leaves nothing."""
        began = time.monotonic()
        self.site.stop("evaluator")
        assert time.monotonic() - began < STOPS_WITHIN
        assert self.traces.waiting() == set()
        self.traces.require_none()
        self.site.start("evaluator")

    def process(self) -> None:
        """One of the worker's pool: the worker itself replaces it."""
        children = until(lambda: self.site.children("evaluator"), seconds=60)
        os.kill(self.chance.choice(sorted(children)), signal.SIGKILL)

    def redis(self) -> None:
        self._kill("redis")

    def site_itself(self) -> None:
        """The web server and the site's worker."""
        self._kill("site", "worker")
        until(self.site.is_serving, seconds=60)

    def engine_at_once(self) -> None:
        self.engine.kill()
        time.sleep(self.chance.uniform(0, 2))
        self.engine.start()

    def engine_in_order(self) -> None:
        """SIGTERM, which takes its containers along."""
        self.engine.stop()
        time.sleep(self.chance.uniform(0, 2))
        self.engine.start()

    def _kill(self, *names: str) -> None:
        for name in names:
            self.site.kill(name)
        time.sleep(self.chance.uniform(0, 1.5))
        for name in names:
            self.site.start(name)

    def in_turn(self, deaths: Mapping[str, int]) -> list[Callable[[], None]]:
        turn = [getattr(self, kind) for kind, times in deaths.items() for _ in range(times)]
        self.chance.shuffle(turn)
        return turn


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "rush" in metafunc.fixturenames:
        long = [pytest.param(LONG, id="long", marks=pytest.mark.timeout(5400))]
        metafunc.parametrize("rush", [pytest.param(SHORT, id="short"), *(long if metafunc.config.option.long else [])])


def test_every_submission_is_scored_once_whatever_dies(rush: Rush, real_site: RealSite, engine: OwnEngine):
    traces = Traces(real_site, engine)
    reaper = Reaper(real_site, engine, traces, random.Random(SEED))
    crowd = Crowd(real_site, real_site.invite(rush.teams))
    turn = reaper.in_turn(rush.deaths)
    with ThreadPoolExecutor(max_workers=1) as pool:
        handed_in = pool.submit(crowd.hand_in, rush.submissions, waiting=rush.waiting)

        def has_come_to(number: int) -> bool:
            if handed_in.done():
                handed_in.result()
            return crowd.ended() >= number

        for number, death in enumerate(turn, start=1):
            until(partial(has_come_to, rush.submissions * number // (len(turn) + 2)), seconds=300, pause=0.1)
            time.sleep(reaper.chance.uniform(0, 1.5))
            print(f"{crowd.ended()} ended, {len(crowd.accepted)} accepted: {death.__name__}")
            death()
        handed_in.result()
    crowd.wait_for_all()
    print(crowd.told())

    crowd.require_each_scored_once()
    traces.require_none()
    reaper.worker_in_order()
