"""A million truck visits and a vessel year: `python -m tests.benchmarks.simulate`; ends in 0 only if both bounds hold.

The floor is a bare numpy draw of as many normal numbers as each table has cells, in the same run. Each repetition has a
process of its own; of the times the best counts, because the others are what else the machine had to do.
"""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import inf
from multiprocessing import get_context
from time import perf_counter
from typing import TypeVar

import numpy as np
import pandas as pd

from datasets.simulation import PORTS, simulate
from datasets.simulation.gates.visits import truck_visits

VISITS = 1_000_000
SEED = 7
PORT = PORTS["MACAS"]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Simulated:
    """Seconds of the trucks and of the vessels, and of the draws of as many numbers."""

    trucks: float
    trucks_floor: float
    vessels: float
    vessels_floor: float


def measure(*, repetitions: int) -> Sequence[Simulated]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(simulated, [VISITS] * repetitions))


def simulated(visits: int) -> Simulated:
    start = pd.Timestamp(2025, 1, 1)
    trucks, table = timed(lambda: truck_visits(PORT, start=start, days=365, visits=visits, seed=SEED))
    assert len(table) == visits
    vessels, extract = timed(lambda: simulate(PORT, years=range(2025, 2026), seed=SEED))
    return Simulated(trucks, drawn(table), vessels, drawn(extract.port_calls) + drawn(extract.sea))


def drawn(table: pd.DataFrame) -> float:
    """Seconds for as many normal numbers as the table has cells."""
    rng = np.random.default_rng(SEED)
    return timed(lambda: rng.standard_normal(table.shape))[0]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def best(runs: Sequence[Simulated]) -> dict[str, tuple[float, float]]:
    """The number and the most it may be, under its title."""
    trucks, vessels = (min(getattr(run, name) for run in runs) for name in ("trucks", "vessels"))
    floors = [min(getattr(run, f"{name}_floor") for run in runs) for name in ("trucks", "vessels")]
    return {
        "a million truck visits, s": (trucks, 20),
        "their bare numpy draw, s": (floors[0], inf),
        "of the bare draw, times": (trucks / floors[0], inf),
        "a vessel year, s": (vessels, 1),
        "its bare numpy draw, s": (floors[1], inf),
        "of its bare draw, times": (vessels / floors[1], inf),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repetitions", type=int, default=3)
    found = best(measure(repetitions=parser.parse_args().repetitions))
    for title, (value, most) in found.items():
        bound = f"at most {most:g}" if most != inf else ""
        print(f"{'✓' if value <= most else '✗'} {title:28} {value:10.3f}  {bound}")
    return 0 if all(value <= most for value, most in found.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
