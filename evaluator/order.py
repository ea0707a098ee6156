"""What is asked of a machine, and what it says when it could not do it; plain values that travel as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from evaluator.archive import ArchiveLimits
from evaluator.limits import MIB
from evaluator.log import POLICIES, LogPolicy

RUN = "evaluator.run"
CHECK = "evaluator.check"
QUEUE = "sandbox"
# What travels beside a report, by the word that orders and addresses use: the report's field, and its bytes at most.
LOGS: Mapping[str, str] = MappingProxyType(
    {
        "entry": "entry_log",
        "hidden": "hidden_log",
        "public": "public_log",
        "scorer": "scorer_log",
        "losses": "row_losses",
    }
)
LOSSES = "losses"
MOST_BYTES: Mapping[str, int] = MappingProxyType({**dict.fromkeys(LOGS, MIB), LOSSES: 32 * MIB})
BUNDLE_LIMITS = ArchiveLimits(archive_bytes=4096 * MIB, unpacked_bytes=8192 * MIB, files=10_000)


@dataclass(frozen=True)
class Content:
    """Bytes known by their digest; `locator` is a local path, or an expiring URL that needs no other credential."""

    sha256: str
    size: int
    locator: str


@dataclass(frozen=True)
class Order:
    """One evaluation for one ticket. `logs` says where the logs go: a local path or a URL for each of LOGS;
    `log_policy` what of them the team may see.

    `patience_seconds` is the outer net: the evaluator's own limits end a run long before.
    """

    evaluation: str
    ticket: str
    kind: str
    file_name: str
    submission: Content
    bundle: Content
    logs: Mapping[str, str]
    log_policy: LogPolicy
    lease_seconds: int
    patience_seconds: float

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Order":
        """The inverse of `to_json`; raises TypeError on a missing or unknown field or policy."""
        if value.get("log_policy") not in POLICIES:
            raise TypeError(f"unknown log policy {value.get('log_policy')!r}")
        contents = {name: Content(**value[name]) for name in ("submission", "bundle")}
        return cls(**{**value, **contents})


@dataclass(frozen=True)
class CheckOrder:
    """A bundle to be tried out before its teams do, for one ticket; `pack` is a zip with the baselines, where there is
    one. `patience_seconds` as of an Order."""

    check: str
    ticket: str
    bundle: Content
    pack: Content | None
    lease_seconds: int
    patience_seconds: float

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "CheckOrder":
        """The inverse of `to_json`; raises TypeError on a missing or unknown field."""
        pack = value.get("pack")
        contents = {"bundle": Content(**value["bundle"]), "pack": Content(**pack) if pack else None}
        return cls(**{**value, **contents})


@dataclass(frozen=True)
class Breakdown:
    """We failed. `code` is an EvaluatorError's, one of the worker's own (content_unavailable, machine_failed,
    worker_lost, interrupted, unexpected_error), or of who gives the orders (order_not_made). The message is plain
    English for an organizer.
    """

    code: str
    message: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
