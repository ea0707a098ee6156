"""All gates one after the other."""

from collections.abc import Callable

from datasets.gates.case import Finding, GateCase
from datasets.gates.drift import differing_parts, idle_columns
from datasets.gates.foretelling import foretelling_columns
from datasets.gates.naming import published_identifiers
from datasets.gates.order import telling_orders
from datasets.gates.parts import early_tests, shared_entities, shared_groups, short_gap
from datasets.gates.recomputing import recomputable_target
from datasets.gates.twins import twin_rows

GATES: tuple[Callable[[GateCase], list[Finding]], ...] = (
    published_identifiers,
    foretelling_columns,
    recomputable_target,
    telling_orders,
    twin_rows,
    shared_groups,
    shared_entities,
    early_tests,
    short_gap,
    differing_parts,
    idle_columns,
)
TELLING = (foretelling_columns, recomputable_target, telling_orders)
"""The gates that look at the answer."""
SEVEREST_FIRST = ("blocks", "warns", "passes")


def find_leaks(case: GateCase) -> list[Finding]:
    """What blocks first, then what warns, then what was looked at and passes; the same case gives the same findings.
    A gate that has nothing to look at (no groups, no times) says nothing."""
    return severest_first([finding for gate in GATES for finding in gate(case)])


def find_tellers(case: GateCase) -> list[Finding]:
    """What tells the answer of this case, and nothing of the rows as such."""
    return [finding for gate in TELLING for finding in gate(case)]


def severest_first(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: SEVEREST_FIRST.index(finding.severity))
