"""The options of built-in metrics as a person writes them, checked one by one."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from evaluator.description import broken
from evaluator.predictions import read_label, read_labels
from evaluator.scorekit.cells import LARGEST

EDGE = 1e-6  # levels keep away from 0 and 1 by this much
MOST_VALUES = 100
MOST_CLASSES = 1_000


def read_option(name: str, value: object, place: str) -> Any:
    """As it travels in JSON. Raises BundleBroken."""
    return READERS[name](value, f"{place}: {name}")


def read_column(value: object, place: str) -> str:
    if not isinstance(value, str) or not value:
        raise broken(f"{place} must be the name of a column")
    return value


def read_columns(value: object, place: str) -> tuple[str, ...]:
    """One name, or a list of names without doubles."""
    names = tuple(read_column(name, place) for name in (value if isinstance(value, list) else [value]))
    if not names or len(set(names)) != len(names):
        raise broken(f"{place} must name columns, each once")
    return names


def read_number(value: object, place: str, *, low: float = -LARGEST, high: float = LARGEST) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise broken(f"{place} must be a number from {low:g} to {high:g}, not {value!r}")
    return value


def _level(value: object, place: str) -> float:
    return read_number(value, place, low=EDGE, high=1 - EDGE)


def _ascending(value: object, place: str, *, fewest: int, low: float, high: float) -> list[float]:
    if not isinstance(value, list) or not fewest <= len(value) <= MOST_VALUES:
        raise broken(f"{place} must be a list of {fewest} numbers or more, such as [0.1, 0.5, 0.9]")
    numbers = [read_number(item, place, low=low, high=high) for item in value]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise broken(f"{place} must ascend")
    return numbers


def _levels(value: object, place: str) -> list[float]:
    return _ascending(value, place, fewest=1, low=EDGE, high=1 - EDGE)


def _times(value: object, place: str) -> list[float]:
    times = _ascending(value, place, fewest=2, low=0, high=LARGEST)
    if times[-1] - times[0] <= EDGE * max(1.0, times[-1]):
        raise broken(f"{place} are too close to each other")
    return times


def _whole(value: object, place: str) -> int:
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise broken(f"{place} must be a whole number, such as 10")
    return value


def _one_of(*choices: str) -> Callable[[object, str], str]:
    def read(value: object, place: str) -> str:
        if value not in choices:
            raise broken(f"{place} is one of {', '.join(choices)}, not {value!r}")
        return str(value)

    return read


def _classes(value: object, place: str) -> list[str]:
    classes = list(read_labels(value, place))
    if len(classes) > MOST_CLASSES:
        raise broken(f"{place}: at most {MOST_CLASSES:,}")
    return classes


READERS: Mapping[str, Callable[[object, str], Any]] = {
    "average": _one_of("binary", "macro", "micro"),
    "classes": _classes,
    "event": read_column,
    "k": _whole,
    "level": _level,
    "levels": _levels,
    "positive": read_label,
    "query": read_column,
    "threshold": read_number,
    "times": _times,
    "weighting": _one_of("none", "linear", "quadratic"),
}
