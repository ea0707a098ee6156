"""A log that grows, piece by piece: each part once and in order, cut between characters, gaps said."""

from dataclasses import dataclass

from evaluator.log import printable, to_whole_character
from smartport.client.tongue import gettext


@dataclass(frozen=True)
class LogEnd:
    """The last bytes of a log that is `size` bytes long, so far or altogether."""

    body: bytes
    size: int
    is_live: bool

    @property
    def start(self) -> int:
        """Where in the log the body begins."""
        return self.size - len(self.body)


@dataclass
class Follower:
    """Knows how many bytes of the log were given out."""

    given: int = 0

    def news(self, end: LogEnd) -> str:
        """What is new in it, fit for a terminal."""
        said = ""
        if end.size < self.given:
            said, self.given = _aside(gettext("the run begins again")), 0
        if end.start > self.given:
            said += _aside(gettext("%(count)s bytes left out") % {"count": end.start - self.given})
            self.given = end.start
        fresh = end.body[self.given - end.start :]
        if end.is_live:  # the rest of a character, or of a line's end, may be on its way
            fresh = to_whole_character(fresh).removesuffix(b"\r")
        self.given += len(fresh)
        return said + printable(fresh)


def _aside(words: str) -> str:
    """What is said between the parts of a log, and is none of it."""
    return f"\n[... {words} ...]\n"
