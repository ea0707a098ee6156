"""A folder is whole or not there."""

import hashlib
import subprocess
import zipfile
from datetime import datetime

import pytest

from smartport.keepsake.rules import FolderTaken
from smartport.keepsake.writing import Folder, fresh_folder, pack

HOUR = datetime(2026, 11, 20, 12, 30)  # noqa: DTZ001  (a ZIP knows no zone)


def _fill(path, content, *, fails=False):
    with fresh_folder(path) as folder:
        for name, told in content.items():
            folder.put(name, told)
        if fails:
            raise ValueError("x")


def test_sums_are_those_that_the_tool_checks(tmp_path):
    with fresh_folder(tmp_path / "out") as folder:
        folder.put("a/b.txt", b"one")
        folder.put("index.html", b"two")
        assert not (tmp_path / "out").exists()
    said = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "out", capture_output=True, text=True, check=True
    )
    assert said.stdout == "a/b.txt: OK\nindex.html: OK\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_nothing_is_left_of_what_failed(tmp_path):
    with pytest.raises(ValueError, match="x"):
        _fill(tmp_path / "out", {"a.txt": b"one"}, fails=True)
    assert list(tmp_path.iterdir()) == []


def test_empty_folder_is_filled_and_a_full_one_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with fresh_folder(tmp_path / "empty") as folder:
        folder.put("a.txt", b"one")
    for taken in (tmp_path / "empty", tmp_path / "empty" / "a.txt"):
        with pytest.raises(FolderTaken), fresh_folder(taken):
            pass
    assert (tmp_path / "empty" / "a.txt").read_bytes() == b"one"


def test_file_is_written_once(tmp_path):
    folder = Folder(tmp_path)
    folder.put("a.txt", b"one")
    with pytest.raises(FileExistsError):
        folder.put("a.txt", b"two")


def test_same_folder_makes_the_same_zip(tmp_path):
    with fresh_folder(tmp_path / "out") as folder:
        folder.put("a/b.txt", b"one")
    for name in ("1.zip", "2.zip"):
        pack(tmp_path / "out", tmp_path / name, name="edition", at=HOUR)
    first, second = ((tmp_path / name).read_bytes() for name in ("1.zip", "2.zip"))
    assert first == second
    with zipfile.ZipFile(tmp_path / "1.zip") as packed:
        assert packed.namelist() == ["edition/SHA256SUMS", "edition/a/b.txt"]
        assert hashlib.sha256(packed.read("edition/a/b.txt")).hexdigest() == folder.digests["a/b.txt"]
    with pytest.raises(FolderTaken):
        pack(tmp_path / "out", tmp_path / "1.zip", name="edition", at=HOUR)
