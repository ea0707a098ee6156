"""The final order, and by which rule each tie was broken. Never at random, never by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import inf

from challenges.errors import gettext_noop
from challenges.jury.marks import Marks
from challenges.jury.rubric import quantised

FINAL, JURY, CRITERION = "final", "jury", "criterion"
HEAD_TO_HEAD, PRIVATE, EARLIER, NONE = "head_to_head", "private", "earlier", "none"
RULES = {
    FINAL: gettext_noop("the final score"),
    JURY: gettext_noop("the jury's score"),
    CRITERION: gettext_noop("the heaviest criterion"),
    HEAD_TO_HEAD: gettext_noop("how many jurors put one before the other"),
    PRIVATE: gettext_noop("the private leaderboard"),
    EARLIER: gettext_noop("the earlier last valid submission"),
    NONE: gettext_noop("nothing: they share the place"),
}


@dataclass(frozen=True)
class Grounds:
    """What ties are broken by, each by project; who has no value of a rule stands behind those who have one.

    `final` is F and `jury` J, neither rounded; `criterion` the quality by the heaviest criterion alone; `private` the
    sort value of the private leaderboard, smaller for better; `last_submission` when the last valid one was received.
    """

    final: Mapping[str, Fraction]
    jury: Mapping[str, Fraction]
    marks: Marks
    criterion: Mapping[str, Fraction] = field(default_factory=dict)
    private: Mapping[str, Fraction] = field(default_factory=dict)
    last_submission: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stands: `final` is F as it is published; of 1-2-2-4 both seconds have `rank` 2. `decided_by` is
    the rule that put it before the next one, "" of the last; NONE where they share the place."""

    project: str
    rank: int
    final: Decimal
    decided_by: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects of the same F, in the order that they ended in, and the rules that were needed for it, in theirs."""

    projects: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """The final order: `standings` from the first to the last, and its `ties`."""

    standings: tuple[Standing, ...]
    ties: tuple[Tie, ...]

    @property
    def projects(self) -> tuple[str, ...]:
        return tuple(standing.project for standing in self.standings)


# Where a rule puts the projects of one tie: smaller stands before.
Rule = Callable[[Grounds, Sequence[str]], Mapping[str, Fraction | Decimal | float]]


def final_order(grounds: Grounds) -> Order:
    """F is quantised to 0.01 once, half up; then by F, J, the heaviest criterion (both compared as they are printed, to
    0.01), head-to-head among those who are still tied, the private leaderboard, and the earlier last valid submission.
    Who is equal in all of them shares the place (1-2-2-4)."""
    standings: list[Standing] = []
    for projects, decided_by in _split(grounds, sorted(grounds.final), rules=list(_RULES), last=""):
        rank = len(standings) + 1
        for at, project in enumerate(projects, start=1):
            by = decided_by if at == len(projects) else NONE
            standings.append(Standing(project, rank, quantised(grounds.final[project]), by))
    return Order(tuple(standings), tuple(_ties(standings)))


def _split(
    grounds: Grounds, projects: Sequence[str], *, rules: Sequence[str], last: str
) -> list[tuple[Sequence[str], str]]:
    """Those whom no rule parts, and the rule that parts them from the next; `last` is that of the last of them."""
    if len(projects) == 1 or not rules:
        return [(projects, last)]
    rule, *others = rules
    places = _RULES[rule](grounds, projects)
    parted = [[project for project in projects if places[project] == place] for place in sorted(set(places.values()))]
    found: list[tuple[Sequence[str], str]] = []
    for at, part in enumerate(parted, start=1):
        found += _split(grounds, part, rules=others, last=last if at == len(parted) else rule)
    return found


def _ties(standings: Sequence[Standing]) -> list[Tie]:
    tied: dict[Decimal, list[Standing]] = {}
    for standing in standings:
        tied.setdefault(standing.final, []).append(standing)
    return [
        Tie(tuple(standing.project for standing in found), _needed(standing.decided_by for standing in found[:-1]))
        for found in tied.values()
        if len(found) > 1
    ]


def _needed(rules: Iterable[str]) -> tuple[str, ...]:
    used = set(rules)
    return tuple(rule for rule in RULES if rule in used)


def _by_points(points: Mapping[str, Fraction], projects: Sequence[str]) -> dict[str, Decimal]:
    """The higher before; without points last."""
    return {name: -quantised(points[name]) if name in points else Decimal("Infinity") for name in projects}


def _by_jurors(grounds: Grounds, projects: Sequence[str]) -> dict[str, Fraction]:
    """Against each other tied project: a win for whom more of the jurors who scored both put before, half for a
    draw."""
    scores = {name: {mark.juror: mark.score for mark in grounds.marks.of_project[name]} for name in projects}
    wins = dict.fromkeys(projects, Fraction())
    for one, other in combinations(projects, 2):
        both = scores[one].keys() & scores[other].keys()
        more = sum(_sign(scores[one][juror] - scores[other][juror]) for juror in both)
        wins[one] -= Fraction(1 + _sign(more), 2)
        wins[other] -= Fraction(1 - _sign(more), 2)
    return wins


def _by_private(grounds: Grounds, projects: Sequence[str]) -> dict[str, Fraction | float]:
    return {name: grounds.private.get(name, inf) for name in projects}


def _by_time(grounds: Grounds, projects: Sequence[str]) -> dict[str, float]:
    """Without a submission last."""
    times = grounds.last_submission
    return {name: times[name].timestamp() if name in times else inf for name in projects}


def _sign(value: Fraction | int) -> int:
    return (value > 0) - (value < 0)


_RULES: Mapping[str, Rule] = {
    FINAL: lambda grounds, projects: _by_points(grounds.final, projects),
    JURY: lambda grounds, projects: _by_points(grounds.jury, projects),
    CRITERION: lambda grounds, projects: _by_points(grounds.criterion, projects),
    HEAD_TO_HEAD: _by_jurors,
    PRIVATE: _by_private,
    EARLIER: _by_time,
}
