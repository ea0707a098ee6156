"""The pack of rade: what it says holds together, and its baselines score as they should."""

import io
import json
import re
import zipfile

import pandas as pd
import pytest
import yaml

from datasets.packing import pack_folder
from evaluator.bundle import Bundle
from tests.packs.conftest import RADE

BASELINES = ("naive", "decent")
LANGUAGES = ("fr", "ar", "en")


@pytest.fixture(scope="module")
def challenge():
    return yaml.safe_load((RADE / "challenge.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def baselines(rade, tmp_path_factory, run_program):
    """Each baseline and then the scorer, run as two programs; predictions.csv in res/, the scores in out/."""
    folders = {name: tmp_path_factory.mktemp(name) for name in BASELINES}
    for name, folder in folders.items():
        for place in ("res", "out"):
            (folder / place).mkdir()
        entry, scorer = RADE / "baselines" / name / "main.py", rade.bundle / "scorer" / "score.py"
        ran = run_program(entry, INPUT_DIR=str(rade.bundle / "input"), OUTPUT_DIR=str(folder / "res"))
        assert (ran.returncode, ran.stderr) == (0, "")
        ran = run_program(scorer, rade.bundle / "reference", folder / "res", folder / "out")
        assert (ran.returncode, ran.stderr) == (0, "")
    return folders


def test_bundle_is_one_the_evaluator_takes(rade):
    bundle = Bundle.read(rade.bundle)
    assert bundle.predictions.header == ("call_id", "q10", "q50", "q90")
    assert bundle.predictions.ids == "sample_submission.csv"
    assert [(column.key, column.better, column.primary) for column in bundle.scores] == [
        ("pinball", "lower", True),
        ("mae", "lower", False),
        ("coverage", "neither", False),
    ]


def test_texts_are_there_in_three_languages(challenge):
    texts = [challenge["title"], challenge["summary"], challenge["metric"], challenge["phase"]["title"]]
    texts += [column["title"] for column in challenge["evaluation"]["scores"]]
    texts += [challenge["baselines"][name][key] for name in BASELINES for key in ("title", "about")]
    assert all(tuple(text) == LANGUAGES and all(text.values()) for text in texts)


@pytest.mark.parametrize("name", ["statement", "rules"])
def test_pages_have_the_same_shape_in_three_languages(name):
    pages = [(RADE / f"{name}.{language}.md").read_text(encoding="utf-8") for language in LANGUAGES]
    shapes = [re.findall(r"^(#+ |\d+\. |\| |!\[|```)", page, re.MULTILINE) for page in pages]
    assert shapes[0] == shapes[1] == shapes[2]
    assert len(shapes[0]) >= 8


@pytest.mark.parametrize("name", BASELINES)
def test_baseline_packs_with_its_entry_point_at_the_root(name):
    with zipfile.ZipFile(io.BytesIO(pack_folder(RADE / "baselines" / name))) as packed:
        assert "main.py" in packed.namelist()


@pytest.mark.parametrize("name", BASELINES)
def test_baseline_scores_what_the_challenge_says(baselines, challenge, name):
    scores = json.loads((baselines[name] / "out" / "scores.json").read_text())
    expected = challenge["baselines"][name]["expected"]
    assert scores == pytest.approx(expected, rel=0.005)  # equal here; another processor may split a tree elsewhere


def test_decent_baseline_is_clearly_ahead(challenge):
    naive, decent = (challenge["baselines"][name]["expected"] for name in BASELINES)
    for part in ("public", "private"):
        assert decent[f"{part}_pinball"] < 0.85 * naive[f"{part}_pinball"]
        assert decent[f"{part}_mae"] < 0.85 * naive[f"{part}_mae"]
        assert 0.7 < decent[f"{part}_coverage"] < 0.9


def test_decent_baseline_gives_the_same_bytes_with_more_threads(rade, baselines, tmp_path, run_program):
    places = {"INPUT_DIR": str(rade.bundle / "input"), "OUTPUT_DIR": str(tmp_path)}
    ran = run_program(RADE / "baselines" / "decent" / "main.py", OMP_NUM_THREADS="2", **places)
    assert ran.returncode == 0
    before = baselines["decent"] / "res" / "predictions.csv"
    assert (tmp_path / "predictions.csv").read_bytes() == before.read_bytes()


def test_figure_is_drawn_from_the_data(rade, run_program):
    drawn = run_program(RADE / "figure.py", rade.release / "data" / "train.csv")
    assert drawn.stdout == (RADE / "figure.svg").read_text()


def test_statements_tell_the_numbers_of_the_figure(rade):
    train = pd.read_csv(rade.release / "data" / "train.csv")
    found = train.groupby("roads_ships")["waiting_hours"].quantile([0.1, 0.5, 0.9]).unstack()
    rows = [[f"{value:.1f}" if value < 10 else f"{value:.0f}" for value in found.loc[ships]] for ships in (0, 1, 3, 5)]
    for language in LANGUAGES:
        text = (RADE / f"statement.{language}.md").read_text(encoding="utf-8").replace(",", ".")
        table = [re.findall(r"[\d.]+", line) for line in text.splitlines() if re.match(r"\| [0135] \|", line)]
        assert [row[1:] for row in table] == rows
