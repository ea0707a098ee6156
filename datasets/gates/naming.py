"""Columns to be published that hold identifiers."""

import pandas as pd

from datasets.gates.case import Finding, GateCase
from datasets.identifiers.find import find_identifiers
from datasets.identifiers.identified import Identified

NAMES = frozenset({"firm", "person", "vessel"})


def published_identifiers(case: GateCase) -> list[Finding]:
    """Every column of both tables is searched, the ids and the target among them. A hit blocks; what column statistics
    alone take for a name of a firm, a person or a ship warns, because a name has no check digit."""
    found = find_identifiers(pd.concat([case.train, case.test], ignore_index=True))
    return [_finding(one) for one in found] or [Finding("identifier_published", "passes", "", 0.0, 0.0)]


def _finding(found: Identified) -> Finding:
    is_guess = found.certainty == "likely" and found.kind in NAMES
    values = {"kind": found.kind, "rows": found.count, "example": found.example, "is_embedded": found.is_embedded}
    return Finding("identifier_published", "warns" if is_guess else "blocks", found.column, found.share, 0.0, values)
