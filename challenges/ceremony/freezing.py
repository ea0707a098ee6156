"""A script as it is kept in a row, and the digest that two people sign."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from challenges.ceremony.script import Step
from evaluator.report import canonical


def plain_script(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """As plain JSON values, in the order in which it is told."""
    return [
        {"key": one.key, "kind": one.kind, "shows": dict(one.shows), "notes": dict(one.notes), "holds": one.holds}
        for one in steps
    ]


def digest_of_script(script: Sequence[Mapping[str, Any]]) -> str:
    """The SHA-256 of its canonical JSON, in hexadecimal: the same for the same script from either database."""
    return hashlib.sha256(canonical({"script": list(script)}).encode()).hexdigest()
