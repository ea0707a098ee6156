"""Identifiers that nobody has, with right check digits: what the detectors must find."""

import numpy as np
import stdnum.iso6346

from datasets.simulation.calls.fleet import imo_number


def imos(count: int, *, seed: int = 1) -> list[str]:
    serials = np.random.default_rng(seed).choice(np.arange(100_000, 999_999), count, replace=False)
    return [imo_number(int(serial)) for serial in serials]


def ices(count: int, *, seed: int = 1) -> list[str]:
    heads = np.random.default_rng(seed).integers(10**9, 10**12, count)
    return [f"{int(head) * 100 + (-int(head) * 100) % 97:015d}" for head in heads]


def ribs(count: int, *, seed: int = 1) -> list[str]:
    heads = np.random.default_rng(seed).integers(10**15, 10**16, count)
    return [f"{1180 * 10**20 + int(head) * 100 + (-(1180 * 10**20 + int(head) * 100)) % 97:024d}" for head in heads]


def containers(count: int, *, seed: int = 1) -> list[str]:
    rng = np.random.default_rng(seed)
    heads = [f"{rng.choice(['MSC', 'CMA', 'TGH'])}U{serial:06d}" for serial in rng.choice(10**6, count, replace=False)]
    return [head + stdnum.iso6346.calc_check_digit(head) for head in heads]


def plates(count: int, *, letters: str = "ABDH", between: str = "-", seed: int = 1) -> list[str]:
    rng = np.random.default_rng(seed)
    return [
        between.join((str(serial), rng.choice(list(letters)), str(region)))
        for serial, region in zip(rng.integers(1_000, 99_999, count), rng.integers(1, 88, count), strict=True)
    ]
