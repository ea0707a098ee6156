"""What is damaged, tampered with or of another time is found before anything is written."""

import subprocess
import tarfile
from pathlib import Path

import pytest

from smartport.backup.checking import opened
from smartport.backup.container import Reader
from smartport.backup.refusal import BackupRefused, Damaged, FromNewerVersion, Unfit
from smartport.certificate_key import Keys
from tests.smartport.backup.places import changed

pytestmark = pytest.mark.django_db(transaction=True)


def looked_at(path: Path) -> None:
    with opened(path):
        pass


def test_an_unchanged_copy_holds(backup, tmp_path):
    looked_at(changed(backup, tmp_path / "copy.tar", change=lambda name, content: (name, content)))


def test_any_tar_lists_it_and_sha256sum_checks_it(backup, tmp_path):
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path / "out", filter="data")
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "contents.txt"], cwd=tmp_path / "out", check=False)
    assert checked.returncode == 0


@pytest.mark.parametrize("cut", [0, 1, 511, 512, 5000, -1, -512, -1024, -1025, -5000])
def test_a_file_that_is_cut_off_is_refused(backup, tmp_path, cut):
    whole = backup.read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[:cut])
    with pytest.raises((Damaged, Unfit)):
        looked_at(tmp_path / "cut.tar")


def test_every_changed_byte_is_found(backup, tmp_path):
    whole = bytearray(backup.read_bytes())
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        spoilt = whole.copy()
        spoilt[place] ^= 0x55
        (tmp_path / "spoilt.tar").write_bytes(spoilt)
        if _is_told(backup, place):
            with pytest.raises(BackupRefused):
                looked_at(tmp_path / "spoilt.tar")


def _is_told(path: Path, place: int) -> bool:
    """Padding, and what a header says beside name, size and kind, mean nothing."""
    with path.open("rb") as file:
        return any(part._begin <= place < part._begin + part.size for part in Reader(file).parts())


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "files/../secret-key",
        "vault/extracts/../../x",
        "vault/extracts/00000000-0000-0000-0000-000000000000/../../../x",
        "vault/extracts/00000000-0000-0000-0000-000000000000/.bashrc",
        "ledger/../x",
        "rows/auth.user/x",
        "files/" + "A" * 64,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    info = tarfile.TarInfo(name)
    (tmp_path / "bad.tar").write_bytes(info.tobuf() + bytes(1024))
    with pytest.raises(Unfit):
        looked_at(tmp_path / "bad.tar")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_a_link_or_a_device_is_refused(tmp_path, kind):
    info = tarfile.TarInfo("backup.json")
    info.type, info.linkname = kind, "/etc/passwd"
    (tmp_path / "bad.tar").write_bytes(info.tobuf() + bytes(1024))
    with pytest.raises(Unfit):
        looked_at(tmp_path / "bad.tar")


def test_a_part_that_is_there_twice_is_refused(tmp_path, backup):
    whole = backup.read_bytes()
    first = 512 + -(-_size_of_first(whole) // 512) * 512
    (tmp_path / "twice.tar").write_bytes(whole[:first] + whole)
    with pytest.raises(Unfit, match="twice"):
        looked_at(tmp_path / "twice.tar")


def _size_of_first(whole: bytes) -> int:
    return tarfile.TarInfo.frombuf(whole[:512], "utf-8", "strict").size


def test_keys_for_certificates_are_in_it_and_have_to_be_keys(tmp_path, backup, settings):
    with opened(backup) as read:
        assert read.certificate_keys == Keys(settings.CERTIFICATE_KEY, settings.CERTIFICATE_OLD_KEYS)
    spoilt = changed(
        backup,
        tmp_path / "spoilt.tar",
        change=lambda name, content: (name, b"none" if name == "certificate-key" else content),
    )
    with pytest.raises(Unfit, match="certificates"):
        looked_at(spoilt)


def test_older_backup_has_none(tmp_path, backup):
    older = changed(
        backup,
        tmp_path / "older.tar",
        change=lambda name, content: None if name == "certificate-key" else (name, content),
    )
    with opened(older) as read:
        assert read.certificate_keys is None


def test_a_newer_format_is_refused(tmp_path, backup):
    newer = changed(
        backup,
        tmp_path / "newer.tar",
        change=lambda name, content: (name, content.replace(b'"format": 1', b'"format": 2')),
    )
    with pytest.raises(FromNewerVersion, match="format 2"):
        looked_at(newer)


def test_unknown_migrations_are_refused(tmp_path, backup):
    def change(name, content):
        return name, content.replace(b'"accounts.0001_users"', b'"accounts.9999_future"')

    with pytest.raises(FromNewerVersion, match="9999_future"):
        looked_at(changed(backup, tmp_path / "newer.tar", change=change))
