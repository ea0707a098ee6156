"""One thing that waits for somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Urgency(IntEnum):
    """NOW: somebody is kept waiting, or something is lost. SOON: it will be so. WHEN_QUIET: good to know."""

    NOW = 0
    SOON = 1
    WHEN_QUIET = 2

    @property
    def word(self) -> str:
        """For a class of the page."""
        return {0: "bad", 1: "warn", 2: "quiet"}[self.value]


@dataclass(frozen=True)
class Need:
    """A sentence, what it is about in a second one, since when, and the button: where it leads, or, with `is_deed`,
    what it does at once."""

    urgency: Urgency
    sign: str
    title: str
    about: str = ""
    since: datetime | None = None
    button: str = ""
    address: str = ""
    is_deed: bool = False
