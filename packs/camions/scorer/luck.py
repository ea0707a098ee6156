"""The luck of each request in each of the simulated futures: drawn from its id, so no slot and no order changes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

import numpy as np
import numpy.typing as npt
from gates import SKIPPED, Seconds
from tables import ANY, Rows, Stage, Terminal

FUTURES = 20
DRAWS = 14  # of 32 bits, for each request in each future
SHOW, MOMENT, PAPERS, SURPRISE = range(10, DRAWS)  # those before make normal numbers: of the arrival and of each stage
SCANNED, INSPECTED = ("orange", "red"), ("red",)

Draws = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Luck:
    """By future and request: who comes, how many seconds after the begin of the slot (before it: less than 0), and, by
    stage first, the seconds at each; `SKIPPED` where the truck does not pass."""

    comes: Mask
    after: Seconds
    seconds: Seconds


def draw_luck(requests: Rows, *, ids: Sequence[str], secret: str, terminal: Terminal) -> Luck:
    """Nobody without the secret can tell it."""
    draws = _uniform(ids, secret=secret)
    normal = _normal(draws[..., :SHOW])
    return Luck(
        comes=draws[..., SHOW] >= terminal.parameters["no_show"],
        after=_seconds(_arrival(draws, normal[..., 0], told=terminal.parameters)),
        seconds=np.stack(
            [_at(stage, normal[..., 1 + n], draws, requests, terminal) for n, stage in enumerate(terminal.stages)]
        ),
    )


def _uniform(ids: Sequence[str], *, secret: str) -> Draws:
    """Between 0 and 1, neither of them: by future, request and purpose."""
    keys = [sha256(f"{secret}/seed {future}".encode()).digest() for future in range(FUTURES)]
    drawn = b"".join(blake2b(name.encode(), key=key, digest_size=4 * DRAWS).digest() for key in keys for name in ids)
    words = np.frombuffer(drawn, dtype=">u4").reshape(FUTURES, len(ids), DRAWS)
    return np.asarray((words + 0.5) / 2**32)


def _normal(uniform: Draws) -> Draws:
    """Two of two (Box and Muller, 1958)."""
    radius, angle = np.sqrt(-2 * np.log(uniform[..., ::2])), 2 * np.pi * uniform[..., 1::2]
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)


def _arrival(draws: Draws, normal: Draws, *, told: dict[str, float]) -> Draws:
    """Minutes after the begin of the slot: drivers aim at any moment of it, and some few are late by far."""
    lateness = (draws[..., SHOW] - told["no_show"]) / told["late"]  # from 0 to 1 among those few
    is_late = (lateness >= 0) & (lateness < 1)
    late = np.where(is_late, told["late_from"] + (told["late_to"] - told["late_from"]) * lateness, 0.0)
    return np.asarray(60 * draws[..., MOMENT] + told["arrival_mean"] + told["arrival_sd"] * normal + late)


def _at(stage: Stage, normal: Draws, draws: Draws, requests: Rows, terminal: Terminal) -> Seconds:
    """The seconds at one stage."""
    told = terminal.parameters
    minutes = stage.minutes * np.exp(stage.log_sd * normal - stage.log_sd**2 / 2)
    is_passed = _are(requests, "direction", (stage.direction,)) | (stage.direction == ANY)
    if stage.name == "document":
        trouble = draws[..., PAPERS] / told["papers"]  # from 0 to 1 among those whose papers are not in order
        minutes += np.where(trouble < 1, -told["papers_minutes"] * np.log(trouble), 0.0)
    if stage.name == "scanner":
        is_passed = _are(requests, "channel", SCANNED) | (draws[..., SURPRISE] < told["surprise"])
    if stage.name == "inspection":
        is_passed = _are(requests, "channel", INSPECTED)
    return np.where(is_passed, _seconds(minutes), SKIPPED)


def _seconds(minutes: Draws) -> Seconds:
    return np.rint(60 * minutes).astype(np.int64)


def _are(requests: Rows, name: str, values: Sequence[str]) -> Mask:
    return np.array([request[name] in values for request in requests])
