"""The data files of a release, and what the descriptions tell of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from datasets.releasing.folder import sha256_of
from datasets.releasing.tables import Tables, write_csv, write_parquet
from datasets.sections import Texts

CSV, PARQUET = "text/csv", "application/vnd.apache.parquet"
SAMPLE = "sample_submission"

TITLES: Mapping[str, Texts] = {
    "train": {"fr": "Données d'apprentissage", "ar": "بيانات التدريب", "en": "Training data"},
    "test": {
        "fr": "Données de test, sans les réponses",
        "ar": "بيانات الاختبار من دون الأجوبة",
        "en": "Test data, without the answers",
    },
    SAMPLE: {"fr": "Exemple de soumission", "ar": "مثال للتسليم", "en": "Sample submission"},
}


@dataclass(frozen=True)
class DataFile:
    """A file inside the folder of the release; `table` is train, test or sample_submission."""

    path: str
    table: str
    media_type: str
    rows: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Such as train-csv; the sample has one file only."""
        return SAMPLE.replace("_", "-") if self.table == SAMPLE else f"{self.table}-{self.kind}"

    @property
    def kind(self) -> str:
        return "csv" if self.media_type == CSV else "parquet"

    @property
    def title(self) -> Texts:
        return {language: f"{title} ({self.kind.upper()})" for language, title in TITLES[self.table].items()}


def write_data(tables: Tables, *, folder: Path) -> tuple[DataFile, ...]:
    """data/train, data/test as parquet and CSV, and the sample submission."""
    (folder / "data").mkdir()
    written = []
    for name, table in tables.parts.items():
        for media_type, write in ((PARQUET, write_parquet), (CSV, write_csv)):
            path = folder / "data" / f"{name}.{'csv' if media_type == CSV else 'parquet'}"
            write(table, path)
            written.append(_told(path, folder=folder, table=name, media_type=media_type, rows=table.num_rows))
    path = folder / f"{SAMPLE}.csv"
    write_csv(tables.sample, path)
    written.append(_told(path, folder=folder, table=SAMPLE, media_type=CSV, rows=tables.sample.num_rows))
    return tuple(written)


def _told(path: Path, *, folder: Path, table: str, media_type: str, rows: int) -> DataFile:
    name, size = path.relative_to(folder).as_posix(), path.stat().st_size
    return DataFile(name, table, media_type, rows, size, sha256_of(path))
