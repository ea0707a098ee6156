"""Writes what scores a challenge: the pack's description and scorer, the inputs, and the hidden reference."""

import shutil
from pathlib import Path

import pyarrow as pa

from datasets.releasing.folder import write_whole
from datasets.releasing.tables import tables_of, write_csv
from datasets.samples import Samples

COPIED = ("challenge.yaml", "scorer")
PUBLIC_INPUT = "public_input"  # written by hand: as input/, of data that teams may see
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*")
LABELS = "reference.csv"


def build_bundle(samples: Samples, *, pack: Path, folder: Path) -> Path:
    """challenge.yaml, scorer/ and public_input/ of the pack, with input/ and reference/ beside them. Raises
    FolderTaken.
    """
    return write_whole(folder, lambda work: _fill(samples, pack, work))


def build_reference(samples: Samples, *, folder: Path) -> Path:
    """The hidden labels alone, with the part of each row. Raises FolderTaken."""
    return write_whole(folder, lambda work: _write_labels(samples, work / LABELS))


def _fill(samples: Samples, pack: Path, folder: Path) -> None:
    for name in COPIED:
        if (pack / name).is_dir():
            shutil.copytree(pack / name, folder / name, ignore=NOT_COPIED)
        else:
            shutil.copyfile(pack / name, folder / name)
    if (pack / PUBLIC_INPUT).is_dir():
        shutil.copytree(pack / PUBLIC_INPUT, folder / PUBLIC_INPUT, ignore=NOT_COPIED)
    for name in ("input", "reference"):
        (folder / name).mkdir()
    tables = tables_of(samples.train, samples.test, samples.sample, recipe=samples.recipe)
    write_csv(tables.train, folder / "input" / "train.csv")
    write_csv(tables.test, folder / "input" / "test.csv")
    write_csv(tables.sample, folder / "input" / "sample_submission.csv")
    _write_labels(samples, folder / "reference" / LABELS)


def _write_labels(samples: Samples, path: Path) -> None:
    write_csv(pa.Table.from_pandas(samples.truth, preserve_index=False), path)
