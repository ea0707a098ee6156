"""A backup's file is there whole or not at all, and for its owner alone."""

import os

import pytest

from smartport.backup import output
from smartport.backup.output import destination
from smartport.backup.refusal import AlreadyThere, BackupRefused


@pytest.fixture(params=["nameless", "hidden"])
def either_way(request, monkeypatch):
    """On a file system that has files without a name, and on one that has none."""
    if request.param == "hidden":
        monkeypatch.setattr(output, "_has_nameless", lambda folder: False)


def test_it_has_its_name_when_it_is_whole(tmp_path, either_way):
    with destination(str(tmp_path / "backup.tar")) as out:
        out.write(b"everything")
        assert not (tmp_path / "backup.tar").exists()
    assert (tmp_path / "backup.tar").read_bytes() == b"everything"
    assert (tmp_path / "backup.tar").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["backup.tar"]


def test_what_fails_leaves_nothing(tmp_path, either_way):
    with pytest.raises(ZeroDivisionError), destination(str(tmp_path / "backup.tar")) as out:
        out.write(b"half" + bytes(1 // 0))
    assert list(tmp_path.iterdir()) == []


def test_it_never_replaces_a_file(tmp_path, either_way):
    (tmp_path / "backup.tar").write_bytes(b"older")
    with pytest.raises(AlreadyThere), destination(str(tmp_path / "backup.tar")):
        pytest.fail("it was opened")
    assert (tmp_path / "backup.tar").read_bytes() == b"older"


def test_nor_one_that_comes_to_be_meanwhile(tmp_path, either_way):
    with pytest.raises(AlreadyThere), destination(str(tmp_path / "backup.tar")) as out:
        (tmp_path / "backup.tar").write_bytes(out.name and b"another's")
    assert (tmp_path / "backup.tar").read_bytes() == b"another's"
    assert [path.name for path in tmp_path.iterdir()] == ["backup.tar"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackupRefused, match="nowhere"), destination(str(tmp_path / "nowhere" / "backup.tar")):
        pytest.fail("it was opened")


def test_killed_in_the_middle_it_leaves_nothing(tmp_path):
    """A process that ends without a word, as by SIGKILL."""
    if (child := os.fork()) == 0:
        with destination(str(tmp_path / "backup.tar")) as out:
            out.write(b"half")
            out.flush()
            os._exit(0)
    os.waitpid(child, 0)
    assert list(tmp_path.iterdir()) == []
