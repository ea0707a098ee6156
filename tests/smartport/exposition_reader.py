"""A strict reader of Prometheus' text format: what a real scraper would stumble over fails here."""

import re
from dataclasses import dataclass, field

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
HELP = re.compile(rf"# HELP ({NAME}) ((?:[^\\\n]|\\\\|\\n)+)")
TYPE = re.compile(rf"# TYPE ({NAME}) (gauge|counter)")
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\n|\\")*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)")
ESCAPES = {r"\\": "\\", r"\n": "\n", r"\"": '"'}


@dataclass
class Family:
    kind: str
    samples: dict[frozenset[tuple[str, str]], float] = field(default_factory=dict)


def read(text: str) -> dict[str, Family]:
    """Families by name; AssertionError for what breaks the format, ours in order: HELP, TYPE, then the samples."""
    assert text.endswith("\n")
    assert "\n\n" not in text
    found: dict[str, Family] = {}
    lines = text[:-1].split("\n")
    while lines:
        told = HELP.fullmatch(lines.pop(0))
        assert told, "no HELP"
        kind = TYPE.fullmatch(lines.pop(0))
        assert kind
        assert kind[1] == told[1]
        assert told[1] not in found, "a family is told once"
        family = found[told[1]] = Family(kind[2])
        while lines and not lines[0].startswith("#"):
            sample = SAMPLE.fullmatch(lines.pop(0))
            assert sample
            assert sample[1] == told[1]
            labels = _labels(sample[2] or "")
            assert labels not in family.samples, "a sample is told once"
            family.samples[labels] = float(sample[3])
        assert family.samples
    return found


def _labels(text: str) -> frozenset[tuple[str, str]]:
    pairs = [pair.split("=", 1) for pair in re.findall(LABEL, text)]
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names)
    unescape = lambda value: re.sub(r"\\.", lambda seen: ESCAPES[seen[0]], value[1:-1])  # noqa: E731
    return frozenset((name, unescape(value)) for name, value in pairs)
