"""Whoever brings a ZIP reads in the own language what is wrong with it: the sentences are those that a pack says."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.utils import translation

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from smartport.making.bringing import STARTS, Fault
from smartport.making.findings import translated
from smartport.making.pack_words import SENTENCES
from smartport.packs.pack import faults_of

PACK = settings.ROOT / "packs" / "rade"
WRONG = [
    {"slug": "É"},
    {"title": {"fr": "x"}},
    {"phase": None},
    {"phase": {"slug": "main", "daily_limit": "x"}},
    {"phase": {"slug": "main", "gap_minutes": -1}},
    {"phase": {"slug": "main", "logs": "some"}},
    {"phase": {"slug": "main", "x": 1}},
    {"baselines": {"../x": {}}},
    {"data": {"columns": [1]}},
    {"order": "x"},
    {"partners": "ANP"},
    {"prizes": "x"},
    {"scale": {"naive": 1}},
]


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "pack"
    shutil.copytree(PACK, copy, ignore=shutil.ignore_patterns("__pycache__", "kit", "tables"))
    return copy


def unknown(folder: Path) -> list[str]:
    """What is said that no catalogue knows."""
    faults = faults_of(folder)
    assert faults
    said = [STARTS.sub("", fault.replace(f" of {folder}", "").replace(f"{folder}/", "")) for fault in faults]
    return [sentence for sentence in said if not translated(sentence, SENTENCES)[1]]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_description_may_say_wrong_is_known(folder, wrong):
    described = yaml.safe_load((folder / "challenge.yaml").read_text("utf-8"))
    (folder / "challenge.yaml").write_text(yaml.safe_dump({**described, **wrong}), "utf-8")
    assert unknown(folder) == []


@pytest.mark.parametrize("text", ["title: [", "- one", "a: !!python/object:x.y {}"])
def test_what_is_no_description_is_known(folder, text):
    (folder / "challenge.yaml").write_text(text, "utf-8")
    assert unknown(folder) == []


@pytest.mark.parametrize("name", ["challenge.yaml", "statement.fr.md"])
def test_letters_of_another_encoding_are_known(folder, name):
    (folder / name).write_bytes("title: Énoncé".encode("windows-1252"))
    assert unknown(folder) == []
    assert [fault for fault in faults_of(folder) if "UTF-8" in fault and name in fault]


def test_page_that_is_missing_is_named(folder):
    (folder / "rules.ar.md").unlink()
    assert unknown(folder) == []


MAE = {"key": "mae", "better": "lower", "primary": True}
SCORED = [
    {"kinds": []},
    {"kinds": ["x"]},
    {"predictions": None},
    {"scores": []},
    {"scores": [{**MAE, "key": "É"}]},
    {"scores": [{**MAE, "better": "x"}]},
    {"scores": [{**MAE, "decimals": 99}]},
    {"scores": [{**MAE, "title": "x"}]},
    {"scores": [{**MAE, "better": "neither"}]},
    {"scores": [MAE, MAE]},
]


@pytest.fixture
def bundle(tmp_path):
    """A bundle with a program of its own, as the evaluator reads it."""
    folder = tmp_path / "bundle"
    for name in ("scorer/score.py", "reference/truth.csv", "input/sample.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("id,y\n1,2\n", "utf-8")
    return folder


def told_of(bundle: Path, **evaluation) -> Fault:
    predictions = {"file": "predictions.csv", "id": "id", "columns": ["y"]}
    whole = {"kinds": ["predictions"], "predictions": predictions, "scores": [MAE], **evaluation}
    (bundle / "challenge.yaml").write_text(yaml.safe_dump({"format": "smartport/1", "evaluation": whole}), "utf-8")
    with pytest.raises(BundleBroken) as broken:
        Bundle.read(bundle)
    return Fault.of_pack(str(broken.value))


@pytest.mark.parametrize("wrong", SCORED)
def test_what_a_bundle_may_say_wrong_is_known(bundle, wrong):
    fault = told_of(bundle, **wrong)
    assert (fault.file, fault.is_ours) == ("challenge.yaml", True), fault


def test_missing_file_of_a_bundle_is_named_in_french(bundle):
    shutil.rmtree(bundle / "reference")
    with translation.override("fr"):
        assert told_of(bundle).is_ours
