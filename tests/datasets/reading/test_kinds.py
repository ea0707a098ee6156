"""The kind is told by the first bytes, and a file of another kind is refused with what to do."""

import gzip
import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datasets.reading.kinds import kind_of
from datasets.reading.refusal import BrokenFile, Misnamed, OpenDocument, OtherKind, OtherWorkbook, PackedFile


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # no time of day: workers must collect the same tests
    return stream.getvalue()


def parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"a;b\n1;2\n", "visits.csv", "csv"),
        (b"a;b\n1;2\n", "visits.xls", "csv"),
        (b"", "visits.csv", "csv"),
        (parquet(), "visits.csv", "parquet"),
        (packed("xl/workbook.xml"), "visits", "excel"),
    ],
)
def test_kind_is_told_by_content(write, content, name, kind):
    assert kind_of(write(content), name=name) == kind


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "visits.xls", OtherWorkbook),
        (packed("xl/workbook.bin"), "visits.xlsb", OtherWorkbook),
        (packed("META-INF/manifest.xml", "content.xml"), "visits.ods", OpenDocument),
        (packed("visits.csv"), "visits.zip", PackedFile),
        (gzip.compress(b"a;b", mtime=0), "visits.csv.gz", PackedFile),
        (packed("xl/workbook.xml")[:-8], "visits.xlsx", BrokenFile),
        (b"%PDF-1.7\n", "visits.pdf", OtherKind),
        (b"\x89PNG\r\n\x1a\n", "visits.csv", OtherKind),
        (b"\n <HTML><table>", "visits.xls", OtherKind),
        (b"a;b\n1;2\n", "visits.parquet", Misnamed),
        (b"a;b\n1;2\n", "visits.XLSX", Misnamed),
    ],
)
def test_other_kinds_are_refused(write, content, name, refusal):
    with pytest.raises(refusal) as raised:
        kind_of(write(content), name=name)
    assert str(raised.value).startswith(name)
