import io
import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from evaluator.archive import ArchiveLimits, ArchiveRefused, check, unpack
from tests.evaluator.conftest import modes

SMALL = ArchiveLimits(archive_bytes=1 << 20, unpacked_bytes=1 << 20, files=10)

Build = Callable[[zipfile.ZipFile], None]


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[Build], Path]:
    def build(fill: Build) -> Path:
        path = tmp_path / "entry.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
            fill(opened)
        return path

    return build


def named(*names: str) -> Build:
    def fill(opened: zipfile.ZipFile) -> None:
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name
            opened.writestr(info, "content")

    return fill


def with_mode(mode: int) -> Build:
    def fill(opened: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("thing")
        info.create_system = 3
        info.external_attr = mode << 16
        opened.writestr(info, "/etc/passwd")

    return fill


def refusal(path: Path) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        check(path, limits=SMALL)
    assert refused.value.message.isprintable()
    return refused.value.code


def test_folders_and_files_are_unpacked_plainly(archive: Callable[[Build], Path], tmp_path: Path) -> None:
    def fill(opened: zipfile.ZipFile) -> None:
        opened.writestr("main.py", "print(1)\n")
        opened.mkdir("empty")
        script = zipfile.ZipInfo("bin/run.sh")
        script.external_attr = (stat.S_IFREG | 0o6777) << 16
        opened.writestr(script, "#!/bin/sh\n")

    into = tmp_path / "into"
    into.mkdir()
    unpack(archive(fill), into)

    files = {path.relative_to(into).as_posix(): path for path in into.rglob("*") if path.is_file()}
    assert {name: path.read_text() for name, path in files.items()} == {
        "main.py": "print(1)\n",
        "bin/run.sh": "#!/bin/sh\n",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o644}


@pytest.mark.usefixtures("strict_umask")
def test_what_is_unpacked_is_readable_whatever_the_umask(archive: Callable[[Build], Path], tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    unpack(archive(named("main.py", "a/b/c.py")), into)

    assert modes(into) == {".": 0o700, "main.py": 0o644, "a": 0o755, "a/b": 0o755, "a/b/c.py": 0o644}


def test_what_one_desktop_adds_is_left_out(archive: Callable[[Build], Path], tmp_path: Path) -> None:
    unpack(archive(named("main.py", "__MACOSX/._main.py")), tmp_path)

    assert (tmp_path / "main.py").exists()
    assert not (tmp_path / "__MACOSX").exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../main.py", "unsafe_path"),
        ("a/../../b", "unsafe_path"),
        ("a/./../b", "unsafe_path"),
        ("/etc/passwd", "unsafe_path"),
        ("//host/share", "unsafe_path"),
        ("..\\..\\b", "unsafe_path"),
        ("C:\\b", "unsafe_path"),
        ("\u2025/b", "unsafe_path"),
        ("a/./b", "bad_name"),
        ("a//b", "bad_name"),
        ("C:b", "bad_name"),
        ("a\nb", "bad_name"),
        ("main.py\x00.txt", "bad_name"),
        ("\x1b[2Jx", "bad_name"),
        ("\u202eyp.niam", "bad_name"),
        ("-rf", "bad_name"),
        ("what?", "bad_name"),
        ("<img src=x>", "bad_name"),
        (" main.py", "bad_name"),
        ("x" * 256, "bad_name"),
        ("d/" * 33 + "x", "bad_name"),
    ],
)
def test_doubtful_name_is_refused(name: str, code: str, archive: Callable[[Build], Path]) -> None:
    assert refusal(archive(named("main.py", name))) == code


@pytest.mark.parametrize("name", ["données/escale n°1.csv", "مرسى.py", ".gitignore", "a-b_c (1).txt", "__init__.py"])
def test_honest_name_is_taken(name: str, archive: Callable[[Build], Path]) -> None:
    check(archive(named(name)), limits=SMALL)


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (stat.S_IFLNK | 0o777, "links_not_allowed"),
        (stat.S_IFIFO | 0o644, "special_file"),
        (stat.S_IFCHR | 0o644, "special_file"),
        (stat.S_IFSOCK | 0o644, "special_file"),
    ],
)
def test_only_files_and_folders_are_taken(mode: int, code: str, archive: Callable[[Build], Path]) -> None:
    assert refusal(archive(with_mode(mode))) == code


@pytest.mark.parametrize("names", [("a.py", "A.py"), ("a", "a/b"), ("a/b", "a"), ("é.py", "e\u0301.py")])
def test_names_that_collide_somewhere_are_refused(names: tuple[str, ...], archive: Callable[[Build], Path]) -> None:
    assert refusal(archive(named(*names))) == "duplicate_name"


def test_empty_archive_is_refused(archive: Callable[[Build], Path]) -> None:
    assert refusal(archive(lambda opened: opened.mkdir("folder"))) == "empty"
    assert refusal(archive(lambda opened: None)) == "empty"


