"""Rubbish is refused with a reason before anything is kept."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile

from challenges.submissions.inspection import require_acceptable
from challenges.submissions.rules import (
    CODE,
    LARGEST,
    PREDICTIONS,
    ArchiveUnacceptable,
    EntryFormat,
    FileEmpty,
    FileTooLarge,
    KindNotAccepted,
    NothingToScoreWith,
    PredictionsUnacceptable,
)
from evaluator.scorekit import PredictionsFormat
from tests.factories import code_zip, predictions_csv

EXPECTED = EntryFormat(
    kinds=(PREDICTIONS, CODE),
    predictions=PredictionsFormat(file="predictions.csv", id="id", columns=("value",)),
    expected_ids=frozenset("abcd"),
)


def zip_with(name: str, *, mode: int = 0o100644) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, "content")
    return out.getvalue()


class Huge(ContentFile):
    """Says that it is large; whoever reads it has looked too late."""

    def __init__(self, size: int) -> None:
        super().__init__(b"x")
        self.size = size

    def read(self, *_: object) -> bytes:
        raise AssertionError("read before its size was looked at")


@pytest.mark.parametrize(
    ("kind", "content"), [(PREDICTIONS, predictions_csv(a=1)), (CODE, code_zip()), (CODE, zip_with("only/main.py"))]
)
def test_right_uploads_pass(kind, content):
    require_acceptable(ContentFile(content), kind=kind, expected=EXPECTED)


def test_large_upload_on_disk_passes():
    with TemporaryUploadedFile("entry.zip", "application/zip", 0, None) as upload:
        upload.write(code_zip())
        upload.size = upload.tell()
        upload.flush()
        require_acceptable(upload, kind=CODE, expected=EXPECTED)


def test_phase_without_bundle_takes_nothing():
    with pytest.raises(NothingToScoreWith):
        require_acceptable(ContentFile(predictions_csv()), kind=PREDICTIONS, expected=None)


def test_kind_that_the_bundle_does_not_take():
    only = EntryFormat((PREDICTIONS,), EXPECTED.predictions, EXPECTED.expected_ids)
    with pytest.raises(KindNotAccepted):
        require_acceptable(ContentFile(code_zip()), kind=CODE, expected=only)


@pytest.mark.parametrize("kind", [PREDICTIONS, CODE])
def test_empty_file(kind):
    with pytest.raises(FileEmpty):
        require_acceptable(ContentFile(b""), kind=kind, expected=EXPECTED)


@pytest.mark.parametrize("kind", [PREDICTIONS, CODE])
def test_size_is_looked_at_before_the_content(kind):
    with pytest.raises(FileTooLarge):
        require_acceptable(Huge(LARGEST[kind] + 1), kind=kind, expected=EXPECTED)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a zip", "not_a_zip"),
        (zip_with("../main.py"), "unsafe_path"),
        (zip_with("main.py", mode=0o120777), "links_not_allowed"),
        (zip_with("main.py")[:-30], "not_a_zip"),
        (zip_with("model.py"), "no_entry_point"),
        (zip_with("one/two/main.py"), "no_entry_point"),
        (zip_with("main.py/model.py"), "no_entry_point"),
    ],
)
def test_hostile_or_useless_archive_is_refused_with_its_reason(content, reason):
    with pytest.raises(ArchiveUnacceptable) as refusal:
        require_acceptable(ContentFile(content), kind=CODE, expected=EXPECTED)
    assert refusal.value.details["reason"] == reason


def test_labels_and_bounds_are_looked_at_too():
    wanted = PredictionsFormat(
        "predictions.csv", "id", ("kind", "p"), labels={"kind": ("bulk", "tanker")}, bounds={"p": (0, 1)}
    )
    expected = EntryFormat((PREDICTIONS,), wanted, frozenset("ab"))
    require_acceptable(ContentFile(b"id,kind,p\na,bulk,0\nb,tanker,1\n"), kind=PREDICTIONS, expected=expected)
    with pytest.raises(PredictionsUnacceptable) as refusal:
        require_acceptable(ContentFile(b"id,kind,p\na,Bulk,0\nb,tanker,1.5\n"), kind=PREDICTIONS, expected=expected)
    assert [(fault.code, fault.row, fault.column, fault.value) for fault in refusal.value.faults] == [
        ("not_a_label", 2, "kind", "Bulk"),
        ("outside_bounds", 3, "p", "1.5"),
    ]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"id,val\na,1\n", ["header_unknown_column", "header_missing_column"]),
        (b"id,value\na,NaN\nb,1\nc,1\nd,1\n", ["not_finite"]),
        (b"id,value\na,1\na,1\nb,1\nc,1\n", ["missing_ids", "duplicate_id"]),
        (predictions_csv().decode().encode("utf-16"), ["not_utf8"]),
    ],
    ids=["header", "nan", "duplicate and missing", "utf-16"],
)
def test_wrong_predictions_are_refused_with_every_fault(content, codes):
    with pytest.raises(PredictionsUnacceptable) as refusal:
        require_acceptable(ContentFile(content), kind=PREDICTIONS, expected=EXPECTED)
    assert [fault.code for fault in refusal.value.faults] == codes
    assert refusal.value.details == {"total": len(codes)}
