"""The scorer of camions as a program: what it writes, what it refuses, and that the statements tell the same."""

import json
import shutil

import pandas as pd
import pytest

from datasets.simulation.gates.lanes import STAGES
from tests.packs.building import PACKS

CAMIONS = PACKS / "camions"
SECRET = "5e" * 32
HEADER = "request_id,part,day,haulier,preferred_slot,earliest_slot,latest_slot,direction,channel"
REQUESTS = f"""{HEADER}
ra,public,d1,h1,9,8,10,pickup,green
rb,public,d1,h2,10,8,11,delivery,orange
rc,public,d2,h3,10,10,12,empty,green
rd,private,d3,h4,9,8,10,pickup,red
re,private,d3,h4,21,20,21,delivery,green
"""
KEYS = ["cost", "wait", "deviation", "p95", "worst_haulier"]


@pytest.fixture
def score(tmp_path, run_program):
    """Scores the text of a predictions file; gives the two answers that may be written."""
    for name in ("ref", "res", "out"):
        (tmp_path / name).mkdir()
    for table in (CAMIONS / "tables").iterdir():
        shutil.copy(table, tmp_path / "ref")
    (tmp_path / "ref" / "reference.csv").write_text(REQUESTS)
    (tmp_path / "ref" / "secret").write_text(f"{SECRET}\n")

    def run(predictions):
        (tmp_path / "res" / "predictions.csv").write_bytes(
            predictions if isinstance(predictions, bytes) else predictions.encode()
        )
        ran = run_program(CAMIONS / "scorer" / "score.py", *(tmp_path / name for name in ("ref", "res", "out")))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        written = (tmp_path / "out" / name for name in ("scores.json", "refused.json"))
        scores, refused = (json.loads(path.read_text()) if path.exists() else None for path in written)
        for path in (tmp_path / "out").iterdir():
            path.rename(tmp_path / path.name)
        return scores, refused

    return run


def answers(*slots):
    """A file of predictions with these slots."""
    return "request_id,slot\n" + "".join(f"r{name},{slot}\n" for name, slot in zip("abcde", slots, strict=True))


def test_slots_are_scored_in_both_parts(score, tmp_path):
    scores, refused = score(answers(9, 10, 9, 9, 20))
    assert refused is None
    assert list(scores) == [f"{part}_{key}" for part in ("public", "private") for key in KEYS]
    assert (scores["public_deviation"], scores["private_deviation"]) == (180 / 3, 60 / 2)
    for part in ("public", "private"):
        wait, moved, late = (scores[f"{part}_{key}"] for key in ("wait", "deviation", "p95"))
        assert scores[f"{part}_cost"] == wait + 0.5 * moved + 0.25 * late
    losses = pd.read_csv(tmp_path / "row_losses.csv", index_col="id")["loss"]
    assert losses["rc"] >= 90
    assert losses["rb"] < 30


def test_order_of_rows_and_way_of_writing_change_nothing(score):
    straight, _ = score(answers(9, 10, 10, 9, 21))
    lines = answers("9.0", "1e1", "+10", " 9", "21.").splitlines()
    turned, refused = score("\r\n".join([lines[0], *lines[:0:-1]]) + "\r\n")
    assert refused is None
    assert turned == straight


def test_everybody_in_one_hour_is_scored(score):
    scores, refused = score(answers(21, 21, 21, 21, 21))
    assert refused is None
    assert scores["public_deviation"] == (720 + 2 * 660 + 660 + 2 * 600 + 660 + 2 * 540) / 3


@pytest.mark.parametrize(
    ("predictions", "faults"),
    [
        (answers(9, "9.5", 9, "20.999999999", 9), [("not_whole", 3, "slot"), ("not_whole", 5, "slot")]),
        (answers(5, 22, -9, 9, 9), [("outside_bounds", row, "slot") for row in (2, 3, 4)]),
        (answers("1e300", "nan", "inf", "", "neuf"),
         [("out_of_range", 2, "slot"), ("not_finite", 3, "slot"), ("not_finite", 4, "slot"),
          ("not_a_number", 5, "slot"), ("not_a_number", 6, "slot")]),
        (answers(9, 9, 9, 9, 9) + "ra,10\n", [("duplicate_id", 7, "request_id")]),
        (answers(9, 9, 9, 9, 9).replace("re,9\n", ""), [("missing_ids", None, None)]),
        (answers(9, 9, 9, 9, 9).replace("re,", "rz,"), [("missing_ids", None, None), ("unknown_id", 6, "request_id")]),
        ("request_id;slot\nra;9\n", [("not_csv", 1, None)]),
        ("request_id,slot,slot\nra,9,9\n", [("header_duplicate_column", 1, "slot")]),
        (b"", [("empty_file", None, None)]),
        (b"\xff\xfe\x00", [("not_utf8", 1, None)]),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_with_the_row(score, predictions, faults):
    scores, refused = score(predictions)
    assert scores is None
    assert [(fault["code"], fault["row"], fault["column"]) for fault in refused["faults"]] == faults
    assert refused["total"] == len(faults)


def test_statements_tell_the_same_example_and_stages():
    for language in ("fr", "ar", "en"):
        text = (CAMIONS / f"statement.{language}.md").read_text(encoding="utf-8").replace(",", ".")
        assert all(number in text for number in ("11 / 4 = 2.75", "240 / 4 = 60", "35.25"))
        for name, stage in STAGES.items():
            row = next(line for line in text.splitlines() if line.startswith(f"| `{name}`"))
            assert f"{stage.minutes:g}" in row.split("|")[3].split()


def test_statements_tell_the_numbers_of_the_figure(build):
    train = pd.read_csv(build("camions").release / "data" / "train.csv")
    by_hour = train.groupby("booked_slot")["wait_minutes"]
    numbers = train.groupby("booked_slot").size() / train["day"].nunique()
    for hour in (8, 10, 13, 16):
        wanted = [
            hour,
            *(round(value) for value in (numbers[hour], by_hour.mean()[hour], by_hour.quantile(0.95)[hour])),
        ]
        for language in ("fr", "ar", "en"):
            text = (CAMIONS / f"statement.{language}.md").read_text(encoding="utf-8")
            rows = [line for line in text.splitlines() if line.split()[:2] == ["|", str(hour)]]
            told = [int("".join(filter(str.isdigit, cell))) for cell in rows[0].strip("| ").split("|")]
            assert told == wanted
