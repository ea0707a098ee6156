"""`smartport test`: where it finds what to practise with, what it runs, and what it says where it cannot."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from evaluator.bundle import IMAGE
from tests.evaluator.conftest import sandbox  # noqa: F401
from tests.factories import BUNDLE, accept_licence, bundle_folder, predictions_csv

PROGRAM = """\
import os
print("read", sorted(os.listdir(os.environ["INPUT_DIR"])))
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as out:
    out.write("id,value\\na,1\\nb,2\\nc,3\\nd,4\\n")
"""


@pytest.fixture
def kit_folder(tmp_path):
    """A starter kit, unpacked: a program and its practice."""
    folder = tmp_path / "kit"
    bundle_folder(folder / "practice", files=BUNDLE)
    (folder / "main.py").write_text(PROGRAM)
    return folder


@pytest.fixture
def kept_kit(kit_folder, challenge):
    """The same on the site."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(kit_folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(kit_folder).as_posix())
    content = packed.getvalue()
    challenge.kit, challenge.kit_size = default_storage.save("", ContentFile(content)), len(content)
    challenge.save()
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def no_engine(monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")


def test_without_an_engine_it_says_what_to_install(smartport, kit_folder, no_engine):
    said = smartport("test", kit_folder / "main.py")
    assert said.status == 1
    assert said.err == (
        "smartport: No container engine answers on this machine. Install Docker (docs.docker.com/engine/install), "
        "start it, and try again; or hand in and see there.\n"
    )


@pytest.mark.engine
def test_without_the_image_it_says_how_it_is_built(smartport, kit_folder, sandbox):  # noqa: F811
    described = kit_folder / "practice" / "challenge.yaml"
    described.write_text(described.read_text().replace(IMAGE, "nobody-has-this:1"))
    said = smartport("test", kit_folder)
    assert said.status == 1
    assert said.err == (
        "smartport: The engine does not have the image that the site runs entries in. "
        "Build it, once: python -m evaluator.runtime.build\n"
    )


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("nothing.csv", "There is no file {entry}."),
        ("empty", "There is no main.py in {entry}. Name the program, a folder with it, a zip or predictions."),
    ],
)
def test_entry_that_is_none_is_one_line(smartport, kit_folder, tmp_path, entry, line):
    (tmp_path / "empty").mkdir()
    said = smartport("test", tmp_path / entry, "--kit", kit_folder)
    assert (said.status, said.err) == (1, f"smartport: {line.format(entry=tmp_path / entry)}\n")


def test_place_without_a_bundle_is_one_line(smartport, kit_folder, tmp_path):
    said = smartport("test", kit_folder, "--bundle", tmp_path)
    assert said.err == (
        f"smartport: There is no practice bundle at {tmp_path}: no challenge.yaml. "
        "Get the kit: smartport kit CHALLENGE\n"
    )


def test_challenge_without_a_kit_says_so(smartport, phase, tmp_path):
    (tmp_path / "mine.csv").write_bytes(predictions_csv(a=1))
    said = smartport("test", tmp_path / "mine.csv", "-c", "rade")
    assert said.err.startswith("smartport: rade has no starter kit to test with.")


def test_kit_is_downloaded_once_and_kept(
    logged_in, alice, alices_team, licensed, kept_kit, environ, tmp_path, no_engine
):
    accept_licence(licensed.release, alice)
    environ["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    (tmp_path / "mine.csv").write_bytes(predictions_csv(a=1))
    for _ in range(2):
        said = logged_in(alice)("test", tmp_path / "mine.csv", "-c", "rade")
        assert "No container engine answers" in said.err
    kept = sorted(path.name for path in Path(tmp_path / "cache/smartport").iterdir())
    assert kept == [f"rade-{kept_kit[:12]}", f"rade-{kept_kit[:12]}.zip"]


@pytest.mark.engine
def test_program_runs_as_it_will_there(smartport, kit_folder, sandbox):  # noqa: F811
    """Score, gauges and log, from a folder, from the program alone, and from its zip."""
    with zipfile.ZipFile(kit_folder / "entry.zip", "w") as archive:
        archive.writestr("main.py", PROGRAM)
    for entry in (kit_folder, kit_folder / "main.py", kit_folder / "entry.zip"):
        said = smartport("test", entry)
        assert said.status == 0, said.err
        assert "Scored" in said.out
        assert "MAE" in said.out
        assert "program" in said.out
        assert "read ['" in said.out


@pytest.mark.engine
def test_program_that_fails_shows_its_log(smartport, kit_folder, sandbox):  # noqa: F811
    (kit_folder / "main.py").write_text("print('\\x1b[31mhello')\nraise SystemExit(3)\n")
    said = smartport("test", kit_folder)
    assert said.status == 1
    assert "The program crashed" in said.out
    assert "\\x1b[31mhello" in said.out
    assert "\x1b" not in said.out


@pytest.mark.engine
def test_predictions_are_scored_too(smartport, kit_folder, sandbox):  # noqa: F811
    (kit_folder / "mine.csv").write_bytes(predictions_csv(a=1))
    said = smartport("test", kit_folder / "mine.csv", "--format", "json")
    assert said.status == 0, said.err
    assert json.loads(said.out)["outcome"] == "scored"
