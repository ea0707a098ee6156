"""What a backup says of itself: the opening stands at its beginning, the manifest at its end."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from smartport.backup.refusal import FromNewerVersion, Unfit

FORMAT = 1
KIND = "smartport-backup"
LARGEST = 64 << 20

Told = TypeVar("Told", bound="Opening | Manifest")


@dataclass(frozen=True)
class Table:
    """Rows of one model, as arrays of these columns."""

    model: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Journal:
    """Its last entry; `broken_at` is the first entry that does not fit the chain, where it was broken already."""

    number: int | None
    hash: str
    broken_at: int | None


@dataclass(frozen=True)
class Opening:
    """`migrations` are those that the database had, as app.name; `tables` says which columns a row has, in order."""

    kind: str
    format: int
    version: str
    made_at: str
    database: str
    with_vault: bool
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Manifest:
    """`rows` by model, `numbers` how far each counting table has counted, `boards` a digest by the phase's key,
    `missing` the files that rows speak of and that were not there."""

    rows: Mapping[str, int]
    numbers: Mapping[str, int]
    journal: Journal
    boards: Mapping[str, str]
    files: int
    file_bytes: int
    missing: tuple[str, ...]


def written(told: Opening | Manifest) -> bytes:
    """As JSON that a person can read."""
    return json.dumps(asdict(told), ensure_ascii=False, indent=1).encode()


def read_opening(content: bytes) -> Opening:
    """Raises Unfit, FromNewerVersion."""
    said = _object(content)
    if said.get("kind") != KIND or not isinstance(said.get("format"), int):
        raise Unfit("This is not a backup of smartport.")
    if said["format"] > FORMAT:
        raise FromNewerVersion(
            f"This backup has format {said['format']}, made by smartport {said.get('version')}; this version reads "
            f"formats up to {FORMAT}. Install that version of smartport, or a newer one."
        )
    try:
        tables = tuple(Table(str(one["model"]), tuple(map(str, one["columns"]))) for one in said["tables"])
        migrations = tuple(map(str, said["migrations"]))
    except (KeyError, TypeError) as error:
        raise Unfit("The backup's first page cannot be read.") from error
    return _made(Opening, {**said, "tables": tables, "migrations": migrations})


def read_manifest(content: bytes) -> Manifest:
    """Raises Unfit."""
    said = _object(content)
    try:
        journal = Journal(**said["journal"])
        missing = tuple(map(str, said["missing"]))
        for counts in ("rows", "numbers"):
            said[counts] = {str(name): int(count) for name, count in said[counts].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unfit("The backup's last page cannot be read.") from error
    return _made(Manifest, {**said, "journal": journal, "missing": missing})


def _object(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unfit("This is not a backup of smartport.") from error
    if not isinstance(said, dict):
        raise Unfit("This is not a backup of smartport.")
    return said


def _made(kind: type[Told], said: Mapping[str, Any]) -> Told:
    wanted = {field.name for field in fields(kind)}
    if wanted - said.keys():
        raise Unfit(f"The backup does not say its {', '.join(sorted(wanted - said.keys()))}.")
    return kind(**{name: said[name] for name in wanted})
