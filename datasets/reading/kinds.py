"""Tells what kind of file it is from its first bytes; of kinds that are not read here, what to do instead."""

from pathlib import Path, PurePath
from typing import Literal
from zipfile import BadZipFile, ZipFile

from datasets.reading.refusal import BrokenFile, Misnamed, OpenDocument, OtherKind, OtherWorkbook, PackedFile

Kind = Literal["csv", "excel", "parquet"]
LOOKED_AT = 1024
ZIP, OLE, PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"
PACKED = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!", b"\x28\xb5\x2f\xfd")
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"SQLite", b"PARE", b"{\\rtf")
WEB_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<table")


def kind_of(path: Path, *, name: str) -> Kind:
    """Raises the refusals of files that hold no table that can be read here."""
    with path.open("rb") as stream:
        head = stream.read(LOOKED_AT)
    if head.startswith(PARQUET):
        return "parquet"
    if head.startswith(ZIP):
        _require_workbook(path, name=name)
        return "excel"
    if head.startswith(OLE):
        raise OtherWorkbook(name=name)
    if head.startswith(PACKED):
        raise PackedFile(name=name)
    if head.startswith(NO_TABLES) or head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(WEB_PAGES):
        raise OtherKind(name=name)
    suffix = PurePath(name).suffix.lower()
    if suffix in (".parquet", ".xlsx", ".xlsm", ".ods", ".zip", ".gz") and head:
        raise Misnamed(name=name, suffix=suffix)
    return "csv"


def _require_workbook(path: Path, *, name: str) -> None:
    try:
        with ZipFile(path) as archive:
            members = set(archive.namelist())
    except (BadZipFile, OSError, ValueError) as error:
        raise BrokenFile(name=name) from error
    if "xl/workbook.bin" in members:
        raise OtherWorkbook(name=name)
    if {"META-INF/manifest.xml", "content.xml"} <= members:
        raise OpenDocument(name=name)
    if "xl/workbook.xml" not in members:
        raise PackedFile(name=name)
