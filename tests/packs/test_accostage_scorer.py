"""The scorer of accostage: two exercises worked by hand, every hostile plan refused with its row, and a slow judge."""

import importlib
import json
import random
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.packs.accostage import ACCOSTAGE, BERTHS, FIRST, FIRST_BEST, HEADER, PLAN, SECOND, SECOND_BEST, SHIPS, rows


@pytest.fixture
def score(tmp_path, run_program):
    """Scores the text of a plan for both exercises; gives the scores, the refusal and what is told to the team."""

    def run(predictions: str, *, best: tuple[int, int] = (FIRST_BEST, SECOND_BEST)) -> tuple[dict, dict, str]:
        ids = [line.split(",")[0] for line in (FIRST + SECOND).splitlines()]
        parts = "".join(f"{one},0,{'public' if one < 'E' else 'private'}\n" for one in reversed(ids))
        files = {
            "test.csv": SHIPS + FIRST + SECOND,
            "reference.csv": "call_id,waited_h,part\n" + parts,
            "berths.csv": BERTHS,
            "bounds.csv": f"instance,best,bound,digest\none,{best[0]}.00,{best[0]}.00,x\ntwo,{best[1]}.00,0.00,y\n",
        }
        for name in ("ref", "res", "out"):
            (tmp_path / name).mkdir()
        for name, text in files.items():
            (tmp_path / "ref" / name).write_text(text)
        (tmp_path / "res" / "predictions.csv").write_text(predictions)
        ran = run_program(ACCOSTAGE / "scorer" / "score.py", *(tmp_path / name for name in ("ref", "res", "out")))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        answers = (tmp_path / "out" / name for name in ("scores.json", "refused.json"))
        scores, refused = (json.loads(path.read_text()) if path.exists() else {} for path in answers)
        log = tmp_path / "out" / "public.log"
        return scores, refused, log.read_text() if log.exists() else ""

    return run


def test_exercises_worked_by_hand_score_to_the_last_digit(score):
    scores, refused, told = score(PLAN)
    assert refused == {}
    assert scores == {
        "public_gap": float(Fraction(100 * 3_100, 17_750)),
        "public_cost": 20.85,
        "public_best": 0,
        "private_gap": float(Fraction(100 * 104_275, 204_000)),
        "private_cost": 30.8275,
        "private_best": 0,
    }
    assert (round(scores["public_gap"], 4), round(scores["private_gap"], 4)) == (17.4648, 51.1152)
    assert told == "instance,cost_usd,gap_percent\none,20850.00,17.46\n"


def test_best_plans_of_both_have_no_gap_and_are_counted(score):
    first, second = "A,1,15.5\nB,2,18.5\nC,1,4\nD,2,5\n", "E,1,0.5\nF,2,20\nG,1,23.5\nH,2,10\nK,1,16\n"
    scores, _, _ = score(HEADER + first + second)
    assert [scores[f"{part}_{key}"] for part in ("public", "private") for key in ("gap", "best")] == [0, 1, 0, 1]


def test_plan_better_than_the_best_known_has_a_gap_below_zero(score):
    scores, _, _ = score(PLAN, best=(41_700, SECOND_BEST))
    assert (scores["public_gap"], scores["public_best"]) == (-50, 1)


def test_ship_without_a_berth_waits_480_hours_wherever_it_would_enter(score):
    scores, _, _ = score(PLAN.replace("K,2,38.75", "K,0,-7"))
    assert scores["private_cost"] == (5_125 + 16_875 + 480 * 330) / 1000


def test_order_of_rows_and_columns_does_not_matter(score):
    lines = PLAN.removeprefix(HEADER).splitlines()
    turned = ["{2},{0},{1}".format(*line.split(",")) for line in random.Random(1).sample(lines, len(lines))]
    scores, _, _ = score("enters_h,call_id,berth\n\n" + "\n".join(turned))
    assert (scores["public_cost"], scores["private_cost"]) == (20.85, 30.8275)


def test_hours_are_rounded_to_the_hundredth_before_they_are_judged(score):
    scores, refused, _ = score(PLAN.replace("D,2,33.5", "D,2,33.495").replace("K,2,38.75", "K,2.0,38.750000000001"))
    assert refused == {}
    assert (scores["public_cost"], scores["private_cost"]) == (20.85, 30.8275)


