"""The solver of accostage against brute force, and the best known plans of the data as they stand."""

import importlib
import json
import random
import sys
from fractions import Fraction
from itertools import permutations, product

import pandas as pd
import pytest

from tests.packs.accostage import ACCOSTAGE, BERTHS, FIRST, FIRST_BEST, SECOND, SECOND_BEST, SHIPS, rows


def brute_force(text):
    """The least cost over every order of the ships and every berth of each, in whole hundredths."""
    ships, berths = rows(SHIPS + text), rows(BERTHS)
    fits = [
        [place for place, at in enumerate(berths) if all(int(ship[n]) <= int(at[n]) for n in ("length_m", "draught_m"))]
        for ship in ships
    ]
    closed = [tuple(map(int, spell.split("-"))) for spell in ships[0]["closed_h"].split()]
    least = None
    for order in permutations(range(len(ships))):
        for taken in product(*fits):
            free, cost = [Fraction(0)] * len(berths), Fraction(0)
            for place in order:
                ship, berth = ships[place], taken[place]
                enters = max(Fraction(ship["arrives_h"]), free[berth])
                for begins, ends in closed:
                    enters = Fraction(ends) if begins <= enters < ends else enters
                free[berth] = enters + Fraction(ship["handling_h"]) + Fraction(3, 2)
                cost += int(ship["cost_per_h"]) * (enters - Fraction(ship["arrives_h"]))
            least = cost if least is None else min(least, cost)
    return least


@pytest.mark.parametrize(("text", "best"), [(FIRST, FIRST_BEST), (SECOND, SECOND_BEST)], ids=["first", "second"])
def test_best_of_both_exercises_is_that_of_brute_force(text, best):
    assert brute_force(text) == best


def solved(folder, run_program, *options, **environment):
    return run_program(ACCOSTAGE / "solver" / "bounds.py", folder, folder / "known.csv", *options, **environment)


def reference(folder, text):
    """As the build leaves it for the solver."""
    parts = "".join(f"{row['call_id']},private\n" for row in rows(SHIPS + text))
    for name, content in (
        ("test.csv", SHIPS + text),
        ("berths.csv", BERTHS),
        ("reference.csv", f"call_id,part\n{parts}"),
    ):
        (folder / name).write_text(content)


def drawn_exercise(rng, name):
    """Five ships."""
    for number in range(5):
        size = rng.choice(["125,7", "175,8", "175,9", "225,12"])
        hours = f"{rng.randint(0, 30) / 2},{size},{rng.randint(8, 60) / 2}"
        yield f"{name}{number},{name},{hours},{10 * rng.randint(10, 90)},20-26 40-48\n"


@pytest.mark.slow
def test_solver_finds_the_best_plan_and_proves_it(tmp_path, run_program):
    pytest.importorskip("ortools", reason="the solver of the pack")
    rng = random.Random(20261120)
    texts = [FIRST, SECOND, *("".join(drawn_exercise(rng, name)) for name in "pqr")]
    reference(tmp_path, "".join(texts))
    ran = solved(tmp_path, run_program)
    assert (ran.returncode, ran.stderr) == (0, "")
    bounds = {row["instance"]: row for row in rows((tmp_path / "bounds.csv").read_text())}
    for text in texts:
        told = bounds[text.split(",")[1]]
        assert Fraction(told["best"]) == Fraction(told["bound"]) == brute_force(text)


def test_solver_takes_what_is_known_and_says_what_to_install_for_the_rest(tmp_path, run_program):
    """Where OR-tools is not installed."""
    (tmp_path / "ortools").mkdir()
    (tmp_path / "ortools" / "__init__.py").write_text("raise ModuleNotFoundError('not here')\n")
    reference(tmp_path, FIRST)
    ran = solved(tmp_path, run_program, PYTHONPATH=str(tmp_path))
    assert ran.returncode == 1
    assert ran.stderr == "1 instances are not in known.csv, and to solve them takes: pip install ortools numpy\n"
    assert not (tmp_path / "bounds.csv").exists()


@pytest.fixture(scope="module")
def built(build):
    return build("accostage")


def plan_scores(built, plan, tmp_path, run_program):
    for name in ("res", "out"):
        (tmp_path / name).mkdir()
    plan[["call_id", "berth", "enters_h"]].to_csv(tmp_path / "res" / "predictions.csv", index=False)
    scorer = built.bundle / "scorer" / "score.py"
    ran = run_program(scorer, built.bundle / "reference", tmp_path / "res", tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads((tmp_path / "out" / "scores.json").read_text())


def test_thirty_exercises_are_hidden_and_their_bounds_are_tight(built):
    test = pd.read_csv(built.bundle / "reference" / "test.csv")
    parts = pd.read_csv(built.bundle / "reference" / "reference.csv").set_index("call_id")["part"]
    assert test.groupby(test["call_id"].map(parts))["instance"].nunique().to_dict() == {"private": 20, "public": 10}
    assert test.isna().sum().drop("closed_h").sum() == 0
    bounds = pd.read_csv(built.bundle / "reference" / "bounds.csv")
    gaps = 1 - bounds["bound"] / bounds["best"]
    assert gaps.between(0, 0.03).all()
    assert (gaps == 0).sum() > 15


def test_best_known_plans_are_taken_and_have_no_gap(built, tmp_path, run_program):
    best = pd.read_csv(built.bundle / "reference" / "plan.csv")
    scores = plan_scores(built, best, tmp_path, run_program)
    assert {key: scores[key] for key in scores if not key.endswith("cost")} == {
        "public_gap": 0,
        "private_gap": 0,
        "public_best": 10,
        "private_best": 20,
    }


def test_every_practice_exercise_is_known_as_well(built):
    bounds = pd.read_csv(built.practice / "reference" / "bounds.csv")
    assert list(bounds["instance"]) == sorted(pd.read_csv(built.practice / "input" / "test.csv")["instance"].unique())


@pytest.mark.parametrize("by", ["file", "call_id"])
def test_order_of_rows_or_of_ids_is_no_better_than_that_of_arrival(built, by, tmp_path, run_program):
    """Who serves ships in such an order does worse: it says nothing of the plan."""
    sys.path.insert(0, str(ACCOSTAGE / "baselines" / "naive"))
    try:
        naive = importlib.import_module("main")
    finally:
        sys.path.remove(str(ACCOSTAGE / "baselines" / "naive"))
        sys.modules.pop("main", None)
    ships = naive.read(built.bundle / "input" / "test.csv")
    ships = ships if by == "file" else ships.sort_values("call_id")
    berths = pd.read_csv(built.bundle / "input" / "berths.csv")
    plan = pd.concat([naive.dispatch(one, berths) for _, one in ships.groupby("instance")])
    truth = pd.read_csv(built.bundle / "reference" / "reference.csv").merge(ships, on="call_id")
    in_order = truth.assign(berth=truth["fcfs_berth"], enters_h=truth["arrives_h"] + truth["waited_h"])
    told = [tmp_path / name for name in ("told", "by_arrival")]
    for folder in told:
        folder.mkdir()
    scores, arrival = (
        plan_scores(built, one, folder, run_program) for one, folder in zip((plan, in_order), told, strict=True)
    )
    assert scores["private_gap"] > arrival["private_gap"]
    assert scores["public_gap"] > arrival["public_gap"]
