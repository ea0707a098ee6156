"""Parts and limits of a challenge, from their numbers alone."""

from dataclasses import replace

import pytest

from evaluator.bundle import Bundle, ScoreColumn
from evaluator.checking.findings import BaselineRun
from evaluator.checking.measures import of_limits, of_parts, of_sizes
from evaluator.checking.truth import Truth
from evaluator.limits import MIB
from evaluator.report import Outcome, Usage

LOWER = ScoreColumn("mae", {}, "", "lower", primary=True, decimals=3)
HIGHER = replace(LOWER, better="higher")
SAME = {"public_mae": 3.0, "private_mae": 3.0}
USAGE = Usage(1.0, 2.0, 100 * MIB, 0, 0, 0)


def run(name: str, public: float, private: float) -> BaselineRun:
    scores = {"public_mae": public, "private_mae": private}
    return BaselineRun(name, Outcome.SCORED, {}, scores, scores, USAGE, USAGE)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("public",) * 50 + ("private",) * 50, "parts_sized"),
        (("public",) * 29 + ("private",) * 300, "part_tiny"),
        (("public",) * 40 + ("private",) * 2000, "part_tiny"),
        (("public",) * 100, "part_tiny"),
    ],
)
def test_part_of_few_rows_is_looked_at(parts: tuple[str, ...], code: str) -> None:
    assert [finding.code for finding in of_sizes(Truth((), parts, {}))] == [code]


def test_parts_that_are_not_told_are_not_judged() -> None:
    assert list(of_sizes(Truth((), (), {}))) == []


@pytest.mark.parametrize(
    ("runs", "asked", "column", "expected"),
    [
        ([run("a", 1.0, 1.2), run("b", 2.0, 1.9)], [], LOWER, {"parts_agree"}),
        ([run("a", 1.0, 2.5)], [], LOWER, {"parts_disagree"}),
        ([run("a", 1.0, 2.0), run("b", 2.0, 1.9)], [], LOWER, {"parts_rank_otherwise"}),
        ([run("a", 0.9, 0.8), run("b", 0.8, 0.9)], [], HIGHER, {"parts_rank_otherwise"}),
        ([run("a", 1.0, 1.0)], [dict(SAME)], LOWER, {"parts_are_one"}),
        ([run("a", 1.0, 1.0)], [{"public_mae": 3.0, "private_mae": 3.1}], LOWER, {"parts_agree"}),
        ([], [dict(SAME)], LOWER, {"parts_are_one"}),
        ([BaselineRun("a", Outcome.CRASHED, {})], [], LOWER, set()),
        ([], [], LOWER, set()),
    ],
)
def test_board_that_foretells_nothing_is_looked_at(
    runs: list[BaselineRun], asked: list[dict[str, float]], column: ScoreColumn, expected: set[str]
) -> None:
    assert {finding.code for finding in of_parts(runs, asked, column)} == expected


@pytest.mark.parametrize(
    ("usage", "limits", "code"),
    [
        ({}, {"cpu_seconds": 10}, "limits_fit"),
        ({"cpu_seconds": 7.0}, {"cpu_seconds": 10}, "limits_tight"),
        ({"memory_peak_bytes": 700 * MIB}, {"memory_mb": 1024}, "limits_tight"),
        ({"cpu_seconds": 1.0}, {"cpu_seconds": 60}, "limits_generous"),
        ({"cpu_seconds": 0.01}, {"cpu_seconds": 10}, "limits_fit"),
    ],
)
def test_limits_are_held_against_the_heaviest_baseline(
    usage: dict[str, float], limits: dict[str, float], code: str, golden: Bundle
) -> None:
    bundle = replace(golden, solution=replace(golden.solution, **{"memory_mb": 1024, **limits}))
    heavy = replace(run("heavy", 1, 1), solution=replace(USAGE, **usage))
    light = replace(run("light", 1, 1), solution=replace(USAGE, cpu_seconds=0.001, memory_peak_bytes=MIB))
    assert [finding.code for finding in of_limits(bundle, [light, heavy], [])] == [code]


def test_scorer_near_its_limits_is_looked_at(golden: Bundle) -> None:
    usages = [USAGE, replace(USAGE, cpu_seconds=0.9 * golden.scoring.cpu_seconds)]
    assert [finding.code for finding in of_limits(golden, [], usages)] == ["limits_tight"]
