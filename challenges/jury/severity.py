"""Additive least squares: how good each project is, once it is known how severe each juror is.

`S_ij = q_i + b_j + e_ij` with `sum_j b_j = 0`: the q and b that leave the smallest sum of squares, in exact fractions,
so that every machine finds the same digits and equal is equal. On a complete panel q_i is the plain mean.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from challenges.errors import Refusal, gettext_noop
from challenges.jury.marks import Marks, Pair, require_enough

# How many projects should tie a part of the panel to the rest.
ANCHORS = 2

Row = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Part:
    """Jurors and projects that are compared with one another, and with nobody else."""

    jurors: tuple[str, ...]
    projects: tuple[str, ...]


class Disconnected(Refusal):
    """Details: parts (how many), anchors (a text). `parts` are the groups, the largest first; `anchors` are the pairs
    (juror, project) that, scored, would connect them."""

    code = "panel_disconnected"
    message = gettext_noop("The panel falls into %(parts)s parts that no juror compares: it has no ranking.")
    hint = gettext_noop("Add anchors, scored by jurors of both parts: %(anchors)s.")

    def __init__(self, parts: Sequence[Part], anchors: Sequence[Pair]) -> None:
        told = "; ".join(f"{juror} → {project}" for juror, project in anchors)
        super().__init__(parts=len(parts), anchors=told or "—")
        self.parts = tuple(parts)
        self.anchors = tuple(anchors)


@dataclass(frozen=True)
class Fit:
    """`quality` q of every project that has a mark, 0 to 100 and rarely beyond; `severity` b of every juror who gave
    one, in points: negative for the harsh, positive for the lenient; `residuals` e of every mark."""

    quality: Mapping[str, Fraction]
    severity: Mapping[str, Fraction]
    residuals: Mapping[Pair, Fraction]

    @property
    def spread(self) -> float | None:
        """The standard deviation of e, in points, over the degrees of freedom; None where none is left."""
        freedom = len(self.residuals) - len(self.quality) - len(self.severity) + 1
        return sqrt(sum(float(left) ** 2 for left in self.residuals.values()) / freedom) if freedom > 0 else None


def fit(marks: Marks) -> Fit:
    """The least squares of a connected panel; tenths of a second at 200 projects and 40 jurors. Raises Disconnected,
    and TooFewBallots where a project has no mark."""
    require_enough(marks, at_least=1)
    require_connected(marks)
    means = {
        project: sum((mark.score for mark in given), Fraction()) / len(given)
        for project, given in marks.of_project.items()
    }
    rows, right = _equations(marks, means)
    found = _solved(rows, right, list(marks.voting))
    middle = sum(found.values(), Fraction()) / max(1, len(found))
    severity = {juror: value - middle for juror, value in found.items()}
    quality = {
        project: means[project] - sum((severity[mark.juror] for mark in given), Fraction()) / len(given)
        for project, given in marks.of_project.items()
    }
    residuals = {mark.pair: mark.score - quality[mark.project] - severity[mark.juror] for mark in marks.marks}
    return Fit(quality, severity, residuals)


def parts(marks: Marks) -> list[Part]:
    """The connected parts of the graph of jurors and projects, the one with most projects first. Jurors without a mark
    are in none, a project without a mark is one by itself."""
    unseen, found = set(marks.projects), list[Part]()
    for start in marks.projects:
        if start not in unseen:
            continue
        jurors, projects, waiting = set[str](), {start}, [start]
        while waiting:
            for mark in marks.of_project[waiting.pop()]:
                fresh = set() if mark.juror in jurors else {other.project for other in marks.of_juror[mark.juror]}
                jurors.add(mark.juror)
                waiting += sorted(fresh - projects)
                projects |= fresh
        unseen -= projects
        found.append(
            Part(
                tuple(name for name in marks.jurors if name in jurors),
                tuple(name for name in marks.projects if name in projects),
            )
        )
    return sorted(found, key=lambda part: (-len(part.projects), -len(part.jurors)))


def require_connected(marks: Marks) -> None:
    """Raises Disconnected."""
    found = parts(marks)
    if len(found) > 1:
        raise Disconnected(found, anchors_between(marks, found))


def anchors_between(marks: Marks, found: Sequence[Part]) -> list[Pair]:
    """For every part but the largest up to ANCHORS pairs (juror, project) that tie it to that one: its own jurors score
    what most of the others have scored, else the others score what is its own; never a recused pair."""
    main, *others = found
    pairs: list[Pair] = []
    for part in others:
        possible = [*_crossing(marks, part.jurors, main.projects), *_crossing(marks, main.jurors, part.projects)]
        chosen: list[Pair] = []
        for juror, project in possible:
            if len(chosen) < ANCHORS and project not in {taken for _, taken in chosen}:
                chosen.append((juror, project))
        pairs += chosen
    return pairs


def _crossing(marks: Marks, jurors: Sequence[str], projects: Sequence[str]) -> list[Pair]:
    most = sorted(projects, key=lambda project: -len(marks.of_project[project]))
    freest = sorted(jurors, key=lambda juror: len(marks.of_juror[juror]))
    return [(juror, project) for project in most for juror in freest if (juror, project) not in marks.recused]


def _equations(marks: Marks, means: Mapping[str, Fraction]) -> tuple[dict[str, Row], Row]:
    """The normal equations once every q is put as its mean without severities: a row and a right side a juror."""
    rows: dict[str, Row] = {juror: defaultdict(Fraction) for juror in marks.voting}
    right: Row = defaultdict(Fraction)
    for project, given in marks.of_project.items():
        share = Fraction(1, len(given))
        for mark in given:
            rows[mark.juror][mark.juror] += 1
            right[mark.juror] += mark.score - means[project]
            for other in given:
                rows[mark.juror][other.juror] -= share
    return rows, right


def _solved(rows: dict[str, Row], right: Row, jurors: list[str]) -> Row:
    """By elimination, with the last juror's b at zero: only differences are determined."""
    unknown = jurors[:-1]
    for at, pivot in enumerate(unknown):
        for juror in unknown[at + 1 :]:
            if rows[juror].get(pivot):
                factor = rows[juror][pivot] / rows[pivot][pivot]
                for column in unknown[at:]:
                    rows[juror][column] -= factor * rows[pivot][column]
                right[juror] -= factor * right[pivot]
    found: Row = dict.fromkeys(jurors[-1:], Fraction())
    for at in reversed(range(len(unknown))):
        pivot = unknown[at]
        known = sum((rows[pivot][column] * found[column] for column in unknown[at + 1 :]), Fraction())
        found[pivot] = (right[pivot] - known) / rows[pivot][pivot]
    return {juror: found[juror] for juror in jurors}
