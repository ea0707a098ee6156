"""What an assignment has to be made of: jurors, projects, conflicts, and what was given already."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from challenges.errors import Refusal, gettext_noop
from challenges.jury.marks import BALLOTS_AT_LEAST, Pair


class NobodyToAsk(Refusal):
    code = "nobody_to_ask"
    message = gettext_noop("There is no juror who can score.")
    hint = gettext_noop("Invite jurors; they count once they have accepted and declared their conflicts.")


class ProjectsShort(Refusal):
    """Details: projects, at_least. `short` has the number of jurors that each could still have."""

    code = "projects_short_of_jurors"
    message = gettext_noop("Fewer than %(at_least)s jurors without conflict, of different institutions: %(projects)s.")
    hint = gettext_noop("Invite a juror who is free for these projects, or ask for fewer ballots a project.")

    def __init__(self, short: Mapping[str, int], *, at_least: int) -> None:
        super().__init__(projects=", ".join(short), at_least=at_least)
        self.short = dict(short)


@dataclass(frozen=True)
class Wanted:
    """`jurors` are those who can score now, with their institution ("" for none); `anchors` are some of `projects`.

    `cast` are ballots (juror, project) that were given and stay, also by jurors who are gone: they are not in `jurors`,
    and `gone` tells their institutions. `assigned` was told to jurors before and is kept where possible. `expertise` is
    0 to 1, and 0 where nothing is said. `slack` is by how many ballots loads may lie outside of floor and ceil.
    """

    jurors: Mapping[str, str]
    projects: Sequence[str]
    anchors: Collection[str] = ()
    ballots_each: int = BALLOTS_AT_LEAST
    conflicts: Collection[Pair] = ()
    expertise: Mapping[Pair, float] = field(default_factory=dict)
    cast: Collection[Pair] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    assigned: Collection[Pair] = ()
    slack: int = 0
    seed: int = 0

    @cached_property
    def away(self) -> frozenset[Pair]:
        """Conflicts, as a set."""
        return frozenset(self.conflicts)

    @cached_property
    def fixed(self) -> frozenset[Pair]:
        """What is not chosen: the ballots that were given, and every anchor by every juror who may score it."""
        everybody = {(juror, anchor) for juror in self.jurors for anchor in self.anchors}
        return (frozenset(self.cast) | everybody) - self.away

    @cached_property
    def open(self) -> tuple[Pair, ...]:
        """What may be chosen, in a fixed order."""
        anchors, closed = set(self.anchors), self.away | self.fixed
        taken = {(self.institution(juror), project) for juror, project in self.fixed}
        pairs = ((juror, project) for project in self.projects for juror in sorted(self.jurors))
        return tuple(
            pair
            for pair in pairs
            if pair[1] not in anchors
            and pair not in closed
            and not (self.institution(pair[0]) and (self.institution(pair[0]), pair[1]) in taken)
        )

    @cached_property
    def lacking(self) -> dict[str, int]:
        """How many ballots each project that is no anchor still needs."""
        given, anchors = Counter(project for _, project in self.fixed), set(self.anchors)
        return {name: max(0, self.ballots_each - given[name]) for name in self.projects if name not in anchors}

    def institution(self, juror: str) -> str:
        """Empty for none."""
        return self.jurors.get(juror) or self.gone.get(juror) or ""


def require_possible(wanted: Wanted) -> None:
    """Every project by itself can have its ballots. Raises NobodyToAsk or ProjectsShort."""
    if not wanted.jurors:
        raise NobodyToAsk
    given = Counter(project for _, project in wanted.fixed)
    voices: dict[str, set[str]] = {project: set() for project in wanted.projects}
    for juror, project in wanted.open:
        voices[project].add(wanted.institution(juror) or f"\0{juror}")  # whoever has none stands for themselves
    possible = {project: given[project] + len(voices[project]) for project in wanted.projects}
    if short := {project: count for project, count in possible.items() if count < wanted.ballots_each}:
        raise ProjectsShort(short, at_least=wanted.ballots_each)
