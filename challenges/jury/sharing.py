"""Works out who scores what in a round from the rows as they are; writes nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from challenges.folding import fold
from challenges.jury.assigning import assign
from challenges.jury.models import Recusal, Round
from challenges.jury.programme import LoadsUneven
from challenges.jury.queries import counted_ballots, living_assignments
from challenges.jury.wanted import Wanted
from challenges.panels.knowing import knowledge_of
from challenges.panels.models import Candidate, Juror, Panel
from challenges.panels.queries import standing_candidates, voting

Pairs = frozenset[tuple[int, str]]
"""Jurors by their key, projects by their code."""
Basis = Wanted | Pairs
"""What a distribution follows from; of a final, where everybody scores all they may, the pairs themselves."""


@dataclass(frozen=True)
class Shares:
    """A distribution of one round, worked out from `basis`. `slack` is by how much loads had to be let differ beyond
    one."""

    pairs: Pairs
    basis: Basis
    slack: int = 0


def shares_of(panel: Panel, in_round: Round) -> Shares:
    """What the distribution would be now: the same whenever it is asked. Raises NobodyToAsk, ProjectsShort, LoadsUneven
    (where nothing helps), NotConnectable."""
    return solved(basis_of(panel, in_round))


def basis_of(panel: Panel, in_round: Round) -> Basis:
    """The rows, read."""
    return _pairs_of_final(panel) if in_round == Round.FINAL else _wanted(panel)


def solved(basis: Basis) -> Shares:
    """May take seconds on a large panel: to be called with nothing locked. Raises as `shares_of` does."""
    if not isinstance(basis, Wanted):
        return Shares(basis, basis)
    try:
        return Shares(_keyed(assign(basis).pairs), basis)
    except LoadsUneven as uneven:
        slack = uneven.details.get("slack")
        if not isinstance(slack, int) or slack <= basis.slack:
            raise
        return Shares(_keyed(assign(replace(basis, slack=slack)).pairs), basis, slack)


def by_juror(pairs: Collection[tuple[int, str]]) -> dict[int, list[str]]:
    """Codes in their order, by juror."""
    found: dict[int, list[str]] = defaultdict(list)
    for juror, code in sorted(pairs):
        found[juror].append(code)
    return dict(found)


def recused_pairs(panel: Panel) -> set[tuple[int, str]]:
    """(juror, code) of everybody who does not judge something."""
    rows = Recusal.objects.filter(juror__panel=panel).order_by()
    return set(rows.values_list("juror", "candidate__code"))


def _pairs_of_final(panel: Panel) -> Pairs:
    """Everybody scores every finalist but those they are recused from."""
    codes = list(standing_candidates(panel).filter(is_finalist=True).values_list("code", flat=True))
    jurors = voting(panel).values_list("pk", flat=True)
    return frozenset({(juror, code) for juror in jurors for code in codes} - recused_pairs(panel))


def _wanted(panel: Panel) -> Wanted:
    jurors = {str(one.pk): one for one in voting(panel)}
    projects = {one.code: one for one in standing_candidates(panel)}
    counted = [ballot.assignment for ballot in counted_ballots(panel, Round.SCREENING)]
    cast = [(one.juror, one.candidate.code) for one in counted if one.candidate.code in projects]
    told = living_assignments(panel, Round.SCREENING).filter(ballot__cast_at=None)
    assigned = [(str(one.juror_id), one.candidate.code) for one in told]
    return Wanted(
        jurors={key: fold(one.institution) for key, one in jurors.items()},
        projects=sorted(projects),
        anchors=sorted(code for code, one in projects.items() if one.is_anchor),
        ballots_each=panel.ballots_each,
        conflicts=sorted((str(juror), code) for juror, code in recused_pairs(panel)),
        expertise=_expertise(jurors, projects),
        cast=sorted((str(juror.pk), code) for juror, code in cast),
        gone={str(juror.pk): fold(juror.institution) for juror, _ in cast if str(juror.pk) not in jurors},
        assigned=sorted(pair for pair in assigned if pair[0] in jurors and pair[1] in projects),
        seed=panel.seed,
    )


def _expertise(jurors: Mapping[str, Juror], projects: Mapping[str, Candidate]) -> dict[tuple[str, str], float]:
    texts = {code: f"{one.project.title}\n{one.project.pitch}" for code, one in projects.items() if one.project}
    return knowledge_of({key: one.fields for key, one in jurors.items()}, texts)


def _keyed(pairs: Collection[tuple[str, str]]) -> Pairs:
    return frozenset((int(juror), code) for juror, code in pairs)
