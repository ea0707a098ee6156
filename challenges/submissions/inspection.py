"""Looks into an upload before anything is stored or counted; nothing of it is executed or unpacked."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.files import File

from challenges.submissions.rules import (
    CODE,
    ArchiveUnacceptable,
    EntryFormat,
    NothingToScoreWith,
    PredictionsUnacceptable,
    require_kind,
    require_size,
)
from evaluator import archive
from evaluator.scorekit import check_predictions


def require_acceptable(file: "File[Any]", *, kind: str, expected: EntryFormat | None) -> None:
    """Raises NothingToScoreWith, KindNotAccepted, FileEmpty, FileTooLarge, ArchiveUnacceptable or
    PredictionsUnacceptable."""
    if expected is None:
        raise NothingToScoreWith
    require_kind(kind, accepted=expected.kinds)
    require_size(file.size, kind=kind)
    if kind == CODE:
        _require_program(file)
    else:
        _require_right_predictions(file, expected=expected)


def sha256_of(file: "File[Any]") -> str:
    """The digest of an upload, which is rewound."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _require_program(file: "File[Any]") -> None:
    try:
        with _on_disk(file) as path:
            names = archive.check(path)
    except archive.ArchiveRefused as refused:
        raise ArchiveUnacceptable(reason=refused.code, text=refused.message) from refused
    if archive.program_folder(names) is None:
        text = f"The archive has no {archive.ENTRY_POINT} at its top, nor in its only folder."
        raise ArchiveUnacceptable(reason="no_entry_point", text=text)


def _require_right_predictions(file: "File[Any]", *, expected: EntryFormat) -> None:
    file.seek(0)
    findings = check_predictions(cast(BinaryIO, file), format=expected.predictions, expected_ids=expected.expected_ids)
    if not findings.is_clean:
        header = expected.predictions.header
        raise PredictionsUnacceptable(faults=findings.faults, total=findings.total, header=header)


@contextmanager
def _on_disk(file: "File[Any]") -> Iterator[Path]:
    """The upload as a file with a path: large ones already are, small ones live in memory."""
    if hasattr(file, "temporary_file_path"):
        yield Path(file.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(prefix="upload-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