def test_too_many_files_are_refused(archive: Callable[[Build], Path]) -> None:
    assert refusal(archive(named(*map(str, range(SMALL.files + 1))))) == "too_many_files"


def test_list_of_files_is_refused_before_it_is_read_whole(archive: Callable[[Build], Path]) -> None:
    path = archive(named(*(f"{number:0200d}" for number in range(2000))))

    assert refusal(path) == "too_many_files"


def test_declared_bomb_is_refused(archive: Callable[[Build], Path]) -> None:
    assert refusal(archive(lambda opened: opened.writestr("zeros", bytes(2 << 20)))) == "too_large"


def test_bomb_that_lies_about_its_size_is_refused(archive: Callable[[Build], Path]) -> None:
    path = archive(lambda opened: opened.writestr("zeros", bytes(2 << 20)))
    lying = path.read_bytes().replace(struct.pack("<L", 2 << 20), struct.pack("<L", 10))
    path.write_bytes(lying)

    assert refusal(path) in {"not_a_zip", "too_large"}


def test_members_that_share_their_bytes_count_each(archive: Callable[[Build], Path]) -> None:
    size = SMALL.unpacked_bytes // 2 + 1

    def fill(opened: zipfile.ZipFile) -> None:
        opened.writestr("a", bytes(size))
        opened.writestr("b", bytes(size))

    assert refusal(archive(fill)) == "too_large"


def test_large_file_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "entry.zip"
    with path.open("wb") as file:
        file.truncate(SMALL.archive_bytes + 1)

    assert refusal(path) == "too_large"


def test_encrypted_member_is_refused(archive: Callable[[Build], Path]) -> None:
    path = archive(named("main.py"))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert refusal(path) == "encrypted"


def test_other_compression_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entry.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as opened:
        opened.writestr("main.py", "print(1)\n")

    assert refusal(path) == "not_a_zip"


def test_damaged_member_is_refused(archive: Callable[[Build], Path]) -> None:
    path = archive(lambda opened: opened.writestr("main.py", "x" * 1000, zipfile.ZIP_STORED))
    path.write_bytes(path.read_bytes().replace(b"xxxx", b"xxyx", 1))

    assert refusal(path) == "not_a_zip"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04", b"not a zip at all", b"PK\x03\x04" + b"\x00" * 100, b"PK\x05\x06" + b"\xff" * 18],
)
def test_rubbish_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "entry.zip"
    path.write_bytes(content)

    assert refusal(path) == "not_a_zip"


def test_zip_behind_something_else_is_refused(archive: Callable[[Build], Path]) -> None:
    path = archive(named("main.py"))
    path.write_bytes(b"%PDF-1.7\n" + path.read_bytes())

    assert refusal(path) == "not_a_zip"


def test_every_truncation_is_refused(archive: Callable[[Build], Path]) -> None:
    whole = archive(named("main.py", "a/b.txt")).read_bytes()
    for length in range(len(whole)):
        path = archive(lambda opened: None)
        path.write_bytes(whole[:length])
        assert refusal(path) == "not_a_zip"


def far_away(offset: int) -> bytes:
    """A zip whose only member says, in the way of large archives, that it begins there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr("main.py", "print(1)\n")
    data = buffer.getvalue()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    extra = struct.pack("<HHQ", 1, 8, offset)
    entry = bytearray(data[start:end])
    entry[30:32] = struct.pack("<H", len(extra))
    entry[42:46] = b"\xff" * 4
    listed = bytes(entry) + extra
    ending = bytearray(data[end:])
    ending[12:16] = struct.pack("<L", len(listed))
    return data[:start] + listed + bytes(ending)


@pytest.mark.parametrize("offset", [1 << 20, 2**45, 2**62, 2**63 - 1, 2**63, 2**64 - 1])
def test_member_beyond_the_file_is_refused(offset: int, tmp_path: Path) -> None:
    path = tmp_path / "entry.zip"
    path.write_bytes(far_away(offset))

    assert refusal(path) == "not_a_zip"


def test_member_that_begins_where_it_says_is_read(tmp_path: Path) -> None:
    path = tmp_path / "entry.zip"
    path.write_bytes(far_away(0))

    check(path, limits=SMALL)


def test_large_archives_ending_before_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entry.zip"
    path.write_bytes(b"PK\x05\x06" + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + b"PK\x05\x06" + b"\0" * 18)

    assert refusal(path) == "not_a_zip"


def test_no_flipped_byte_breaks_the_reading(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        named("main.py", "a/b.txt")(opened)
    path = tmp_path / "entry.zip"
    for position in range(len(buffer.getvalue())):
        data = bytearray(buffer.getvalue())
        data[position] ^= 0xFF
        path.write_bytes(data)
        with suppress(ArchiveRefused):
            check(path, limits=SMALL)
