"""The assignment of a screening: `python -m tests.benchmarks.assignment`; ends in 0 only if each size takes under 2 s.

With conflicts, institutions, expertise and two anchors; and once more without one of the jurors, who has given half of
the ballots.
"""

import random
from time import perf_counter

from challenges.jury.assigning import Assignment, assign
from challenges.jury.wanted import Wanted

SIZES = ((46, 12, 2), (200, 40, 2), (46, 12, 0), (200, 40, 0))
AT_MOST_SECONDS = 2.0


def wanted(projects: int, jurors: int, anchors: int) -> Wanted:
    stream = random.Random(projects)
    names = [f"P{number:03}" for number in range(projects)]
    sitting = {f"J{number:02}": f"I{number % (jurors // 2)}" for number in range(jurors)}
    pairs = [(juror, name) for name in names for juror in sitting]
    return Wanted(
        sitting,
        names,
        anchors=names[:anchors],
        conflicts=[pair for pair in pairs if stream.random() < 0.05 and pair[1] not in names[:anchors]],
        expertise={pair: stream.random() for pair in pairs},
        seed=1,
    )


def without_one(asked: Wanted, found: Assignment) -> Wanted:
    leaver, *others = asked.jurors
    cast = [pair for pair in sorted(found.pairs) if pair[0] == leaver][::2]
    return Wanted(
        {juror: asked.jurors[juror] for juror in others},
        asked.projects,
        anchors=asked.anchors,
        conflicts=asked.conflicts,
        expertise=asked.expertise,
        cast=cast,
        gone={leaver: asked.jurors[leaver]},
        assigned=[pair for pair in found.pairs if pair[0] != leaver],
    )


def main() -> int:
    slowest = 0.0
    for projects, jurors, anchors in SIZES:
        asked = wanted(projects, jurors, anchors)
        began = perf_counter()
        found = assign(asked)
        first = perf_counter() - began
        again = without_one(asked, found)
        began = perf_counter()
        assign(again)
        second = perf_counter() - began
        slowest = max(slowest, first, second)
        print(f"{projects:4} x {jurors:3}, {anchors} anchors: {first:6.3f} s; when one has dropped out {second:6.3f} s")
    return 0 if slowest <= AT_MOST_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
