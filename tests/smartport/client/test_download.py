"""Files arrive whole and right, below the folder, or not at all; what broke off goes on."""

import hashlib
from contextlib import contextmanager

import pytest

from smartport.client.connection import Download
from smartport.client.download import fetch, is_here, part_of, target_of
from smartport.client.errors import Failure, Unreachable

BYTES = b"call_id,wait\n"
SHA256 = hashlib.sha256(BYTES).hexdigest()
FILE = {"size": len(BYTES), "sha256": SHA256}


class Site:
    """Sends the file in pieces of three bytes; breaks off after some of them."""

    def __init__(self, content=BYTES, *, takes_ranges=True, breaks_after=None):
        self.content, self.takes_ranges, self.left = content, takes_ranges, breaks_after
        self.asked = []

    @contextmanager
    def __call__(self, start):
        self.asked.append(start)
        yield Download(start if self.takes_ranges else 0, self._pieces(start if self.takes_ranges else 0))

    def _pieces(self, start):
        for at in range(start, len(self.content), 3):
            if self.left == 0:
                self.left = None
                raise Unreachable("The connection broke.")
            self.left = self.left and self.left - 1
            yield self.content[at : at + 3]


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "data/../../x", "", "a\\b", "a\0b", "C:x", "x:stream"])
def test_path_out_of_the_folder_is_refused(tmp_path, path):
    with pytest.raises(Failure, match="lead out"):
        target_of(path, folder=tmp_path)


def test_path_below_the_folder_is_kept(tmp_path):
    assert target_of("data/train.csv", folder=tmp_path) == tmp_path / "data/train.csv"


def test_right_bytes_are_written_and_told(tmp_path):
    told = []

    def begin(done):
        told.append(("begun", done))
        return told.append

    fetch(Site(), tmp_path / "data/x.csv", file=FILE, begin=begin)
    assert (tmp_path / "data/x.csv").read_bytes() == BYTES
    assert told == [("begun", 0), 3, 3, 3, 3, 1]
    assert is_here(tmp_path / "data/x.csv", file=FILE)


def test_damaged_bytes_are_not_kept(tmp_path):
    with pytest.raises(Failure, match="arrived damaged"):
        fetch(Site(b"call_id,wet\n"), tmp_path / "x.csv", file=FILE)
    assert list(tmp_path.glob("*x.csv*")) == []


@pytest.mark.parametrize(("takes_ranges", "asked"), [(True, [0, 6]), (False, [0, 6])])
def test_download_goes_on_where_it_broke_off(tmp_path, takes_ranges, asked):
    """Of a site that knows no ranges the file comes anew, and is as right."""
    site, target = Site(takes_ranges=takes_ranges, breaks_after=2), tmp_path / "x.csv"
    with pytest.raises(Unreachable):
        fetch(site, target, file=FILE)
    assert not target.exists()
    fetch(site, target, file=FILE)
    assert (site.asked, target.read_bytes()) == (asked, BYTES)
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_rest_of_another_version_is_not_gone_on_from(tmp_path):
    target = tmp_path / "x.csv"
    part_of(target, sha256="f" * 64).write_bytes(b"old")
    site = Site()
    fetch(site, target, file=FILE)
    assert (site.asked, target.read_bytes()) == ([0], BYTES)


def test_rest_that_is_longer_than_the_file_is_thrown_away(tmp_path):
    target = tmp_path / "x.csv"
    part_of(target, sha256=SHA256).write_bytes(BYTES * 2)
    fetch(Site(), target, file=FILE)
    assert target.read_bytes() == BYTES


def test_file_that_changed_is_not_taken_for_the_one_published(tmp_path):
    path = tmp_path / "x.csv"
    assert not is_here(path, file=FILE)
    path.write_bytes(BYTES.upper())
    assert not is_here(path, file=FILE)
