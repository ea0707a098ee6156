"""What a reader of a challenge does next: one clear step, and the way it is part of."""

from dataclasses import dataclass

from challenges.pages.visit import Visit
from challenges.submissions.allowance_rules import Allowance
from challenges.submissions.queries import allowance
from datasets.releases.queries import has_accepted_licence

WAY = ("account", "team", "rules", "data", "entry")


@dataclass(frozen=True)
class NextStep:
    """`name` says which step it is; `done` are the stops of the way that lie behind."""

    name: str
    done: frozenset[str]
    left: Allowance | None = None

    @property
    def way(self) -> list[tuple[str, str]]:
        """Each stop with its state: done, here, or ahead."""
        here = next((stop for stop in WAY if stop not in self.done), None)
        states = {stop: "done" if stop in self.done else "here" if stop == here else "ahead" for stop in WAY}
        return list(states.items())


def next_step(seen: Visit, *, can_score: bool) -> NextStep:
    """The first thing that is missing; after the close the result. Who may do it is asked where it is done."""
    state = seen.current.state if seen.current else "undated"
    left = allowance(seen.team, seen.phase, now=seen.now) if seen.team and seen.phase else None
    done = _done(seen, has_entry=bool(seen.phase and left and left.left_in_total < seen.phase.total_limit))
    return NextStep(_name(seen, state=state, done=done, can_score=can_score, left=left), done, left)


def _done(seen: Visit, *, has_entry: bool) -> frozenset[str]:
    release = seen.challenge.release
    is_met = {
        "account": seen.user.is_authenticated,
        "team": seen.team is not None,
        "rules": seen.has_accepted,
        "data": release is not None and has_accepted_licence(seen.user, release),
        "entry": has_entry,
    }
    return frozenset(stop for stop, met in is_met.items() if met)


def _name(seen: Visit, *, state: str, done: frozenset[str], can_score: bool, left: Allowance | None) -> str:
    if state == "closed":
        return "closed"
    missing = next((stop for stop in WAY[:4] if stop not in done), "")
    if missing == "team" and seen.now > seen.edition.teams_close:
        return "too_late"
    if missing == "data" and seen.challenge.release is None:
        missing = ""
    if missing:
        return missing
    if state != "open" or not can_score:
        return "prepare"
    if left is not None and not left.left_today:
        return "tomorrow" if left.left_in_total else "used_up"
    return "again" if "entry" in done else "entry"
