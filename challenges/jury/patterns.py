"""What looks odd in the ballots. A pattern proves nothing: it tells the president whom to speak with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from challenges.errors import gettext_noop
from challenges.jury.marks import SEVERAL, Marks, constant_jurors
from challenges.jury.severity import Fit

QUICK_SECONDS = 60
# A mark is far off from this many points and this many standard deviations of all residuals on.
FAR_POINTS, FAR_DEVIATIONS = 20, 2.5

ALL_EQUAL, FLAT, QUICK, ALIKE, EXTREME, FAR = "all_equal", "flat", "quick", "alike", "extreme", "far"
TITLES = {
    ALL_EQUAL: gettext_noop("the same score for every project"),
    FLAT: gettext_noop("in every ballot the same level for every criterion"),
    QUICK: gettext_noop("a ballot of less than a minute"),
    ALIKE: gettext_noop("two jurors with the same scores for every project that both scored"),
    EXTREME: gettext_noop("only lowest and highest scores"),
    FAR: gettext_noop("far from what the other jurors say, severity apart"),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One finding: `kind` is a key of TITLES; `project` is empty where it concerns all of a juror's ballots. `amount`
    is the number of seconds (QUICK) or of points above or below (FAR), else of ballots."""

    kind: str
    jurors: tuple[str, ...]
    project: str = ""
    amount: float = 0.0


def patterns(marks: Marks, *, found: Fit | None = None) -> list[Pattern]:
    """All of them, by kind in the order of TITLES; those that need the least squares only where `found` is given."""
    return [
        *(Pattern(ALL_EQUAL, (juror,), amount=len(marks.of_juror[juror])) for juror in constant_jurors(marks)),
        *_flat(marks),
        *_quick(marks),
        *_alike(marks),
        *_extreme(marks),
        *(_far(found) if found else ()),
    ]


def _flat(marks: Marks) -> Iterator[Pattern]:
    """Only grades on one and the same scale can be told to be at one level: the grades themselves are compared."""
    for juror, given in marks.of_juror.items():
        if len(given) >= SEVERAL and all(len(mark.grades) > 1 and len({*mark.grades.values()}) == 1 for mark in given):
            yield Pattern(FLAT, (juror,), amount=len(given))


def _quick(marks: Marks) -> Iterator[Pattern]:
    for mark in marks.marks:
        if mark.seconds is not None and mark.seconds < QUICK_SECONDS:
            yield Pattern(QUICK, (mark.juror,), mark.project, mark.seconds)


def _alike(marks: Marks) -> Iterator[Pattern]:
    scores = {juror: {mark.project: mark.score for mark in given} for juror, given in marks.of_juror.items()}
    for one, other in combinations(marks.voting, 2):
        both = scores[one].keys() & scores[other].keys()
        values = {scores[one][project] for project in both}
        if len(both) >= SEVERAL and len(values) > 1 and all(scores[one][name] == scores[other][name] for name in both):
            yield Pattern(ALIKE, (one, other), amount=len(both))


def _extreme(marks: Marks) -> Iterator[Pattern]:
    for juror, given in marks.of_juror.items():
        if len(given) >= SEVERAL and {mark.score for mark in given} == {0, 100}:
            yield Pattern(EXTREME, (juror,), amount=len(given))


def _far(found: Fit) -> Iterator[Pattern]:
    spread = found.spread
    if not spread:
        return
    for (juror, project), left in found.residuals.items():
        if abs(left) >= FAR_POINTS and abs(float(left)) >= FAR_DEVIATIONS * spread:
            yield Pattern(FAR, (juror,), project, float(left))
