"""How often a check is tried, how long it may take, and which report is one."""

from collections.abc import Mapping
from typing import Any

MOST_TRIES = 5
RUNS_A_BASELINE = 2
ASKED_OF_SCORER = 30  # files that a check hands to the scorer, at most
MOST_FINDINGS = 500
LARGEST_REPORT = 1 << 20
LEVELS = frozenset({"good", "look", "repair"})
# The machine's trouble rather than the bundle's: another machine, or the same one later, may do better.
TRIED_AGAIN = frozenset({"engine_gone", "engine_unfit", "machine_failed", "worker_lost", "interrupted"})


class CheckUnfit(Exception):
    """What a machine sent is no report of a check."""


def patience_of(manifest: Mapping[str, Any], *, baselines: int) -> float:
    """Seconds that a check may take with these limits, before a machine gives it up."""
    solution, scoring = (float(manifest[run]["wall_seconds"]) for run in ("solution", "scoring"))
    return RUNS_A_BASELINE * baselines * (solution + scoring) + ASKED_OF_SCORER * scoring + 300.0


def require_report(report: Mapping[str, Any]) -> None:
    """Raises CheckUnfit."""
    findings = report.get("findings")
    if not isinstance(report.get("is_well"), bool) or not isinstance(findings, list):
        raise CheckUnfit("is_well or findings are missing")
    if len(findings) > MOST_FINDINGS:
        raise CheckUnfit(f"it has {len(findings)} findings")
    for finding in findings:
        is_one = isinstance(finding, Mapping) and finding.get("level") in LEVELS
        if not is_one or not all(isinstance(finding.get(name), str) for name in ("code", "about", "title", "text")):
            raise CheckUnfit("a finding is none")
    if bool(report["is_well"]) == any(finding["level"] == "repair" for finding in findings):
        raise CheckUnfit("is_well does not agree with the findings")
