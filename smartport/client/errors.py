"""What can go wrong for a caller.

Failure             it did not work; the message says what, the hint what to do
    Refused         the site said no: with its code, the field at fault, and the faults of a file
    Unreachable     nobody answered, or not the challenge's site
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from smartport.client.tongue import gettext, gettext_noop

# What systems usually say of files and networks; anything else stays as it is said.
REASONS = frozenset(
    {
        gettext_noop("Connection refused"),
        gettext_noop("Connection reset by peer"),
        gettext_noop("File exists"),
        gettext_noop("File name too long"),
        gettext_noop("Input/output error"),
        gettext_noop("Is a directory"),
        gettext_noop("Name or service not known"),
        gettext_noop("Network is unreachable"),
        gettext_noop("No route to host"),
        gettext_noop("No space left on device"),
        gettext_noop("No such file or directory"),
        gettext_noop("Not a directory"),
        gettext_noop("Permission denied"),
        gettext_noop("Read-only file system"),
        gettext_noop("Server disconnected without sending a response."),
        gettext_noop("Temporary failure in name resolution"),
    }
)
NUMBER = re.compile(r"\[Errno -?\d+\] ")


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


def unreadable(path: object, error: Exception, hint: str = "") -> Failure:
    """A file that cannot be read."""
    told = {"path": path, "reason": reason_of(error)}
    return Failure(gettext("%(path)s cannot be read (%(reason)s).") % told, hint)


def unwritable(path: object, error: Exception, hint: str = "") -> Failure:
    """A file that cannot be written."""
    told = {"path": path, "reason": reason_of(error)}
    return Failure(gettext("%(path)s cannot be written (%(reason)s).") % told, hint)


def reason_of(error: Exception) -> str:
    """Why, as the system says it: with its number, where it gives one."""
    said = getattr(error, "strerror", None) or str(error)
    reason = NUMBER.sub("", said, count=1)
    return said.replace(reason, gettext(reason)) if reason in REASONS else said
