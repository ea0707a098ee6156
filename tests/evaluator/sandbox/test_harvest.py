"""Folders filled by strangers, without an engine; the same program answers from inside a container."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.sandbox import harvest
from evaluator.sandbox.harvest import Refused, chunks, open_plain, space

MOST = 1000
STRANGER = 21_000


def read(folder: Path, name: str = "predictions.csv") -> bytes:
    with open_plain(str(folder), name, most=MOST) as (file, size):
        return b"".join(chunks(file, size))


def test_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "predictions.csv").write_bytes(b"x" * MOST)

    assert read(tmp_path) == b"x" * MOST


def test_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path)


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _hard_link(path: Path) -> None:
    (path.parent / "other").write_bytes(b"x")
    path.hardlink_to(path.parent / "other")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def _device(path: Path) -> None:
    os.mknod(path, 0o020666, os.makedev(1, 5))


@pytest.mark.parametrize(
    "make",
    [
        _link,
        _dangling_link,
        _hard_link,
        _socket,
        os.mkfifo,
        Path.mkdir,
        pytest.param(_device, marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")),
    ],
)
def test_what_is_no_plain_file_is_refused(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "predictions.csv")

    with pytest.raises(Refused, match="not_a_regular_file"):
        read(tmp_path)


def test_large_file_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "predictions.csv").open("wb") as file:
        file.truncate(MOST + 1)

    with pytest.raises(Refused, match="too_large"):
        read(tmp_path)


def test_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "predictions.csv").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real")

    with pytest.raises(NotADirectoryError):
        read(tmp_path / "link")


def test_space_counts_without_the_root(tmp_path: Path) -> None:
    found = space(str(tmp_path))

    assert found.used_bytes > 0
    assert found.free_bytes > 0


def test_program_sends_files_sizes_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"first\n")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c").write_bytes(b"third")
    keep = json.dumps(dict.fromkeys("abcd", MOST))

    sent = subprocess.run([sys.executable, "-I", harvest.__file__, tmp_path, keep], check=True, capture_output=True)

    head, _, content = sent.stdout.partition(b"\n")
    described = json.loads(head)
    assert described["files"] == {"a": 6, "c": 5}
    assert described["refused"] == {"b": "not_a_regular_file"}
    assert content == b"first\nthird"


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user, which only root can")
def test_owner_reads_what_was_locked() -> None:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile() as answer:
        folder = Path(name)
        locked = folder / "predictions.csv"
        locked.write_bytes(b"locked")
        for path in (locked, folder):
            path.chmod(0)
            os.chown(path, STRANGER, STRANGER)

        child = os.fork()
        if child == 0:
            os.setgid(STRANGER)
            os.setuid(STRANGER)
            harvest.send(name, {"predictions.csv": MOST}, answer)
            os._exit(0)
        os.waitpid(child, 0)

        answer.seek(0)
        assert answer.read().endswith(b"\nlocked")
