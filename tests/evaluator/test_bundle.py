import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from evaluator.limits import Limits
from tests.evaluator.conftest import GOLDEN

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(GOLDEN / "bundle", tmp_path / "bundle")


def edit(folder: Path, change: Change) -> None:
    path = folder / "challenge.yaml"
    described = yaml.safe_load(path.read_text())
    change(described["evaluation"])
    path.write_text(yaml.safe_dump(described, allow_unicode=True))


def test_golden_bundle_is_read_whole(golden: Bundle) -> None:
    assert golden.kinds == ("predictions", "code")
    assert golden.image == "smartport-runtime:1"
    assert golden.predictions.columns == ("prediction",)
    assert golden.predictions.ids == "sample_submission.csv"
    assert golden.solution == Limits(2, 4, 256, 16, 32, 128)
    assert golden.scoring == Limits(5, 10, 256)
    assert golden.scoring_command == ("python", "score.py")
    assert [(score.key, score.better, score.primary, score.decimals) for score in golden.scores] == [
        ("mae", "lower", True, 3),
        ("bias", "neither", False, 4),
    ]


def test_digest_does_not_depend_on_the_place(folder: Path, golden: Bundle) -> None:
    (folder / "scorer" / "__pycache__").mkdir()
    (folder / "scorer" / "__pycache__" / "score.cpython-311.pyc").write_bytes(b"")

    assert Bundle.read(folder).digest == golden.digest


def test_digest_does_not_depend_on_texts(folder: Path, golden: Bundle) -> None:
    path = folder / "challenge.yaml"
    path.write_text(path.read_text().replace("slug: somme", "slug: addition"))

    assert Bundle.read(folder).digest == golden.digest


@pytest.mark.parametrize("name", ["scorer/score.py", "input/test.csv", "reference/truth.csv"])
def test_digest_depends_on_every_file(name: str, folder: Path, golden: Bundle) -> None:
    with (folder / name).open("a") as file:
        file.write("\n")

    assert Bundle.read(folder).digest != golden.digest


def test_digest_depends_on_names_and_limits(folder: Path, golden: Bundle) -> None:
    (folder / "input" / "test.csv").rename(folder / "input" / "tests.csv")
    renamed = Bundle.read(folder).digest
    edit(folder, lambda evaluation: evaluation["solution"].update(cpu_seconds=3))

    assert len({golden.digest, renamed, Bundle.read(folder).digest}) == 3


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda e: e.pop("kinds"), "kinds"),
        (lambda e: e.update(kinds=["code", "notebook"]), "kinds"),
        (lambda e: e.pop("predictions"), "evaluation.predictions"),
        (lambda e: e["predictions"].update(file="../x.csv"), "plain file name"),
        (lambda e: e["predictions"].update(ids="/etc/passwd"), "plain file name"),
        (lambda e: e["predictions"].update(columns=[]), "columns"),
        (lambda e: e["predictions"].update(columns=["id"]), "named twice"),
        (lambda e: e["predictions"].update(ids="other.csv"), "input/other.csv is missing"),
        (lambda e: e["solution"].update(memory_mb="lots"), "evaluation.solution: memory_mb"),
        (lambda e: e["scoring"].update(cpu_seconds=-1), "evaluation.scoring: cpu_seconds"),
        (lambda e: e["scoring"].update(command=7), "command"),
        (lambda e: e["scoring"].update(command="python 'score.py"), "command"),
        (lambda e: e.update(scores=[]), "evaluation.scores"),
        (lambda e: e["scores"][0].update(key="Mean Error"), "not a key"),
        (lambda e: e["scores"][0].update(key="public_mae"), "not a key"),
        (lambda e: e["scores"][1].update(key="mae"), "used twice"),
        (lambda e: e["scores"][0].update(better="more"), "lower, higher or neither"),
        (lambda e: e["scores"][0].update(primary=False), "exactly one is primary"),
        (lambda e: e["scores"][1].update(primary=True), "exactly one is primary"),
        (lambda e: e["scores"][0].update(better="neither"), "exactly one is primary"),
        (lambda e: e["scores"][0].update(decimals="2"), "decimals"),
        (lambda e: e["scores"][0].update(title="Erreur"), "title"),
    ],
)
def test_broken_description_names_the_place(change: Change, place: str, folder: Path) -> None:
    edit(folder, change)

    with pytest.raises(BundleBroken, match=place):
        Bundle.read(folder)


@pytest.mark.parametrize("text", ["", "[", "format: smartport/2", "- a list", "format: smartport/1", "a: \x00"])
def test_unreadable_description_is_named(text: str, folder: Path) -> None:
    (folder / "challenge.yaml").write_text(text)

    with pytest.raises(BundleBroken, match=r"challenge\.yaml"):
        Bundle.read(folder)


@pytest.mark.parametrize("part", ["scorer", "input", "reference"])
def test_missing_part_is_named(part: str, folder: Path) -> None:
    shutil.rmtree(folder / part)

    with pytest.raises(BundleBroken, match=part):
        Bundle.read(folder)


def test_link_out_of_the_bundle_is_refused(folder: Path) -> None:
    (folder / "input" / "more.csv").symlink_to("/etc/passwd")

    with pytest.raises(BundleBroken, match=r"more\.csv is a link"):
        Bundle.read(folder)


def test_file_that_a_container_cannot_read_is_told_now(folder: Path) -> None:
    (folder / "reference" / "truth.csv").chmod(0o600)

    with pytest.raises(BundleBroken, match=r"chmod -R a\+rX reference"):
        Bundle.read(folder)
