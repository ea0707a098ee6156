"""Who scores what.

Every anchor is scored by each juror who may; every other project by `ballots_each` jurors, no two of one institution.
Nobody scores a project of a conflict. Loads lie between floor and ceil of their mean. The panel is connected. Of all
such assignments the one of most expertise, with seeded noise so that equals are not always the same ones.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from challenges.errors import Refusal, gettext_noop
from challenges.jury.marks import Pair
from challenges.jury.programme import Programme, loads
from challenges.jury.wanted import Wanted, require_possible

CUTS_AT_MOST = 60


class NotConnectable(Refusal):
    code = "panel_not_connectable"
    message = gettext_noop("No assignment connects the panel: jurors of one part would never compare with the other.")
    hint = gettext_noop("Name anchors: two projects at least that every juror scores.")


@dataclass(frozen=True)
class Assignment:
    """Every pair (juror, project), the ballots that were given among them; `fresh` are those that nobody was told
    before. `loads` counts each present juror's."""

    pairs: frozenset[Pair]
    fresh: frozenset[Pair]
    loads: Mapping[str, int]


def assign(wanted: Wanted) -> Assignment:
    """The same for the same `wanted`. Raises NobodyToAsk, ProjectsShort, LoadsUneven or NotConnectable: each tells what
    makes it impossible."""
    require_possible(wanted)
    programme = Programme(wanted)
    cuts: list[list[int]] = []
    for _ in range(CUTS_AT_MOST):
        chosen = programme.solved(cuts, slack=wanted.slack)
        if chosen is None and not cuts:
            raise programme.unevenness()
        if chosen is None:
            break
        pairs = wanted.fixed | chosen
        jurors, projects = island(pairs)
        if not projects:
            told = {*wanted.cast, *wanted.assigned}
            return Assignment(pairs, frozenset(pairs - told), loads(wanted, pairs))
        # What is chosen next has to lead off the island.
        cuts.append([at for at, pair in enumerate(wanted.open) if (pair[0] in jurors) != (pair[1] in projects)])
    raise NotConnectable


def island(pairs: Collection[Pair]) -> tuple[frozenset[str], frozenset[str]]:
    """Jurors and projects of the smallest part that is connected with nothing else; none where everything is."""
    parts: list[tuple[set[str], set[str]]] = []
    for juror, project in sorted(pairs):
        touched = [part for part in parts if juror in part[0] or project in part[1]]
        parts = [part for part in parts if part not in touched]
        merged = {juror}.union(*(part[0] for part in touched)), {project}.union(*(part[1] for part in touched))
        parts.append(merged)
    if len(parts) < 2:
        return frozenset(), frozenset()
    jurors, projects = min(parts, key=lambda part: (len(part[1]), sorted(part[1])))
    return frozenset(jurors), frozenset(projects)
