"""Contents found by digest, in a plain folder and in the site's way of storing."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from evaluator.bundle import Bundle
from evaluator.contents import find_submission, found_bundle, sha256_of
from tests.evaluator.conftest import GOLDEN


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """The golden bundle as one zip, outside the folder that is searched."""
    path = tmp_path / "packed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for found in sorted((GOLDEN / "bundle").rglob("*")):
            if found.is_file() and "__pycache__" not in found.parts:
                archive.write(found, found.relative_to(GOLDEN / "bundle"))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With what must not stop a search: a link, a pipe, a broken zip, a broken bundle."""
    made = tmp_path / "data"
    (made / "deep" / "er").mkdir(parents=True)
    (made / "link").symlink_to("/etc/passwd")
    os.mkfifo(made / "deep" / "pipe")
    (made / "broken.zip").write_bytes(b"PK\x05\x06 no zip")
    (made / "deep" / "challenge.yaml").write_text("format: [")
    return made


def stored(path: Path, root: Path) -> Path:
    """Where the site keeps this content."""
    sha256 = sha256_of(path)
    target = root / "sha256" / sha256[:2] / sha256
    target.parent.mkdir(parents=True)
    shutil.copy(path, target)
    return target


@pytest.mark.parametrize("below", ["", "files"])
def test_content_is_found_where_the_site_keeps_it(below: str, folder: Path, packed: Path) -> None:
    target = stored(packed, folder / below)

    assert find_submission(folder, sha256=sha256_of(packed)) == target


def test_file_is_found_by_its_content_under_any_name(folder: Path, packed: Path) -> None:
    shutil.copy(packed, folder / "deep" / "er" / "mine.bin")

    assert find_submission(folder, sha256=sha256_of(packed)) == folder / "deep" / "er" / "mine.bin"


def test_file_that_only_bears_the_name_is_not_it(folder: Path, packed: Path) -> None:
    stored(packed, folder).write_bytes(b"something else")

    assert find_submission(folder, sha256=sha256_of(packed)) is None


@pytest.mark.parametrize("is_zip_known", [True, False])
def test_bundle_is_found_as_the_sites_zip(is_zip_known: bool, folder: Path, packed: Path, golden: Bundle) -> None:
    stored(packed, folder / "files")
    file_sha256 = sha256_of(packed) if is_zip_known else None

    with found_bundle(folder, digest=golden.digest, file_sha256=file_sha256) as bundle:
        assert bundle is not None
        assert (bundle.digest, bundle.scorer.is_dir()) == (golden.digest, True)
    assert not bundle.folder.exists()


def test_bundle_is_found_as_a_folder(folder: Path, golden: Bundle) -> None:
    shutil.copytree(GOLDEN / "bundle", folder / "deep" / "er" / "bundle")

    with found_bundle(folder, digest=golden.digest, file_sha256=None) as bundle:
        assert bundle is not None
        assert bundle.folder == folder / "deep" / "er" / "bundle"


def test_bundle_with_another_digest_is_not_taken(folder: Path, packed: Path) -> None:
    stored(packed, folder)

    with found_bundle(folder, digest="0" * 64, file_sha256=sha256_of(packed)) as bundle:
        assert bundle is None
