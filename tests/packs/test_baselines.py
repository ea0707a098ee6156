"""The baselines of every pack: they score what is written, the decent one is clearly ahead, and bytes repeat."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import yaml

from datasets.packing import pack_folder
from datasets.packs import build_pack
from tests.datasets.day import TODAY
from tests.packs.building import BASELINES, played_once, primary_of

CLEARLY = 15  # points of 100


@pytest.fixture(scope="module")
def challenge(pack):
    return yaml.safe_load((pack / "challenge.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def played(slug, tmp_path_factory, run_program):
    """The folder of each baseline: its predictions in res/, its scores in scores.json."""
    return {name: played_once(slug, name, tmp_path_factory, run=run_program) for name in BASELINES}


@pytest.mark.parametrize("name", BASELINES)
def test_baseline_packs_with_its_entry_point_at_the_root(pack, name):
    with zipfile.ZipFile(io.BytesIO(pack_folder(pack / "baselines" / name))) as packed:
        assert "main.py" in packed.namelist()


@pytest.mark.parametrize("name", BASELINES)
def test_baseline_scores_what_the_challenge_says(played, challenge, name):
    expected = challenge["baselines"][name]["expected"]
    scores = json.loads((played[name] / "scores.json").read_text())
    scores = {key: value for key, value in scores.items() if key in expected}
    # Equal here but for the decimals that are written; another processor may split a tree elsewhere.
    assert scores == pytest.approx(expected, rel=0.005, abs=0.0005)


def test_decent_baseline_is_clearly_ahead(built, challenge):
    """By at least 15 points of the scale from the naive baseline to the target, in both parts; and not beyond."""
    key, sign = primary_of(built.bundle)
    scale = challenge["scale"]
    naive, decent = (challenge["baselines"][name]["expected"] for name in BASELINES)
    span = scale["target"] - scale["naive"]
    assert span * sign > 0
    points = 100 * (decent[f"private_{key}"] - scale["naive"]) / span
    assert CLEARLY <= points < 100
    assert (decent[f"public_{key}"] - naive[f"public_{key}"]) * sign > 0


def test_decent_baseline_gives_the_same_bytes_with_more_threads(pack, built, played, tmp_path, run_program):
    places = {"INPUT_DIR": str(built.bundle / "input"), "OUTPUT_DIR": str(tmp_path)}
    ran = run_program(pack / "baselines" / "decent" / "main.py", OMP_NUM_THREADS="2", **places)
    assert ran.returncode == 0
    before = next((played["decent"] / "res").iterdir())
    assert (tmp_path / before.name).read_bytes() == before.read_bytes()


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_seed_gives_the_same_bytes(pack, built, tmp_path):
    again = build_pack(pack, to=tmp_path / "again", on=TODAY)
    for one, other in ((built.release, again.release), (built.bundle, again.bundle), (built.practice, again.practice)):
        assert files(one) == files(other)
