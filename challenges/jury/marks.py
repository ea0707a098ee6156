"""What a round's valid ballots say, as plain values: the input of all arithmetic of the jury.

A juror who did not score a project (not assigned, not yet, recused) has no mark there: missing, never zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from challenges.errors import Refusal, gettext_noop
from challenges.jury.rubric import Criterion, score

BALLOTS_AT_LEAST = 3
# From how many marks on it says something that they are all the same.
SEVERAL = 3

Pair = tuple[str, str]  # juror, project
Matrix = npt.NDArray[np.float64]


class MarkUnusable(Refusal):
    """Details: juror, project."""

    code = "mark_unusable"
    message = gettext_noop("The ballot of %(juror)s on %(project)s cannot be counted.")
    hint = gettext_noop(
        "It is there twice, is of somebody or something unknown, lies outside of 0 to 100, or its juror is recused."
    )


class TooFewBallots(Refusal):
    """Details: projects, at_least. `short` has the number of ballots of each."""

    code = "too_few_ballots"
    message = gettext_noop("Fewer than %(at_least)s valid ballots: %(projects)s.")
    hint = gettext_noop("Ask a reserve juror to score them.")

    def __init__(self, short: Mapping[str, int], *, at_least: int) -> None:
        super().__init__(projects=", ".join(short), at_least=at_least)
        self.short = dict(short)


class AllEqual(Refusal):
    code = "all_grades_equal"
    message = gettext_noop("All grades are the same: they put no project before another.")
    hint = gettext_noop(
        "Ballots that were cast stay as they are, and without a ranking there is no motion. While the round goes on, a "
        "reserve who is called in can score them too; after a screening the finalists are chosen by hand."
    )


class ConstantJuror(Refusal):
    """Details: jurors. `jurors` names them one by one."""

    code = "constant_juror"
    message = gettext_noop("Always the same grade: %(jurors)s. Such grades put no project before another.")
    hint = gettext_noop(
        "Speak with the juror; ballots that were cast stay as they are. While the round goes on, a reserve can be "
        "called in."
    )

    def __init__(self, jurors: Sequence[str]) -> None:
        super().__init__(jurors=", ".join(jurors))
        self.jurors = tuple(jurors)


@dataclass(frozen=True, slots=True)
class Mark:
    """One valid ballot: the score of 0 to 100, the grades it came from by criterion, the seconds it took."""

    juror: str
    project: str
    score: Fraction
    grades: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    seconds: int | None = None

    @property
    def pair(self) -> Pair:
        return self.juror, self.project

    @classmethod
    def graded(
        cls, pair: Pair, grades: Mapping[str, Fraction], criteria: Sequence[Criterion], *, seconds: int | None = None
    ) -> "Mark":
        """The mark that these grades make. Raises what rubric.score raises."""
        return cls(*pair, score(grades, criteria), dict(grades), seconds)


@dataclass(frozen=True)
class Marks:
    """All of a round. `jurors` and `projects` give the order of rows and columns everywhere; nothing depends on it but
    the bootstrap's stream of weights. Raises MarkUnusable."""

    jurors: tuple[str, ...]
    projects: tuple[str, ...]
    marks: tuple[Mark, ...]
    recused: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        jurors, projects, seen = set(self.jurors), set(self.projects), set[Pair]()
        for mark in self.marks:
            known = mark.juror in jurors and mark.project in projects and 0 <= mark.score <= 100
            if not known or mark.pair in seen or mark.pair in self.recused:
                raise MarkUnusable(juror=mark.juror, project=mark.project)
            seen.add(mark.pair)

    @classmethod
    def of(cls, marks: Iterable[Mark], *, recused: Iterable[Pair] = ()) -> "Marks":
        """With the jurors and projects that occur, in the order of their names."""
        found, away = tuple(marks), frozenset(recused)
        pairs = [*(mark.pair for mark in found), *away]
        return cls(_ordered(juror for juror, _ in pairs), _ordered(project for _, project in pairs), found, away)

    @cached_property
    def matrix(self) -> Matrix:
        """Scores, a row a project and a column a juror; NaN where there is no mark."""
        return self._matrix({mark.pair: float(mark.score) for mark in self.marks})

    def grades(self, criterion: str) -> Matrix:
        """The same of the grades of one criterion, as they were given."""
        return self._matrix(
            {mark.pair: float(mark.grades[criterion]) for mark in self.marks if criterion in mark.grades}
        )

    @cached_property
    def of_juror(self) -> Mapping[str, tuple[Mark, ...]]:
        """Each juror's marks, of every juror."""
        return _grouped(self.jurors, ((mark.juror, mark) for mark in self.marks))

    @cached_property
    def of_project(self) -> Mapping[str, tuple[Mark, ...]]:
        """Each project's marks, of every project."""
        return _grouped(self.projects, ((mark.project, mark) for mark in self.marks))

    @cached_property
    def voting(self) -> tuple[str, ...]:
        """The jurors who gave a mark at all."""
        return tuple(juror for juror in self.jurors if self.of_juror[juror])

    def without(self, juror: str) -> "Marks":
        """The round as if this juror had not sat in it."""
        return Marks(
            tuple(name for name in self.jurors if name != juror),
            self.projects,
            tuple(mark for mark in self.marks if mark.juror != juror),
            frozenset(pair for pair in self.recused if pair[0] != juror),
        )

    def on(self, criterion: Criterion) -> "Marks":
        """The same round scored by one criterion alone, 0 to 100."""
        scored = (
            Mark(mark.juror, mark.project, 100 * criterion.share(mark.grades[criterion.key]), mark.grades, mark.seconds)
            for mark in self.marks
        )
        return Marks(self.jurors, self.projects, tuple(scored), self.recused)

    def _matrix(self, values: Mapping[Pair, float]) -> Matrix:
        made = np.full((len(self.projects), len(self.jurors)), np.nan)
        rows = {project: row for row, project in enumerate(self.projects)}
        columns = {juror: column for column, juror in enumerate(self.jurors)}
        for (juror, project), value in values.items():
            made[rows[project], columns[juror]] = value
        return made


def require_enough(marks: Marks, *, at_least: int = BALLOTS_AT_LEAST) -> None:
    """Every project has this many valid ballots. Raises TooFewBallots."""
    counts = Counter(mark.project for mark in marks.marks)
    if short := {project: counts[project] for project in marks.projects if counts[project] < at_least}:
        raise TooFewBallots(short, at_least=at_least)


def require_difference(marks: Marks) -> None:
    """Not every mark is the same. Raises AllEqual."""
    if len({mark.score for mark in marks.marks}) <= 1:
        raise AllEqual


def constant_jurors(marks: Marks, *, several: int = SEVERAL) -> tuple[str, ...]:
    """Those who gave several projects one and the same score."""
    return tuple(
        juror
        for juror, given in marks.of_juror.items()
        if len(given) >= several and len({mark.score for mark in given}) == 1
    )


def require_no_constant_juror(marks: Marks, *, several: int = SEVERAL) -> None:
    """Raises ConstantJuror."""
    if found := constant_jurors(marks, several=several):
        raise ConstantJuror(found)


def _grouped(names: Sequence[str], marks: Iterable[tuple[str, Mark]]) -> dict[str, tuple[Mark, ...]]:
    groups: dict[str, list[Mark]] = {name: [] for name in names}
    for name, mark in marks:
        groups[name].append(mark)
    return {name: tuple(found) for name, found in groups.items()}


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
