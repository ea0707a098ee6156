"""A folder is there whole or not at all, and others can verify it."""

import subprocess
from pathlib import Path

import pytest

from datasets.releasing.folder import CHECKSUMS, checksums, files_of, write_json, write_text, write_whole
from datasets.rules import FolderTaken


def fill(work: Path) -> None:
    (work / "data").mkdir()
    write_text(work / "data" / "é.csv", "a\n")
    write_text(work / CHECKSUMS, checksums(work))


def test_folder_appears_with_all_it_holds(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "new" / "release", fill) == tmp_path / "new" / "release"
    assert list(files_of(tmp_path / "new" / "release")) == [CHECKSUMS, "data/é.csv"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["release"]
    assert (tmp_path / "new" / "release").stat().st_mode & 0o777 == 0o755


def test_folder_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def fail(work: Path) -> None:
        fill(work)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "release", fail)
    assert list(tmp_path.iterdir()) == []


def test_folder_with_something_in_it_is_never_written_over(tmp_path: Path) -> None:
    write_whole(tmp_path / "release", fill)
    with pytest.raises(FolderTaken):
        write_whole(tmp_path / "release", lambda work: write_text(work / "other", ""))
    assert list(files_of(tmp_path / "release")) == [CHECKSUMS, "data/é.csv"]


def test_empty_folder_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    write_whole(tmp_path / "release", fill)
    assert list(files_of(tmp_path / "release")) == [CHECKSUMS, "data/é.csv"]


def test_sha256sum_agrees_and_sees_a_change(tmp_path: Path) -> None:
    folder = write_whole(tmp_path / "release", fill)
    assert subprocess.run(["sha256sum", "--check", "--strict", CHECKSUMS], cwd=folder, check=False).returncode == 0
    write_text(folder / "data" / "é.csv", "b\n")
    assert subprocess.run(["sha256sum", "--check", "--strict", CHECKSUMS], cwd=folder, check=False).returncode == 1


def test_json_has_no_infinities(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "x.json", {"x": float("inf")})
