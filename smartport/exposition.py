"""Prometheus' text format, version 0.0.4: numbers with names, a line for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Gauge:
    """A number that goes up and down, or several with labels; `help` is one line of English."""

    name: str
    help: str
    samples: Iterable[tuple[Mapping[str, str], float]]


def gauge(name: str, help: str, value: float) -> Gauge:  # noqa: A002  (the format's own word)
    """One without labels."""
    return Gauge(name, help, [({}, value)])


def exposed(gauges: Iterable[Gauge]) -> str:
    """One without samples is left out."""
    lines: list[str] = []
    for each in gauges:
        samples = [f"{each.name}{_labels(labels)} {_number(value)}" for labels, value in each.samples]
        if samples:
            lines += [f"# HELP {each.name} {_escaped(each.help)}", f"# TYPE {each.name} gauge", *samples]
    return "\n".join(lines) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    inside = ",".join(f'{name}="{_escaped(value, quotes=True)}"' for name, value in labels.items())
    return f"{{{inside}}}" if inside else ""


def _escaped(text: str, *, quotes: bool = False) -> str:
    plain = text.replace("\\", r"\\").replace("\n", r"\n")
    return plain.replace('"', r"\"") if quotes else plain


def _number(value: float) -> str:
    if not isfinite(value):
        return "NaN" if value != value else "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if value == int(value) else repr(float(value))
