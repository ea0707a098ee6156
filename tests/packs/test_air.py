"""The pack of air: its bundle, what its statements tell, and a test that is like the training."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pandas as pd
import pytest
import yaml

from datasets.simulation.skies.pollution.sites import CASABLANCA
from evaluator.bundle import Bundle
from evaluator.metrics.program.measures.computing import Ready
from smartport.packs.pack import LANGUAGES
from tests.packs.building import BASELINES, PACKS

AIR = PACKS / "air"
PARTS = ("public", "private")
KEYS = ("score", "skill_pm10", "skill_no2", "csi_pm10", "csi_no2")


@pytest.fixture(scope="module")
def air(build):
    return build("air")


@pytest.fixture(scope="module")
def train(air):
    return pd.read_csv(air.release / "data" / "train.csv")


@pytest.fixture(scope="module")
def truth(air):
    return pd.read_csv(air.bundle / "reference" / "reference.csv")


@pytest.fixture(scope="module")
def thresholds():
    scores = yaml.safe_load((AIR / "challenge.yaml").read_text(encoding="utf-8"))["evaluation"]["scores"]
    return {score["target"]: score["threshold"] for score in scores if score["metric"] == "csi"}


def program(name: str) -> ModuleType:
    spec = spec_from_file_location(name.replace("/", "_"), AIR / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def statement(language: str) -> str:
    """With points in the numbers and a minus that Python reads."""
    text = (AIR / f"statement.{language}.md").read_text(encoding="utf-8")
    return re.sub(r"(?<=\d),(?=\d)", ".", text).replace("−", "-")


def rows_of(text: str, *, like: str) -> list[list[str]]:
    """The cells of the lines of tables whose first cell is such."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(rf"\| {like}", line)
    ]


def test_bundle_is_one_the_evaluator_takes(air):
    bundle = Bundle.read(air.bundle)
    assert bundle.predictions.header == ("hour_id", "pm10", "no2")
    assert [(column.key, column.better, column.primary) for column in bundle.scores] == [
        (key, "higher", key == "score") for key in KEYS
    ]


@pytest.mark.parametrize("part", PARTS)
def test_decent_baseline_is_ahead_in_everything(part):
    challenge = yaml.safe_load((AIR / "challenge.yaml").read_text(encoding="utf-8"))
    naive, decent = (challenge["baselines"][name]["expected"] for name in BASELINES)
    assert [key for key in KEYS if decent[f"{part}_{key}"] < naive[f"{part}_{key}"] + 0.2] == []


def test_test_is_long_enough_and_by_whole_bulletins(air, train, truth):
    test = pd.read_csv(air.bundle / "input" / "test.csv").merge(truth[["hour_id", "part"]], on="hour_id")
    assert test.groupby("bulletin")["part"].nunique().max() == 1
    assert not set(train["bulletin"]) & set(test["bulletin"])
    assert test.groupby("part")["bulletin"].nunique().to_dict() == {"private": 129, "public": 54}
    assert 40_000 < len(train) < 60_000


@pytest.mark.parametrize("name", ["pm10", "no2"])
def test_one_hour_in_ten_reaches_the_threshold_in_every_part(name, train, truth, thresholds):
    parts = {"train": train[name], **{part: truth.loc[truth["part"] == part, name] for part in PARTS}}
    shares = {part: (values >= thresholds[name]).mean() for part, values in parts.items()}
    assert {part: share for part, share in shares.items() if not 0.08 <= share <= 0.12} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_statement_tells_the_numbers_of_the_figure(language, train):
    much, little = program("figure").by_sector(train)
    table = [[re.findall(r"[\d.]+", cell)[0] for cell in row] for row in rows_of(statement(language), like=r"\d+°")]
    assert table == [[str(at), f"{little[at]:.1f}", f"{much[at]:.1f}"] for at in (45, 90, 225, 315)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_statement_tells_thresholds_and_numbers_of_bulletins(language, air, train, thresholds):
    text = statement(language)
    test = pd.read_csv(air.bundle / "input" / "test.csv")
    assert [str(rows["bulletin"].nunique()) for rows in (train, test)] == re.findall(
        r"`(?:train|test)`\D+?(\d+)\s(?:bulletins|نشرة)", text
    )
    assert re.findall(r"(\d+)\s(?:µg/m³|ميكروغراما/م³) (?:de|of|من) (PM10|NO2)", text) == [
        (str(value), name.upper()) for name, value in thresholds.items()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_statement_and_decent_baseline_have_the_plan_of_the_simulation(language, monkeypatch):
    places = {place.code: (place.east, place.north) for place in (*CASABLANCA.stations, *CASABLANCA.quays)}
    told = {row[0]: (float(row[2]), float(row[3])) for row in rows_of(statement(language), like=r"[A-Z]+\d? \|")}
    assert told == places
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # as the program sets it, and then as before
    decent = program("baselines/decent/main")
    codes = {name: name[:3].upper() for name in decent.QUAYS if name.endswith("_t_h")} | {"ships_other": "CON"}
    assert decent.STATIONS | {codes[name]: place for name, place in decent.QUAYS.items()} == places


@pytest.mark.parametrize("language", LANGUAGES)
def test_worked_example_is_what_the_evaluator_computes(language, air, tmp_path):
    """With four hours of NO2 for the skill of 0.4 and the CSI of 0.5 that it takes for given."""
    text = statement(language)
    hours = [[float(cell) for cell in row[:5]] for row in rows_of(text, like=r"\d+ \| \d+ \| -?\d+ \|")]
    pm10, before, missed, told, off = (list(column) for column in zip(*hours, strict=True))
    assert missed == [one - other for one, other in zip(before, pm10, strict=True)]
    assert off == [one - other for one, other in zip(told, pm10, strict=True)]
    no2 = [20.0, 60.0, 30.0, 45.0]
    rows = pd.DataFrame({"pm10": pm10, "no2": no2, "pm10_24h_before": before, "no2_24h_before": [x + 10 for x in no2]})
    both = pd.concat([rows.assign(part=part) for part in PARTS], ignore_index=True)
    both.assign(hour_id=[f"h{row}" for row in range(8)]).to_csv(tmp_path / "reference.csv", index=False)
    answers = {"pm10": told * 2, "no2": [26.0, 54.0, 36.0, 51.0] * 2}
    found = Ready.read(Bundle.read(air.bundle).task, tmp_path).scores(answers)
    assert [f"{found[f'private_{key}']:.3f}" for key in ("skill_no2", "csi_no2")] == ["0.400", "0.500"]
    assert [f"{found[f'private_{key}']:.3f}" for key in ("skill_pm10", "csi_pm10", "score")] == re.findall(
        r"\*\*(0\.\d{3})\*\*", text
    )
