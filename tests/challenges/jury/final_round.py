"""A final of eight projects and six jurors with everything in it: grades, a recusal and a scale; and with a motion."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from challenges.jury.anchored import Scale
from challenges.jury.case import Case
from challenges.jury.combining import Weights
from challenges.jury.judgement import judge
from challenges.jury.marks import Mark, Marks
from challenges.jury.motions import Motion
from challenges.jury.rubric import exact
from challenges.jury.snapshot import take_snapshot
from tests.challenges.jury.panels import CRITERIA

PROJECTS = tuple(f"P{number}" for number in range(8))
JURORS = tuple(f"J{number}" for number in range(6))
AWAY = ("J1", "P2")
NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)
METRICS = ("7.25", "7.1", "9.75", "7.75", "12.5", "7.5", "1.5")  # of all but the last project


def grades():
    """Some for every ballot, always the same ones."""
    stream = random.Random(4)
    return {
        (sitting, name): {one.key: Fraction(stream.randint(1, 5)) for one in CRITERIA}
        for name in PROJECTS
        for sitting in JURORS
    }


def final_round(**changes):
    marks = [
        Mark.graded(pair, given, CRITERIA, seconds=90 + at)
        for at, (pair, given) in enumerate(grades().items())
        if pair != AWAY
    ]
    case = Case(
        Marks(JURORS, PROJECTS, tuple(marks), frozenset({AWAY})),
        CRITERIA,
        seed=11,
        weights=Weights.of("0.6"),
        scale=Scale.of(naive="12.5", target="2"),
        metrics=dict(zip(PROJECTS, map(exact, METRICS), strict=False)),
        private={"P0": Fraction(1, 3)},
        last_submission={name: NOON + timedelta(minutes=at) for at, name in enumerate(PROJECTS)},
    )
    return replace(case, **changes)


def with_motion(case):
    """The first two change places."""
    first, second, *others = judge(case).decided
    motion = Motion((first, second, *others), (second, first, *others), "Shown live.", JURORS[:3], JURORS[3:4])
    return replace(case, motions=(motion,))


def snapshot(case=None, **about):
    chosen = case or final_round()
    return take_snapshot(chosen, judge(chosen), about={"program": "0.1.0", "names": {"P0": "Les Alizés"}, **about})
