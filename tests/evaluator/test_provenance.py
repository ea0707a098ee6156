"""What a report says of how it was made."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import evaluator
from evaluator.bundle import Bundle
from evaluator.provenance import FOLDER, code_digest, deciding_files, processor, provenance_of
from evaluator.sandbox.flags import ENVIRONMENT
from tests.evaluator.conftest import Zip

PYPROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
DECIDING = {"scoring.py", "limits.py", "scorekit/predictions.py", "sandbox/seccomp.json", "sandbox/flags.py"}


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_version_is_the_packages() -> None:
    assert evaluator.__version__ == PYPROJECT["project"]["version"]


def test_all_that_is_fixed_is_told(golden: Bundle, zipped: Zip) -> None:
    told = provenance_of(golden, zipped(""))

    assert (told.kind, told.version, told.code) == ("code", "0.1.0", code_digest())
    assert told.environment == ENVIRONMENT
    assert told.environment["PYTHONHASHSEED"] == "0"
    assert told.limits["solution"]["memory_mb"] == golden.solution.memory_mb
    assert told.limits["scoring"]["cpu_seconds"] == golden.scoring.cpu_seconds


def test_what_decides_counts_and_what_shows_does_not() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in deciding_files()}

    assert found >= DECIDING
    assert not found & {"cli.py", "worker.py", "replay.py", "runtime/Dockerfile"}


def test_digest_moves_with_a_file_that_decides_alone(tmp_path: Path) -> None:
    before = code_digest(written(tmp_path / "a", scorekit__x="1", cli="?"))
    again = code_digest(written(tmp_path / "b", scorekit__x="1", **{"cli.py": "?", "__pycache__/x.pyc": "?"}, cli="?"))
    moved = code_digest(written(tmp_path / "c", scorekit__x="2", cli="?"))
    renamed = code_digest(written(tmp_path / "d", scorekit__y="1", cli="?"))

    assert before == again
    assert len({before, moved, renamed}) == 3


def test_installed_package_has_every_file_that_counts() -> None:
    """Or a laptop's digest would not be the platform's."""
    patterns = ["*.py", *PYPROJECT["tool"]["setuptools"]["package-data"]["*"]]
    names = [path.name for path in deciding_files()]
    assert [name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)] == []


def test_processor_is_named_or_at_least_its_kind(tmp_path: Path) -> None:
    described = tmp_path / "cpuinfo"
    described.write_text("processor\t: 0\nmodel name\t: Some CPU @ 2.0GHz\n")

    assert processor(described) == "Some CPU @ 2.0GHz"
    assert processor(tmp_path / "nowhere") != ""
