"""One evaluation at a time, nothing else to do: bare, cold, warm, and over HTTP on a whole site."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import perf_counter

from evaluator.sandbox.cgroup import Hierarchies
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.owner import PREFIX
from tests.benchmarks.case import Case
from tests.journeys.site import SLOTS, RealSite, until

SLUG = "bench"
FLOOR, COLD, WARM, PLATFORM = "docker run", "evaluate() cold", "evaluate() warm", "POST to score"
PLACES = 2  # one for the entry, one for the scorer
PAUSE = 0.03  # between two looks, which cost time of the same processors
REST = 0.5
PATIENCE = 60.0
Seconds = Mapping[str, list[float]]


def measure(site: RealSite, case: Case, *, repetitions: int) -> Seconds:
    """They take turns, so that a busy machine is busy for all; each begins when everything is at rest."""
    with DockerSandbox(warm=PLACES) as warm:
        sides: dict[str, Callable[[], None]] = {
            FLOOR: case.floor,
            COLD: lambda: from_nothing(case),
            WARM: lambda: case.evaluate(warm),
            PLATFORM: lambda: from_post_to_score(site, case.entry()),
        }
        warm_up(site, case, warm)
        seconds: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(repetitions):
            for side, run in sides.items():
                until(lambda: warm._pool.ready() == PLACES and is_at_rest(site), seconds=PATIENCE)
                began = perf_counter()
                run()
                seconds[side].append(perf_counter() - began)
    return seconds


def warm_up(site: RealSite, case: Case, warm: DockerSandbox) -> None:
    """Every cache is filled, and every process of the worker has its places."""
    case.floor()
    case.evaluate(warm)
    for number in range(4 * SLOTS):
        if len(waiting(site)) == SLOTS * PLACES:
            return
        for _ in range(SLOTS):
            site.hand_in("alice", case.entry(number), challenge=SLUG)
        until(lambda: is_at_rest(site, places=PLACES), seconds=PATIENCE)
    raise AssertionError(f"only these wait: {waiting(site)}")


def from_nothing(case: Case) -> None:
    with DockerSandbox() as sandbox:
        case.evaluate(sandbox)


def from_post_to_score(site: RealSite, entry: bytes) -> None:
    """Hands the entry in, and looks until its scores are there."""
    with site.client("alice") as client:
        files = {"file": ("entry.zip", entry)}
        answer = client.post(f"challenges/{SLUG}/submissions", data={"kind": "code"}, files=files).raise_for_status()
        address = f"submissions/{answer.json()['id']}"
        while not (found := client.get(address).raise_for_status().json())["scores"]:
            assert found["state"] not in {"failed", "broken"}, found
            time.sleep(PAUSE)
    assert found["scores"]["public"]["mae"] == 0.0, found


def waiting(site: RealSite) -> list[str]:
    """The places of the site's worker whose door is still shut."""
    return [door.parts[-3] for door in (site.place.data / "sandbox").glob(f"{PREFIX}*/door/go")]


def is_at_rest(site: RealSite, *, places: int = SLOTS * PLACES) -> bool:
    """Nothing runs, at least so many places wait, and they have loaded what they load: they need no time any more."""
    names = waiting(site)
    if len(names) < places or len(names) < len(list((site.place.data / "sandbox").iterdir())):
        return False
    before = _cpu_seconds(names)
    time.sleep(REST)
    return _cpu_seconds(names) == before and waiting(site) == names


def _cpu_seconds(names: list[str]) -> float:
    hierarchies, spent = Hierarchies.here(), 0.0
    for name in names:
        with suppress(OSError):
            spent += hierarchies.of_group(name).cpu_seconds()
    return spent
