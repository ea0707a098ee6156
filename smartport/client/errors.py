"""What can go wrong for a caller.

Failure             it did not work; the message says what, the hint what to do
    Refused         the site said no: with its code, the field at fault, and the faults of a file
    Unreachable     nobody answered, or not the challenge's site
"""

from collections.abc import Mapping, Sequence
from typing import Any


class Failure(Exception):
    """It did not work."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class Refused(Failure):
    """The site said no. `fault_count` may exceed the faults listed."""

    def __init__(self, status: int, told: Mapping[str, Any]) -> None:
        super().__init__(str(told.get("message", "")), str(told.get("hint", "")))
        self.status = status
        self.code = str(told.get("code", ""))
        self.field = told.get("field")
        self.faults: Sequence[Mapping[str, Any]] = told.get("faults", ())
        self.fault_count = int(told.get("fault_count", len(self.faults)))


class Unreachable(Failure):
    """Nobody answered, or somebody else did."""
