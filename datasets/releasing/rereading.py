"""Reads the files of a release again from the disk: all of them, nothing else, and twice the same tables."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from datasets.recipes.recipe import Recipe
from datasets.releasing.breaches import Breach
from datasets.releasing.folder import CHECKSUMS, files_of, sha256_of
from datasets.releasing.tables import Tables
from datasets.sections import LANGUAGES

PARTS = ("train", "test")
SAMPLE = "sample_submission.csv"
FILES = frozenset(
    {
        *(f"data/{part}.{kind}" for part in PARTS for kind in ("parquet", "csv")),
        *(f"{name}.{language}.md" for name in ("DATASHEET", "DICTIONARY") for language in LANGUAGES),
        *("README.md", "CHANGELOG.md", "profile.json", "recipe.json", "risk.json"),
        *("datapackage.json", "croissant.json", "dcat.jsonld", SAMPLE, CHECKSUMS),
    }
)
"""Every file of a release; there is no other."""


def check_files(folder: Path) -> Iterator[Breach]:
    """Each file is one of a release, is listed in SHA256SUMS, has the bytes that were listed, and can be read."""
    files = files_of(folder)
    listed = _listed(files[CHECKSUMS]) if CHECKSUMS in files else {}
    for name in sorted((FILES | listed.keys()) - files.keys()):
        yield Breach("file_missing", {"path": name})
    for name, path in files.items():
        if name not in FILES or path.is_symlink():
            yield Breach("file_unexpected", {"path": name})
        elif name != CHECKSUMS and listed.get(name) != sha256_of(path):
            yield Breach("checksum_wrong", {"path": name})
        elif path.suffix in {".json", ".jsonld"} and not _is_json(path):
            yield Breach("file_unreadable", {"path": name})


def _listed(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True


def reread(folder: Path, *, recipe: Recipe) -> tuple[Tables | None, list[Breach]]:
    """The tables as the parquet files have them (the sample from its CSV), and what is wrong with them; None where they
    are not those of the recipe."""
    breaches: list[Breach] = []
    found: dict[str, pa.Table] = {}
    for path in (*(f"data/{part}.parquet" for part in PARTS), SAMPLE):
        try:
            found[path] = _read(folder / path)
        except (OSError, pa.ArrowInvalid):
            breaches.append(Breach("file_unreadable", {"path": path}))
        else:
            breaches += _columns(found[path], path=path, recipe=recipe)
    if breaches:
        return None, breaches
    tables = Tables(*found.values())
    for part, table in tables.parts.items():
        path = f"data/{part}.parquet"
        breaches += [*_metadata(folder, path), *_unused_values(folder, path, table=table)]
        breaches += _csv(folder, f"data/{part}.csv", table=table)
    return tables, breaches


def _read(path: Path) -> pa.Table:
    """Texts as large strings, as they were written."""
    if path.suffix == ".csv":
        table = pa_csv.read_csv(path, convert_options=pa_csv.ConvertOptions(strings_can_be_null=True))
    else:
        table = pq.read_table(path)
    large = [field.with_type(pa.large_string()) if pa.types.is_string(field.type) else field for field in table.schema]
    return table.cast(pa.schema(large, metadata=table.schema.metadata))


def _columns(table: pa.Table, *, path: str, recipe: Recipe) -> Iterator[Breach]:
    """An index column is one that the recipe does not have, and the target in the test is another."""
    expected = {recipe.id}
    if path != SAMPLE:
        expected |= {column.name for column in recipe.columns}
        expected |= set(recipe.target.answers) if "train" in path else set()
    found = set(table.column_names)
    if missing := expected - found:
        yield Breach("columns_missing", {"path": path, "columns": ", ".join(sorted(missing))})
    if path != SAMPLE and (unexpected := found - expected):
        yield Breach("columns_unexpected", {"path": path, "columns": ", ".join(sorted(unexpected))})


def _metadata(folder: Path, path: str) -> Iterator[Breach]:
    found = pq.read_metadata(folder / path).metadata
    if found:
        names = ", ".join(sorted(name.decode(errors="replace") for name in found))
        yield Breach("metadata_found", {"path": path, "names": names})


def _unused_values(folder: Path, path: str, *, table: pa.Table) -> Iterator[Breach]:
    """The dictionary of a column may hold values that no row has: those of a category whose rows were left out."""
    texts = [field.name for field in table.schema if pa.types.is_large_string(field.type)]
    for name in texts:
        column = pq.read_table(folder / path, columns=[name], read_dictionary=[name])[name]
        unused = sum(len(chunk.dictionary) - pc.count_distinct(chunk.indices).as_py() for chunk in column.chunks)
        if unused:
            yield Breach("values_unused", {"path": path, "column": name, "count": unused})


def _csv(folder: Path, path: str, *, table: pa.Table) -> Iterator[Breach]:
    """Value by value: numbers as numbers, texts as texts, an empty cell as none."""
    types = {field.name: field.type for field in table.schema}
    options = pa_csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True)
    try:
        with (folder / path).open("rb") as stream:
            head = stream.readline()
        parsed = pa_csv.ParseOptions(newlines_in_values=True)
        found = pa_csv.read_csv(folder / path, parse_options=parsed, convert_options=options)
    except (OSError, pa.ArrowInvalid):
        yield Breach("file_unreadable", {"path": path})
        return
    if head.startswith(b"\xef\xbb\xbf") or head.endswith(b"\r\n"):
        yield Breach("csv_form", {"path": path})
    if found.column_names != table.column_names or found.num_rows != table.num_rows:
        rows = abs(found.num_rows - table.num_rows)
        yield Breach("csv_differs", {"path": path, "column": ", ".join(found.column_names), "count": rows})
        return
    for name in table.column_names:
        if not found[name].equals(table[name]):
            count = _different(found[name], table[name])
            yield Breach("csv_differs", {"path": path, "column": name, "count": count})


def _different(one: pa.ChunkedArray, other: pa.ChunkedArray) -> int:
    are_equal = pc.fill_null(pc.equal(one, other), False)
    are_both_empty = pc.and_(pc.is_null(one), pc.is_null(other))
    return int(pc.sum(pc.invert(pc.or_(are_equal, are_both_empty))).as_py())
