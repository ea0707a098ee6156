"""What is checked: a bundle, or what was built from a pack, and the baselines they bring."""

import shutil
import zipfile
from pathlib import Path

import pytest

from evaluator.checking.challenge import read_challenge, submission_of
from evaluator.errors import BundleBroken
from tests.evaluator.checking.plain import DESCRIPTION, write_challenge


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_challenge(tmp_path / "bundle")


def test_bundle_brings_its_baselines(folder: Path) -> None:
    found = read_challenge(folder)
    assert [(one.name, one.place, one.expected) for one in found.baselines] == [
        ("naive", folder / "baselines" / "naive", {"public_mae": 1.0, "private_mae": 1.0})
    ]
    assert not found.is_stale


def test_folder_that_was_built_has_the_bundle_inside_and_the_pack_its_baselines(folder: Path, tmp_path: Path) -> None:
    pack = shutil.copytree(folder, tmp_path / "pack")
    for part in ("input", "reference"):
        shutil.rmtree(pack / part)
    shutil.rmtree(folder / "baselines")
    found = read_challenge(tmp_path, pack=pack)
    assert (found.bundle.folder, [one.place for one in found.baselines]) == (folder, [pack / "baselines" / "naive"])
    assert not found.is_stale


@pytest.mark.parametrize("part", ["challenge.yaml", "scorer/score.py"])
def test_pack_that_was_changed_after_the_build_is_noticed(part: str, folder: Path, tmp_path: Path) -> None:
    pack = shutil.copytree(folder, tmp_path / "pack")
    (pack / part).write_text((pack / part).read_text() + "# changed\n")
    assert read_challenge(folder, pack=pack).is_stale


def test_pack_that_is_not_built_says_how_to(folder: Path) -> None:
    shutil.rmtree(folder / "reference")
    (folder / "recipe.yaml").write_text("name: small\n")
    with pytest.raises(BundleBroken, match=r"python manage.py data build .* then evaluate check"):
        read_challenge(folder)


def test_baseline_may_be_code_a_zip_or_predictions(folder: Path, tmp_path: Path) -> None:
    baselines = folder / "baselines"
    (baselines / "naive" / "__pycache__").mkdir()
    (baselines / "naive" / "__pycache__" / "main.pyc").write_bytes(b"x")
    (baselines / "naive" / "model.txt").write_text("weights")
    (baselines / ".hidden").symlink_to("/etc/passwd")
    shutil.copy(folder / "input" / "sample_submission.csv", baselines / "zeros.csv")
    (baselines / "halves").mkdir()
    shutil.copy(folder / "input" / "sample_submission.csv", baselines / "halves" / "predictions.csv")
    with zipfile.ZipFile(baselines / "packed.zip", "w") as archive:
        archive.writestr("main.py", "")
    challenge = read_challenge(folder)
    found = {one.name: submission_of(one, challenge.bundle, into=tmp_path) for one in challenge.baselines}
    assert {name: submission.kind for name, submission in found.items()} == {
        "naive": "code",
        "zeros": "predictions",
        "halves": "predictions",
        "packed": "code",
    }
    with zipfile.ZipFile(found["naive"].path) as archive:
        assert archive.namelist() == ["main.py", "model.txt"]


def test_same_folder_makes_the_same_zip(folder: Path, tmp_path: Path) -> None:
    challenge = read_challenge(folder)
    places = [tmp_path / "a", tmp_path / "b"]
    for place in places:
        place.mkdir()
    digests = {submission_of(challenge.baselines[0], challenge.bundle, into=place).digest() for place in places}
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("baselines: [naive]\n", "baselines is not a section"),
        ("baselines: {naive: {expected: [1]}}\n", "baselines.naive.expected must have a number"),
        ("baselines: {naive: {expected: {public_mae: soon}}}\n", "baselines.naive.expected must have a number"),
        ("baselines: {naive: {expected: {public_mae: .nan}}}\n", "baselines.naive.expected must have a number"),
        ("baselines: {naive: {expected: {public_mae: true}}}\n", "baselines.naive.expected must have a number"),
    ],
)
def test_ill_written_baselines_are_named(section: str, said: str, tmp_path: Path) -> None:
    folder = write_challenge(tmp_path / "bundle", **{"challenge.yaml": DESCRIPTION + section})
    with pytest.raises(BundleBroken, match=said):
        read_challenge(folder)


def test_challenge_without_baselines_has_none(tmp_path: Path) -> None:
    without = {"challenge.yaml": DESCRIPTION, "baselines/naive/main.py": None}
    assert read_challenge(write_challenge(tmp_path / "bundle", **without)).baselines == ()
