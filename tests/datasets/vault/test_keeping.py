"""The vault on the disk: private, appended in order, gone when it is gone."""

import errno
import hashlib
import io
import os
import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from datasets.vault import keeping
from datasets.vault.rules import VaultFull
from tests.threads import at_once

KEY = UUID("0a1b2c3d-0000-4000-8000-000000000000")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def written(key: UUID = KEY, content: bytes = b"one;two\n") -> Path:
    keeping.append(key, offset=0, content=io.BytesIO(content))
    return keeping.original(key)


def test_folders_and_files_are_the_sites_own(settings):
    before = os.umask(0)
    try:
        written()
        with keeping.locked(KEY), keeping.draft_table(KEY, ticket="t") as draft:
            modes = {path.relative_to(settings.VAULT).as_posix(): mode_of(path) for path in settings.VAULT.rglob("*")}
    finally:
        os.umask(before)
    folder = f"extracts/{KEY}"
    assert mode_of(settings.VAULT) == 0o700
    assert modes == {
        "extracts": 0o700,
        folder: 0o700,
        f"{folder}/original": 0o600,
        f"{folder}/t.parquet": 0o600,
        "locks": 0o700,
        f"locks/{KEY}": 0o600,
    }
    assert not draft.exists()


def test_what_a_killed_writer_left_behind_is_cut_off():
    path = written(content=b"0123456789")
    assert keeping.append(KEY, offset=4, content=io.BytesIO(b"x")) == 1
    assert path.read_bytes() == b"0123x"


def test_bytes_go_on_from_where_the_stream_stands():
    stream = io.BytesIO(b"abcdef")
    stream.seek(3)
    keeping.append(KEY, offset=0, content=stream)
    assert keeping.original(KEY).read_bytes() == b"def"


def test_digest_is_of_the_whole_file_and_tells_how_far_it_is():
    content = os.urandom(3 * keeping.PIECE + 5)
    written(content=content)
    heard = []
    assert keeping.digest(KEY, on_progress=heard.append) == hashlib.sha256(content).hexdigest()
    assert heard == [keeping.PIECE, 2 * keeping.PIECE, 3 * keeping.PIECE, len(content)]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_is_a_refusal(monkeypatch, number):
    def full(*args):
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VaultFull):
        written()


def test_other_trouble_of_the_disk_is_none_of_the_readers(monkeypatch):
    def broken(*args):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        written()


def test_draft_becomes_the_table_when_it_is_kept():
    written()
    with keeping.draft_table(KEY, ticket="t") as draft:
        draft.write_bytes(b"PAR1")
        keeping.keep_table(draft, extract_id=KEY)
    assert keeping.table(KEY).read_bytes() == b"PAR1"
    assert mode_of(keeping.table(KEY)) == 0o600


def test_removed_extract_leaves_nothing_and_its_neighbours_alone(settings):
    neighbour = written(uuid4())
    written()
    for _ in range(2):
        keeping.remove(KEY)
    left = {path for path in settings.VAULT.rglob("*") if str(KEY) in str(path)}
    assert (left, neighbour.exists()) == (set(), True)


def open_files() -> set[str]:
    links = list(Path("/proc/self/fd").iterdir())
    return {str(link.readlink()) for link in links if link.is_symlink()}


def test_spool_that_grows_stays_inside_the_vault_without_a_name(settings):
    folder = settings.VAULT / "incoming"
    with keeping.spool() as stream:
        stream.write(bytes(keeping.IN_MEMORY))
        assert not any(name.startswith(str(folder)) for name in open_files())
        stream.write(b"x")
        assert any(name.startswith(str(folder)) for name in open_files())
        assert list(folder.iterdir()) == []


def test_lock_lets_one_in_at_a_time():
    inside: list[int] = []

    def enter(number: int) -> int:
        with keeping.locked(KEY):
            inside.append(number)
            keeping.append(KEY, offset=0, content=io.BytesIO(b"x"))
            most = len(inside)
            inside.pop()
        return most

    assert at_once(8, enter) == [1] * 8
