"""How long a team waits for its score beyond bare containers: `python -m tests.benchmarks.platform`.

Measured from the answer that accepts an upload to the first answer that shows its scores, over HTTP, on a site with
nothing replaced: gunicorn, Redis, site worker, clock, evaluator's worker. The floor is tests.benchmarks.evaluate's:
`docker run` of the same two programs with the same flags. They take turns, so that a busy machine is busy for both.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.evaluate import Case, timed
from tests.journeys.site import RealSite

SLUG = "bench"
AT_MOST = 0.5
PAUSE = 0.02
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
            platform, floor = measure(site, case, repetitions=repetitions)
        finally:
            site.close()
    for side, seconds in (("docker run", floor), ("platform", platform)):
        print(f"{side:12} median {median(seconds):.3f} s  (from {min(seconds):.3f} to {max(seconds):.3f})")
    more = median(platform) - median(floor)
    print(f"difference   {more:+.3f} s  (at most {AT_MOST:+.1f})")
    print(f"ratio        {median(platform) / median(floor):.3f}")
    return 0 if more <= AT_MOST else 1


def open_with(site: RealSite, case: Case) -> None:
    """Start everything, with a challenge that the case's bundle scores and whose rules alice has accepted."""
    site.open()
    site.run("-m", "tests.journeys.adding", SLUG, str(case.folder / "bundle"))
    with site.client("alice") as client:
        client.put(f"challenges/{SLUG}/rules-acceptance").raise_for_status()


def measure(site: RealSite, case: Case, *, repetitions: int) -> tuple[list[float], list[float]]:
    """Seconds of the platform and of the floor; the first pair only warms the caches."""
    platform, floor = [], []
    for _ in range(repetitions + 1):
        floor.append(timed(case.floor))
        platform.append(from_accepted_to_scored(site, (case.folder / "entry.zip").read_bytes()))
    return platform[1:], floor[1:]


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
