"""Packing a folder: the same bytes every time, and nothing that does not belong."""

import io
import os
import zipfile

from datasets.packing import pack_folder


def make_folder(folder):
    (folder / "lib").mkdir(parents=True)
    (folder / "main.py").write_text("print('é')\n", encoding="utf-8")
    (folder / "lib" / "tools.py").write_text("X = 1\n")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "main.pyc").write_bytes(b"\0")
    (folder / ".hidden").write_text("secret")
    return folder


def test_folder_is_packed_without_caches_and_hidden_files(tmp_path):
    with zipfile.ZipFile(io.BytesIO(pack_folder(make_folder(tmp_path / "entry")))) as archive:
        assert archive.namelist() == ["lib/tools.py", "main.py"]
        assert archive.read("main.py").decode() == "print('é')\n"
        assert archive.testzip() is None
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}


def test_same_files_pack_to_the_same_bytes_whatever_their_times(tmp_path):
    one, two = make_folder(tmp_path / "one"), make_folder(tmp_path / "two")
    os.utime(two / "main.py", (0, 0))
    (two / "main.py").chmod(0o755)
    assert pack_folder(one) == pack_folder(two)
