"""What a check found: plain values that travel as JSON, for a terminal now and a page later."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from evaluator.report import Outcome, Usage

Level = Literal["good", "look", "repair"]
About = Literal["baselines", "scorer", "files", "limits"]
Value = str | float | None


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. `code` stays, for programs and translations; `values` are the numbers and names in
    the sentences; `look` is for a person to decide, `repair` is wrong.
    """

    code: str
    level: Level
    about: About
    title: str
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class BaselineRun:
    """How a baseline ended, the first time; `again` are its scores the second time, `expected` those that
    challenge.yaml names. `outcome` is None where the scorer failed on it.
    """

    name: str
    outcome: Outcome | None
    expected: Mapping[str, float]
    scores: Mapping[str, float] = field(default_factory=dict)
    again: Mapping[str, float] = field(default_factory=dict)
    solution: Usage | None = None
    scoring: Usage | None = None
    said: str = ""


@dataclass(frozen=True)
class Checked:
    """The whole check. `block` is what to paste into challenge.yaml where scores of baselines are missing or others
    were found; `shortfalls` are what the engine at hand could not enforce.
    """

    bundle: str
    findings: tuple[Finding, ...]
    baselines: tuple[BaselineRun, ...]
    block: str
    shortfalls: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return not self.of("repair")

    def of(self, level: Level) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == level)

    def to_json(self) -> dict[str, Any]:
        return {"is_well": self.is_well, **asdict(self)}
