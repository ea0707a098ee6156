"""Files arrive whole and right, below the folder, or not at all."""

import hashlib

import pytest

from smartport.client.download import is_here, target_of, write_checked
from smartport.client.errors import Failure

BYTES = b"call_id,wait\n"
SHA256 = hashlib.sha256(BYTES).hexdigest()
FILE = {"size": len(BYTES), "sha256": SHA256}


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "data/../../x", "", "a\\b", "a\0b"])
def test_path_out_of_the_folder_is_refused(tmp_path, path):
    with pytest.raises(Failure, match="lead out"):
        target_of(path, folder=tmp_path)


def test_path_below_the_folder_is_kept(tmp_path):
    assert target_of("data/train.csv", folder=tmp_path) == tmp_path / "data/train.csv"


def test_right_bytes_are_written_and_told(tmp_path):
    told = []
    write_checked([BYTES[:3], BYTES[3:]], tmp_path / "data/x.csv", sha256=SHA256, advance=told.append)
    assert (tmp_path / "data/x.csv").read_bytes() == BYTES
    assert told == [3, len(BYTES) - 3]
    assert is_here(tmp_path / "data/x.csv", file=FILE)


def test_damaged_bytes_are_not_kept(tmp_path):
    with pytest.raises(Failure, match="arrived damaged"):
        write_checked([b"call_id,wet\n"], tmp_path / "x.csv", sha256=SHA256, advance=lambda _: None)
    assert list(tmp_path.glob("*x.csv*")) == []


def test_file_that_changed_is_not_taken_for_the_one_published(tmp_path):
    path = tmp_path / "x.csv"
    assert not is_here(path, file=FILE)
    path.write_bytes(BYTES.upper())
    assert not is_here(path, file=FILE)
