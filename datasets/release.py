"""Writes the two folders of a challenge's data: the release for everybody, and the bundle with the hidden truth."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from datasets.documents import dictionary_json, dictionary_page, readme
from datasets.recipe import read_recipe
from datasets.rules import require_free
from datasets.samples import Samples, draw_samples
from datasets.sections import LANGUAGES

ROW_GROUP = 100_000
CHECKSUMS = "SHA256SUMS"
COPIED = ("challenge.yaml", "scorer")
PUBLIC_INPUT = "public_input"  # written by hand: as input/, of data that teams may see
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*")


@dataclass(frozen=True)
class Built:
    """The folders of a pack's data."""

    release: Path
    bundle: Path


def build_pack(pack: Path, *, to: Path, seed: int | None = None) -> Built:
    """`to`/release and `to`/bundle from pack/recipe.yaml; the same bytes for the same recipe and seed."""
    samples = draw_samples(read_recipe(pack / "recipe.yaml"), seed=seed)
    return Built(
        release=build_release(samples, folder=to / "release"),
        bundle=build_bundle(samples, pack=pack, folder=to / "bundle"),
    )


def build_release(samples: Samples, *, folder: Path) -> Path:
    """Data, dictionary, README and SHA256SUMS; nothing in it tells of the hidden truth. Raises FolderTaken."""
    return _written(folder, lambda work: _fill_release(samples, work))


def build_bundle(samples: Samples, *, pack: Path, folder: Path) -> Path:
    """challenge.yaml, scorer/ and public_input/ of the pack, with input/ and reference/ beside them. Raises
    FolderTaken.
    """
    return _written(folder, lambda work: _fill_bundle(samples, pack, work))


def _written(folder: Path, fill: Callable[[Path], None]) -> Path:
    """The folder appears at once and whole, or not at all."""
    require_free(folder.name, is_free=not folder.exists() or not any(folder.iterdir()))
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fill(work)
        work.chmod(0o755)
        work.replace(folder)
    except BaseException:
        shutil.rmtree(work)
        raise
    return folder


def _fill_release(samples: Samples, folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    for name, table in (("train", samples.train), ("test", samples.test)):
        _write_csv(table, data / f"{name}.csv")
        _write_parquet(table, data / f"{name}.parquet")
    _write_csv(samples.sample, folder / "sample_submission.csv")
    for language in LANGUAGES:
        _write_text(folder / f"DICTIONARY.{language}.md", dictionary_page(samples, language=language))
    _write_text(folder / "dictionary.json", dictionary_json(samples))
    _write_text(folder / "README.md", readme(samples))
    _write_text(folder / CHECKSUMS, checksums(folder))


def _fill_bundle(samples: Samples, pack: Path, folder: Path) -> None:
    for name in COPIED:
        if (pack / name).is_dir():
            shutil.copytree(pack / name, folder / name, ignore=NOT_COPIED)
        else:
            shutil.copyfile(pack / name, folder / name)
    if (pack / PUBLIC_INPUT).is_dir():
        shutil.copytree(pack / PUBLIC_INPUT, folder / PUBLIC_INPUT, ignore=NOT_COPIED)
    for name in ("input", "reference"):
        (folder / name).mkdir()
    _write_csv(samples.train, folder / "input" / "train.csv")
    _write_csv(samples.test, folder / "input" / "test.csv")
    _write_csv(samples.sample, folder / "input" / "sample_submission.csv")
    _write_csv(samples.truth, folder / "reference" / "reference.csv")


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Columns and nothing else: neither index nor pandas metadata."""
    columns = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(columns, path, compression="zstd", row_group_size=ROW_GROUP)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def checksums(folder: Path) -> str:
    """As `sha256sum --check` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files)
