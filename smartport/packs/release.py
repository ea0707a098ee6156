"""The release of a pack without a recipe: what teams download, taken from the folder with a look at what may leak."""

import csv
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasets.releasing.folder import CHECKSUMS, checksums
from evaluator.bundle import Bundle
from evaluator.metrics.program.measures.truth import read_truth
from smartport.packs.documents import ColumnTold, dictionary_page, readme
from smartport.packs.pack import LANGUAGES, Pack, PackBroken

TRAIN = "train.csv"


@dataclass(frozen=True)
class Hidden:
    """What nobody may download: the target's columns in rows with these ids."""

    id: str
    ids: frozenset[str]
    targets: frozenset[str]

    @classmethod
    def of(cls, bundle: Bundle) -> "Hidden":
        """A challenge with a scorer of its own has a truth that only its scorer understands: nothing is known."""
        if not bundle.metrics:
            return cls(bundle.predictions.id, frozenset(), frozenset())
        truth = read_truth(bundle.reference / bundle.truth, id=bundle.predictions.id, columns=())
        told = {name for asked in bundle.metrics for name in (asked.target, asked.options.get("event")) if name}
        return cls(bundle.predictions.id, frozenset(truth.ids), frozenset(told))


def write_release(pack: Pack, bundle: Bundle, *, folder: Path) -> None:
    """Train and input files, dictionaries, README and SHA256SUMS. Raises PackBroken where the truth would leak."""
    hidden, sample = Hidden.of(bundle), bundle.predictions.ids
    (folder / "data").mkdir(parents=True)
    for path in _published(pack.folder):
        if path.name != sample:
            _require_nothing_hidden(path, hidden=hidden)
        shutil.copyfile(path, folder / path.name if path.name == sample else folder / "data" / path.name)
    columns = _columns(folder / "data", pack=pack, hidden=hidden)
    for language in LANGUAGES:
        page = dictionary_page(columns, title=pack.texts["title"][language], language=language)
        _write(folder / f"DICTIONARY.{language}.md", page)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.csv"))
    _write(folder / "README.md", readme(pack, files=files))
    _write(folder / CHECKSUMS, checksums(folder))


def _published(folder: Path) -> list[Path]:
    """train.csv and what is in input/, where a program that is handed in finds the same train.csv."""
    train, given = folder / TRAIN, sorted(path for path in (folder / "input").rglob("*") if path.is_file())
    if not given:
        raise PackBroken("input/ is empty: there is nothing to predict from.")
    for path in given:
        if path.parent != folder / "input":
            raise PackBroken(f"{path.relative_to(folder)}: input/ has files and no folders.")
    inside = folder / "input" / TRAIN
    if not train.exists():
        return given
    if inside.exists() and inside.read_bytes() != train.read_bytes():
        raise PackBroken("train.csv and input/train.csv differ: copy one over the other.")
    return [train, *(path for path in given if path != inside)]


def _require_nothing_hidden(path: Path, *, hidden: Hidden) -> None:
    if path.suffix.lower() != ".csv" or not hidden.ids:
        return
    header, rows = _read(path)
    targets = [name for name in header if name in hidden.targets]
    if not targets or hidden.id not in header:
        return
    at = header.index(hidden.id)
    for line, cells in rows:
        if cells[at : at + 1] and cells[at] in hidden.ids:
            raise PackBroken(
                f"{path.name}, row {line}: it tells {targets[0]} of {cells[at]!r}, which is a row of the hidden test. "
                "Take these rows out of the published files."
            )


def _columns(data: Path, *, pack: Pack, hidden: Hidden) -> list[ColumnTold]:
    """Of every published table, each column once, with what the pack says of it."""
    found: dict[str, ColumnTold] = {}
    for path in sorted(data.glob("*.csv"), key=lambda path: path.name != TRAIN):
        header, rows = _read(path)
        ranges = {name: _Range() for name in header}
        for _, cells in rows:
            for name, cell in zip(header, cells, strict=False):
                ranges[name].take(cell)
        for name in header:
            role = "id" if name == hidden.id else "target" if name in hidden.targets else "feature"
            told: Mapping[str, str] = pack.data.columns.get(name, {})
            found.setdefault(name, ColumnTold(name, role, ranges[name].kind, told, ranges[name].values))
    return list(found.values())


class _Range:
    """The least and the greatest of a column, as long as all are numbers."""

    def __init__(self) -> None:
        self.low, self.high, self.are_numbers, self.is_empty = float("inf"), float("-inf"), True, True

    def take(self, cell: str) -> None:
        if not cell or not self.are_numbers:
            return
        self.is_empty = False
        try:
            number = float(cell)
        except ValueError:
            self.are_numbers = False
        else:
            self.low, self.high = min(self.low, number), max(self.high, number)

    @property
    def kind(self) -> str:
        return "number" if self.are_numbers and not self.is_empty else "category"

    @property
    def values(self) -> str:
        return f"{self.low:g} – {self.high:g}" if self.kind == "number" else ""


def _read(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header, and the rows with their lines. Raises PackBroken."""

    def lines() -> Iterator[tuple[int, list[str]]]:
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(stream)
                for cells in reader:
                    yield reader.line_num, cells
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise PackBroken(f"{path.name} cannot be read as CSV in UTF-8: {error}") from error

    found = lines()
    return next(found, (0, []))[1], found


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
