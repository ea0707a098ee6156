"""Panels to compute with: the worked example, and random ones."""

from fractions import Fraction

from hypothesis import strategies as st

from challenges.jury.case import Case
from challenges.jury.marks import Mark, Marks
from challenges.jury.rubric import Criterion
from challenges.jury.severity import parts

CRITERIA = tuple(
    Criterion.of(key, weight=weight, lowest=1, highest=5)
    for key, weight in (("impact", 3), ("idea", 2), ("code", 2), ("pitch", 1))
)
# B wins by the plain mean, because two mild jurors saw it; A is the best.
WORKED = {
    "A": {"J1": 68, "J2": 80},
    "B": {"J2": 76, "J3": 88},
    "C": {"J1": 58, "J3": 82},
    "D": {"J1": 48, "J2": 60, "J3": 72},
}
SCORES = st.integers(0, 100)


def panel(scores, *, recused=()):
    """From project -> juror -> score."""
    marks = [Mark(juror, name, Fraction(score)) for name, given in scores.items() for juror, score in given.items()]
    return Marks.of(marks, recused=recused)


def graded(grades, *, criteria=CRITERIA):
    """From project -> juror -> the grades of all criteria, in their order."""
    marks = [
        Mark.graded((juror, name), {one.key: Fraction(x) for one, x in zip(criteria, given, strict=True)}, criteria)
        for name, of_jurors in grades.items()
        for juror, given in of_jurors.items()
    ]
    return Marks.of(marks)


def case(marks, **changes):
    return Case(**{"marks": marks, "criteria": (), "seed": 11, **changes})


@st.composite
def panels(draw, *, complete=False, jurors=(2, 6), projects=(2, 8), values=SCORES):
    """Random ones in which every juror and every project has a mark."""
    names = [f"P{number}" for number in range(draw(st.integers(*projects)))]
    sitting = [f"J{number}" for number in range(draw(st.integers(*jurors)))]
    scores = {}
    for at, name in enumerate(names):
        chosen = sitting if complete else draw(st.sets(st.sampled_from(sitting), min_size=1))
        chosen = {*chosen, sitting[at % len(sitting)]}
        scores[name] = {juror: draw(values) for juror in sorted(chosen)}
    return panel(scores)


def connected_panels(**options):
    return panels(**options).filter(lambda marks: len(parts(marks)) == 1)
