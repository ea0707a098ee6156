"""What the evaluator says of one submission: a small value that travels as JSON and needs no engine to be read."""

import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, TypeGuard


class Outcome(StrEnum):
    """How an evaluation ended for the entry; everything but SCORED is the entry's to repair."""

    SCORED = "scored"
    NO_ENTRY_POINT = "no_entry_point"
    CRASHED = "crashed"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    LOG_LIMIT = "log_limit"
    NO_PREDICTIONS = "no_predictions"
    PREDICTIONS_REFUSED = "predictions_refused"
    ARCHIVE_REFUSED = "archive_refused"


@dataclass(frozen=True)
class Usage:
    """What one run used, all its processes together; output and log as they were at its end. `processes` is the most
    there were at once, threads counted (0: a report from before they were).
    """

    cpu_seconds: float
    wall_seconds: float
    memory_peak_bytes: int
    output_bytes: int
    output_files: int
    log_bytes: int
    processes: int = 0


@dataclass(frozen=True)
class Fault:
    """One thing to repair. `row` is the 1-based line of the file (header = 1), `value` what stood there, escaped and
    cut.
    """

    code: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Provenance:
    """What decided a result beside the three digests. `code` is the sha256 of the evaluator's own lines that decide,
    `limits` those of both runs by name, `environment` what every program found there, its seed of hashes included.
    """

    kind: str
    version: str
    code: str
    processor: str
    limits: Mapping[str, Mapping[str, float]]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """`scores` has `public_<key>` and `private_<key>` for each declared score; `fault_count` may exceed the faults
    kept; `shortfalls` are what the engine could not enforce, a sentence for each code.

    What follows `scoring` does not travel in the JSON: whoever keeps the report keeps it beside it. `entry_log` and
    `public_log` are for the team; `hidden_log` (of a run whose log the team may not see), `scorer_log` and `row_losses`
    (CSV) are not.
    """

    outcome: Outcome
    digests: Mapping[str, str]
    scores: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    exit_code: int | None = None
    solution: Usage | None = None
    scoring: Usage | None = None
    provenance: Provenance | None = None
    shortfalls: Mapping[str, str] = field(default_factory=dict)
    entry_log: bytes = field(default=b"", compare=False, repr=False)
    hidden_log: bytes = field(default=b"", compare=False, repr=False)
    public_log: bytes = field(default=b"", compare=False, repr=False)
    scorer_log: bytes = field(default=b"", compare=False, repr=False)
    row_losses: bytes = field(default=b"", compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "outcome": str(self.outcome),
            "digests": dict(sorted(self.digests.items())),
            "scores": dict(sorted(self.scores.items())),
            "faults": [asdict(fault) for fault in self.faults],
            "fault_count": self.fault_count,
            "exit_code": self.exit_code,
            "solution": asdict(self.solution) if self.solution else None,
            "scoring": asdict(self.scoring) if self.scoring else None,
            "provenance": asdict(self.provenance) if self.provenance else None,
            "shortfalls": dict(sorted(self.shortfalls.items())),
        }

    @classmethod
    def from_json(cls, value: object) -> "Report":
        """The inverse of `to_json`. Takes nothing on trust: raises ValueError on a missing, unknown or ill-typed
        field. A report kept by a former version lacks what was added later.
        """
        given = {**_ADDED_LATER, **_exactly(value, _REPORT_KEYS, "report", optional=_ADDED_LATER.keys())}
        outcome = Outcome(_typed(given["outcome"], str, "outcome"))
        scores = _mapping(given["scores"], "scores")
        return cls(
            outcome=outcome,
            digests=_texts(given["digests"], "digests"),
            scores={key: _finite(number, key) for key, number in scores.items()},
            faults=tuple(_fault(fault) for fault in _typed(given["faults"], list, "faults")),
            fault_count=_typed(given["fault_count"], int, "fault_count"),
            exit_code=_optional(given["exit_code"], int, "exit_code"),
            solution=_usage(given["solution"], "solution"),
            scoring=_usage(given["scoring"], "scoring"),
            provenance=_provenance(given["provenance"]),
            shortfalls=_texts(given["shortfalls"], "shortfalls"),
        )


def canonical(value: Mapping[str, Any]) -> str:
    """The one way a JSON object of ours is written: sorted keys, no spaces, no NaN. Equal values, equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def is_finite(value: object) -> TypeGuard[float]:
    """Whether it is a number that a float can hold; JSON's integers may be too large for that."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


_ADDED_LATER: Mapping[str, Any] = {"provenance": None, "shortfalls": {}}
_REPORT_KEYS = frozenset(item.name for item in fields(Report) if item.compare)
_USAGE_TYPES = {item.name: item.type for item in fields(Usage)}
_USAGE_ADDED_LATER = frozenset(item.name for item in fields(Usage) if item.default is not MISSING)


def _exactly(
    value: object, keys: frozenset[str], name: str, *, optional: Collection[str] = frozenset()
) -> dict[str, Any]:
    found = _mapping(value, name)
    if not keys.difference(optional) <= found.keys() <= keys:
        raise ValueError(f"{name}: expected exactly {', '.join(sorted(keys))}; found {', '.join(sorted(found))}")
    return found


def _mapping(value: object, name: str) -> dict[str, Any]:
    found: dict[str, Any] = _typed(value, dict, name)
    if not all(isinstance(key, str) for key in found):
        raise ValueError(f"{name}: keys must be text")
    return found


def _texts(value: object, name: str) -> dict[str, str]:
    return {key: _typed(text, str, key) for key, text in _mapping(value, name).items()}


def _typed(value: object, kind: type, name: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{name}: expected {kind.__name__}, found {type(value).__name__}")
    return value


def _optional(value: object, kind: type, name: str) -> Any:
    return None if value is None else _typed(value, kind, name)


def _finite(value: object, name: str) -> float:
    if not is_finite(value):
        raise ValueError(f"{name}: expected a finite number")
    return value


def _fault(value: object) -> Fault:
    given = _exactly(value, frozenset(item.name for item in fields(Fault)), "fault")
    return Fault(
        code=_typed(given["code"], str, "code"),
        message=_typed(given["message"], str, "message"),
        row=_optional(given["row"], int, "row"),
        column=_optional(given["column"], str, "column"),
        value=_optional(given["value"], str, "value"),
    )


def _usage(value: object, name: str) -> Usage | None:
    if value is None:
        return None
    given = _exactly(value, frozenset(_USAGE_TYPES), name, optional=_USAGE_ADDED_LATER)
    checked: dict[str, Any] = {
        key: _finite(given[key], key) if kind is float else _typed(given[key], int, key)
        for key, kind in _USAGE_TYPES.items()
        if key in given
    }
    return Usage(**checked)


def _provenance(value: object) -> Provenance | None:
    if value is None:
        return None
    given = _exactly(value, frozenset(item.name for item in fields(Provenance)), "provenance")
    limits = {run: _mapping(found, run) for run, found in _mapping(given["limits"], "limits").items()}
    return Provenance(
        **{name: _typed(given[name], str, name) for name in ("kind", "version", "code", "processor")},
        limits={run: {name: _finite(most, name) for name, most in found.items()} for run, found in limits.items()},
        environment=_texts(given["environment"], "environment"),
    )
