"""Files stored by content: same bytes one file, written whole or not at all, never changed."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.base import ContentFile

from smartport.storage import ContentStorage, name_of

BYTES = b"call_id,q10,q50,q90\n1,2,3,4\n"
DIGEST = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def storage(tmp_path):
    return ContentStorage(location=tmp_path)


def files_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_name_is_the_digest_whatever_was_asked(storage):
    assert storage.save("../../etc/passwd", ContentFile(BYTES)) == f"sha256/{DIGEST[:2]}/{DIGEST}"


def test_bytes_come_back(storage):
    with storage.open(storage.save("", ContentFile(BYTES))) as file:
        assert file.read() == BYTES


def test_same_content_twice_is_one_file(storage, tmp_path):
    assert storage.save("a", ContentFile(BYTES)) == storage.save("b", ContentFile(BYTES))
    assert files_under(tmp_path) == [f"sha256/{DIGEST[:2]}/{DIGEST}"]


def test_stored_file_is_read_only(storage, tmp_path):
    name = storage.save("", ContentFile(BYTES))
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o440


def test_file_read_half_is_stored_whole(storage):
    stream = io.BytesIO(BYTES)
    stream.read(5)
    assert storage.save("", stream) == name_of(DIGEST)


def test_interrupted_write_leaves_nothing(storage, tmp_path):
    class Torn(File):
        """Gives its bytes once (to be named), then breaks while they are written."""

        readings = 0

        def chunks(self, chunk_size=None):
            self.readings += 1
            yield BYTES
            if self.readings > 1:
                raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        storage.save("", Torn(io.BytesIO(BYTES)))
    assert files_under(tmp_path) == []


def test_large_file_is_never_held_whole(storage):
    class Counted(File):
        largest = 0

        def read(self, size=-1):
            part = super().read(size)
            self.largest = max(self.largest, len(part))
            return part

    file = Counted(io.BytesIO(bytes(5 << 20)))
    storage.save("", file)
    assert file.largest == 1 << 20


@pytest.mark.parametrize("name", ["", "ab", "../" + "a" * 61, DIGEST.upper(), DIGEST + "0"])
def test_only_a_digest_makes_a_name(name):
    with pytest.raises(SuspiciousFileOperation):
        name_of(name)


@pytest.mark.parametrize("name", ["../secret-key", "/etc/passwd", "sha256/../../secret-key"])
def test_nothing_outside_the_folder_is_opened(storage, name):
    with pytest.raises(SuspiciousFileOperation):
        storage.open(name)
