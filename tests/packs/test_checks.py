"""Every pack on the real engine: `evaluate check` calls it well, its kit evaluates, its notebook runs in the image."""

import json
from pathlib import Path

import docker
import pytest

from evaluator.bundle import IMAGE
from evaluator.cli import main
from smartport.packs.kits import write_kit
from smartport.packs.pack import Pack
from tests.packs.building import BASELINES

pytestmark = [pytest.mark.engine, pytest.mark.slow]

RUNNER = Path(__file__).parent / "run_notebook.py"
PLANS = ("accostage", "camions")
"""What is handed in are plans: nobody knows the right one, and their own scorers say what a plan is worth."""
GOOD = {"expected_met", "baseline_repeats", "right_answers_first", "nan_refused"}
ROOM = {"limits_fit", "limits_generous"}
"""On a machine twice as fast the same limits leave twice the room; too little is never well."""


@pytest.fixture(scope="module")
def kit(pack, built, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"kit-{pack.name}")
    write_kit(Pack.read(pack), built.practice, folder=folder)
    return folder


def test_pack_is_well(pack, built, capsys):
    """With the bundle where `data build` put it, and the baselines in the pack."""
    may_look = {"limits_generous"} | ({"answers_unknown"} if pack.name in PLANS else set())
    code = main(["check", str(built.folder), "--pack", str(pack), "--json"])
    told = json.loads(capsys.readouterr().out)
    found = [(one["code"], one["text"]) for one in told["findings"] if one["level"] != "good"]
    assert (code, [one for one in found if one[0] not in may_look]) == (0, [])
    assert tuple(run["name"] for run in told["baselines"]) == BASELINES
    good = GOOD - ({"right_answers_first"} if pack.name in PLANS else set())
    codes = {one["code"] for one in told["findings"]}
    assert codes >= good
    assert codes & ROOM


def test_notebook_runs_top_to_bottom_in_the_image(kit):
    """As a student has it, but without network; it ends with a file that can be handed in."""
    kit.chmod(0o777)
    said = (
        docker.from_env()
        .containers.run(
            IMAGE,
            ["python", "/runner.py", "notebook.ipynb"],
            working_dir="/kit",
            volumes={str(kit): {"bind": "/kit", "mode": "rw"}, str(RUNNER): {"bind": "/runner.py", "mode": "ro"}},
            environment={"OMP_NUM_THREADS": "1"},
            network_mode="none",
            mem_limit="2g",
            nano_cpus=1_000_000_000,
            remove=True,
            stderr=True,
        )
        .decode()
    )
    assert "pictures: 0" not in said
    assert (kit / "predictions.csv").exists(), said


def test_what_the_notebook_wrote_evaluates_in_one_line(pack, kit, capsys):
    """`evaluate practice predictions.csv`, as the notebook says; it comes after the notebook."""
    if not (kit / "predictions.csv").exists():
        test_notebook_runs_top_to_bottom_in_the_image(kit)
    assert main([str(kit / "practice"), str(kit / "predictions.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "scored"
