"""What we add to bare containers, all of it in one run: `python -m tests.benchmarks.platform`.

The floor is `docker run` of an entry and its scorer with the flags that the evaluator uses. Beside it stand
`evaluate()` of the same two programs, and the platform: from the answer that accepts an upload to the first answer that
shows its scores, over HTTP, on a site with nothing replaced (gunicorn, Redis, site worker, clock, evaluator's worker).
They take turns, so that a busy machine is busy for all.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.evaluate import AT_MOST as RATIO
from tests.benchmarks.evaluate import Case, timed
from tests.journeys.site import RealSite

SLUG = "bench"
FLOOR, EVALUATE, PLATFORM = "docker run", "evaluate()", "platform"
SECONDS_MORE = 0.5
PAUSE = 0.05  # between two looks, which cost time of the same processors
PATIENCE = 60.0
ENGINE = "unix:///var/run/docker.sock"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repetitions", type=int, default=8)
    repetitions = parser.parse_args().repetitions
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        (Path(name) / "case").mkdir()
        case = Case(Path(name) / "case")
        site = RealSite.at(Path(name) / "site", engine=os.environ.get("DOCKER_HOST", ENGINE))
        try:
            open_with(site, case)
            seconds = measure(site, case, repetitions=repetitions)
        finally:
            site.close()
    return report(seconds)


def report(seconds: Mapping[str, Sequence[float]]) -> int:
    """Prints medians, ratios and the difference; 0 if both are within their bounds."""
    floor = median(seconds[FLOOR])
    for side, measured in seconds.items():
        spread = f"from {min(measured):.3f} to {max(measured):.3f}"
        print(f"{side:12} median {median(measured):.3f} s  ({spread})  ratio {median(measured) / floor:.3f}")
    ratio, more = median(seconds[EVALUATE]) / floor, median(seconds[PLATFORM]) - floor
    print(f"{EVALUATE:12} {ratio:.3f} times the floor  (at most {RATIO})")
    print(f"{PLATFORM:12} the floor {more:+.3f} s  (at most {SECONDS_MORE:+.1f})")
    return 0 if ratio <= RATIO and more <= SECONDS_MORE else 1


def open_with(site: RealSite, case: Case) -> None:
    """Start everything, with a challenge that the case's bundle scores and whose rules alice has accepted."""
    site.open()
    site.run("-m", "tests.journeys.adding", SLUG, str(case.folder / "bundle"))
    with site.client("alice") as client:
        client.put(f"challenges/{SLUG}/rules-acceptance").raise_for_status()


def measure(site: RealSite, case: Case, *, repetitions: int) -> dict[str, list[float]]:
    """Seconds of each side; the first round only warms the caches."""
    entry = (case.folder / "entry.zip").read_bytes()
    seconds: dict[str, list[float]] = {FLOOR: [], EVALUATE: [], PLATFORM: []}
    for _ in range(repetitions + 1):
        seconds[FLOOR].append(timed(case.floor))
        seconds[EVALUATE].append(timed(case.ours))
        seconds[PLATFORM].append(from_accepted_to_scored(site, entry))
    return {side: measured[1:] for side, measured in seconds.items()}


def from_accepted_to_scored(site: RealSite, entry: bytes) -> float:
    """Hands the entry in and looks until its scores are there."""
    with site.client("alice") as client:
        files = {"file": ("entry.zip", entry)}
        answer = client.post(f"challenges/{SLUG}/submissions", data={"kind": "code"}, files=files).raise_for_status()
        start = time.perf_counter()
        address = f"submissions/{answer.json()['id']}"
        while not (found := client.get(address).raise_for_status().json())["scores"]:
            assert found["state"] not in {"failed", "broken"}, found
            assert time.perf_counter() - start < PATIENCE, found
            time.sleep(PAUSE)
        seconds = time.perf_counter() - start
    assert found["scores"]["public"]["mae"] == 0.0, found
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
