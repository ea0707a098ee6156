"""Writes what scores a challenge: the pack's description and scorer, the inputs, and the hidden reference."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from datasets.brief import DESCRIPTION, Brief, read_brief
from datasets.features.values import column
from datasets.releasing.folder import write_whole
from datasets.releasing.tables import tables_of, write_csv
from datasets.rules import ProgramFailed
from datasets.sides import Sides

SCORER = "scorer"
PUBLIC_INPUT = "public_input"  # written by hand: as input/, of data that teams may see
TABLES = "tables"  # written by hand: what teams and scorer both need
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*")
LABELS = "reference.csv"
SECRET = "secret"  # noqa: S105 - the name of a file


def build_bundle(sides: Sides, *, pack: Path, folder: Path, secret: str = "") -> Path:
    """challenge.yaml, scorer/ and public_input/ of the pack, with input/ and reference/ beside them, and in the latter
    what the pack's challenge.yaml asks for. Raises FolderTaken, RecipeBroken, MissingColumn, ProgramFailed.
    """
    brief = read_brief(pack)
    return write_whole(folder, lambda work: _fill(sides, pack, work, brief=brief, secret=secret))


def build_reference(sides: Sides, *, folder: Path) -> Path:
    """The hidden labels alone, with the part of each row. Raises FolderTaken."""
    return write_whole(folder, lambda work: _write_labels(sides.truth, work / LABELS))


def _fill(sides: Sides, pack: Path, folder: Path, *, brief: Brief, secret: str) -> None:
    shutil.copyfile(pack / DESCRIPTION, folder / DESCRIPTION)
    for name in (SCORER, PUBLIC_INPUT):
        if (pack / name).is_dir():
            shutil.copytree(pack / name, folder / name, ignore=NOT_COPIED)
    inputs, reference = folder / "input", folder / "reference"
    for place in (inputs, reference):
        if (pack / TABLES).is_dir():
            shutil.copytree(pack / TABLES, place, ignore=NOT_COPIED)
        place.mkdir(exist_ok=True)
    _write_inputs(sides, inputs)
    _write_labels(_with_columns(sides, brief.columns), reference / LABELS)
    for name in brief.tables:
        shutil.copyfile(inputs / f"{name}.csv", reference / f"{name}.csv")
    if brief.has_secret:
        (reference / SECRET).write_text(f"{secret}\n", encoding="ascii")
    if brief.program is not None:
        _run(brief.program, reference=reference)


def _write_inputs(sides: Sides, folder: Path) -> None:
    tables = tables_of(sides.train, sides.test, sides.sample, recipe=sides.recipe)
    named: Mapping[str, pa.Table] = {**tables.parts, "sample_submission": tables.sample}
    for name, table in named.items():
        write_csv(table, folder / f"{name}.csv")


def _with_columns(sides: Sides, names: tuple[str, ...]) -> pd.DataFrame:
    """The truth with columns of the test, row by row."""
    test = sides.test.set_index(sides.recipe.id)
    told = {name: column(test, name).loc[sides.truth[sides.recipe.id]].to_numpy() for name in names}
    return sides.truth.assign(**told)


def _write_labels(truth: pd.DataFrame, path: Path) -> None:
    write_csv(pa.Table.from_pandas(truth, preserve_index=False), path)


def _run(program: Path, *, reference: Path) -> None:
    """The pack's own program, with the folder of the reference and what it found before, which lies beside it."""
    program = program.resolve()
    words = [sys.executable, str(program), str(reference.resolve()), str(program.with_suffix(".csv"))]
    ran = subprocess.run(words, cwd=program.parent, capture_output=True, text=True, check=False)
    if ran.returncode:
        _, _, last = ran.stderr.strip().rpartition("\n")
        raise ProgramFailed(f"The program {program.name} of the pack ended in {ran.returncode}. {last}")