@pytest.mark.parametrize(
    ("written", "instead", "faults"),
    [
        ("A,1,0", "A,3,0", [("unknown_berth", 2, "berth", "3")]),
        ("A,1,0", "A,1.5,0", [("unknown_berth", 2, "berth", "1.5")]),
        ("A,1,0", "A,-1,0", [("unknown_berth", 2, "berth", "-1")]),
        ("B,2,2", "B,1,50", [("too_long", 3, "berth", "1")]),
        ("D,2,33.5", "D,1,40", [("too_deep", 5, "berth", "1")]),
        ("D,2,33.5", "D,2,4.99", [("too_early", 5, "enters_h", "4.99"), ("berth_taken", 5, "enters_h", "4.99")]),
        ("C,1,26", "C,1,25.99", [("port_closed", 4, "enters_h", "25.99")]),
        ("G,1,16", "G,1,14.5", [("port_closed", 8, "enters_h", "14.50")]),
        ("D,2,33.5", "D,2,33.49", [("berth_taken", 5, "enters_h", "33.49")]),
        ("K,2,38.75", "K,2,29", [("berth_taken", 10, "enters_h", "29.00")]),
        ("K,2,38.75", "K,2,28.75", [("berth_taken", 10, "enters_h", "28.75")]),
        ("A,1,0", "A,1,-2.5", [("too_early", 2, "enters_h", "-2.50")]),
        ("A,1,0", "A,1,1e14", []),
        ("A,1,0", "A,1,nan", [("not_finite", 2, "enters_h", "nan")]),
        ("A,1,0", "A,1,inf", [("not_finite", 2, "enters_h", "inf")]),
        ("A,1,0", "A,1,1e300", [("out_of_range", 2, "enters_h", "1e300")]),
        ("A,1,0", "A,CER-1,0", [("not_a_number", 2, "berth", "CER-1")]),
        ("A,1,0\n", "A,1,0\nA,1,0\n", [("duplicate_id", 3, "call_id", "A")]),
        ("A,1,0\n", "", [("missing_ids", None, None, "1")]),
        ("A,1,0", "Z,1,0", [("missing_ids", None, None, "1"), ("unknown_id", 2, "call_id", "Z")]),
    ],
)
def test_hostile_plan_is_refused_with_its_row(score, written, instead, faults):
    assert written in PLAN
    scores, refused, told = score(PLAN.replace(written, instead))
    found = [(one["code"], one["row"], one["column"], one["value"]) for one in refused.get("faults", [])]
    assert found == faults
    assert (scores == {}, told == "") == (bool(faults), bool(faults))


def test_refusal_says_in_plain_words_what_is_wrong(score):
    _, refused, _ = score(PLAN.replace("D,2,33.5", "D,2,30").replace("B,2,2", "B,1,1"))
    assert [one["message"] for one in refused["faults"]] == [
        "The ship is too long for this berth: 225 m, and the berth takes 180 m.",
        "The ship is not there yet: it arrives at 2.00 h.",
        "Another ship has this berth: A (row 2) leaves it at 20.00 h, and the next may enter 1.50 h later, at 21.50 h.",
        "Another ship has this berth: B (row 3) leaves it at 31.00 h, and the next may enter 1.50 h later, at 32.50 h.",
    ]


def test_all_faults_of_a_bad_plan_are_counted(score):
    _, refused, _ = score(HEADER + "".join(f"{ship},2,21\n" for ship in "ABCDEFGHK"))
    assert (
        refused["total"] == 4 + 3 + 4
    )  # closed for the first four; each berth taken but for the first of its exercise
    assert len(refused["faults"]) == refused["total"]


def test_statements_tell_the_first_exercise():
    for language in ("fr", "ar", "en"):
        text = (ACCOSTAGE / f"statement.{language}.md").read_text(encoding="utf-8")
        plain = text.replace(",", ".").replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(".", "")
        assert all(number in plain for number in ("6600", "14250", "20850", "11550", "6200", "17750", "1746"))


@pytest.fixture(scope="module")
def judge():
    """The modules plan and verify of the scorer."""
    names = ("plan", "verify")
    sys.path.insert(0, str(ACCOSTAGE / "scorer"))
    try:
        yield tuple(importlib.import_module(name) for name in names)
    finally:
        sys.path.remove(str(ACCOSTAGE / "scorer"))
        for name in names:
            sys.modules.pop(name, None)


def slow_faults(ships, berths, places):
    """The ships at fault, hundredth of an hour by hundredth; of two at one berth, the one that enters later."""
    wrong, taken = set(), {}
    for ship, berth, enters in places:
        row, at = ships[ship], berths.get(berth)
        if berth == 0:
            continue
        arrives, stay = (round(100 * float(row[name])) for name in ("arrives_h", "handling_h"))
        closed = {
            hundredth
            for spell in row["closed_h"].split()
            for hundredth in range(*(100 * int(edge) for edge in spell.split("-")))
        }
        if at is None or any(int(row[name]) > int(at[name]) for name in ("length_m", "draught_m")):
            wrong.add(ship)
        if enters < arrives or enters in closed:
            wrong.add(ship)
        if at is None:
            continue
        for hundredth in range(enters, enters + stay + 150):
            taken.setdefault((row["instance"], berth, hundredth), set()).add(ship)
    entered = {ship: (enters, place) for place, (ship, _, enters) in enumerate(places)}
    for together in taken.values():
        first = min(together, key=entered.get)
        wrong |= together - {first}
    return wrong


HOURS = st.one_of(st.integers(0, 6000), st.sampled_from([0, 1600, 2000, 2150, 2600, 3350, 4000, 4100]))


@given(st.lists(st.tuples(st.integers(0, 3), HOURS), min_size=9, max_size=9))
@settings(max_examples=150, deadline=None)
def test_verifier_agrees_with_a_slow_clock(judge, drawn):
    plan, verify = judge
    ships = {row["call_id"]: row for row in rows(SHIPS + FIRST + SECOND)}
    berths = {int(row["berth"]): row for row in rows(BERTHS)}
    places = [(ship, berth, enters) for ship, (berth, enters) in zip(ships, drawn, strict=True)]
    made = [
        plan.Place(plan.Ship.of(ships[ship]), float(berth), plan.nearest(enters / 100), row)
        for row, (ship, berth, enters) in enumerate(places)
    ]
    known = {number: plan.Berth.of(row) for number, row in berths.items()}
    found = {list(ships)[fault.row] for fault in verify.faults(made, berths=known)}
    assert found == slow_faults(ships, berths, places)
