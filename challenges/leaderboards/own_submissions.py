"""A team's submissions as it asks for them: by state, tag and words, in the order it wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from challenges.evaluations.logbook import RECEIVED, STATES, Logged
from challenges.evaluations.models import State
from challenges.folding import fold
from challenges.leaderboards.comparing import by_merit

NEWEST, OLDEST, BEST, WORST = ORDERS = ("newest", "oldest", "best", "worst")
LONGEST_TAG, LONGEST_TEXT = 60, 200
# What was received a moment ago enters the queue in the next: who asks for what waits means both.
_STATES: Mapping[str, tuple[str, ...]] = {State.QUEUED.value: (State.QUEUED.value, RECEIVED)}


@dataclass(frozen=True)
class Asked:
    """What is looked for; empty words ask for nothing."""

    state: str = ""
    tag: str = ""
    text: str = ""
    order: str = NEWEST

    @property
    def is_narrow(self) -> bool:
        """Whether something is left out."""
        return bool(self.state or self.tag or self.text)


def asked_of(query: Mapping[str, str], *, text: str = "q") -> Asked:
    """What cannot be asked for is not; `text` is the parameter that carries the words."""
    state, order = query.get("state", ""), query.get("sort", "")
    return Asked(
        state=state if state in STATES else "",
        tag=query.get("tag", "").strip()[:LONGEST_TAG],
        text=query.get(text, "").strip()[:LONGEST_TEXT],
        order=order if order in ORDERS else NEWEST,
    )


def narrowed(lines: Sequence[Logged], asked: Asked, *, columns: Sequence[Mapping[str, Any]]) -> list[Logged]:
    """Those that are asked for (of lines that are newest first); by score, what has none comes last."""
    words = fold(asked.text).split()
    found = [
        line
        for line in lines
        if (not asked.state or line.state in _STATES.get(asked.state, (asked.state,)))
        and (not asked.tag or line.has_tag(asked.tag))
        and line.mentions(words)
    ]
    if asked.order in {NEWEST, OLDEST}:
        return found if asked.order == NEWEST else found[::-1]
    scored = by_merit(found, columns=columns)
    with_score = {line.id for line in scored}
    return [*(scored if asked.order == BEST else scored[::-1]), *(one for one in found if one.id not in with_score)]
