"""What is wrong with a predictions file: single faults, and the findings of one check."""

from dataclasses import asdict, dataclass, field
from typing import Any

FAULTS_KEPT = 20
VALUE_LENGTH = 80


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `row` is the line of the file, the header being row 1; `message` never repeats
    row, column and value, which stand beside it; `value` is escaped and at most 80 characters."""

    code: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column is not None else []
        place += [f"'{self.value}'"] if self.value is not None else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


@dataclass(frozen=True)
class Findings:
    """The first faults of a check, and how many it found: of a file with very many, it gives up the rest."""

    faults: tuple[Fault, ...]
    total: int

    @property
    def is_clean(self) -> bool:
        return self.total == 0

    def to_json(self) -> dict[str, Any]:
        return {"faults": [asdict(fault) for fault in self.faults], "total": self.total}


@dataclass
class FaultLog:
    """Collects faults while a file is read: keeps the first few, counts them all."""

    kept: list[Fault] = field(default_factory=list)
    total: int = 0

    def add(
        self,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        self.total += 1
        if len(self.kept) < FAULTS_KEPT:
            self.kept.append(Fault(code, message, row, escaped_or_none(column), escaped_or_none(value)))

    def add_first(self, code: str, message: str, *, value: str | None = None) -> None:
        """A fault of the whole file stands before those of its rows, and is never the one that is cut off."""
        self.total += 1
        self.kept.insert(0, Fault(code, message, value=escaped_or_none(value)))
        del self.kept[FAULTS_KEPT:]

    def findings(self) -> Findings:
        return Findings(tuple(self.kept), self.total)


def escaped(text: str) -> str:
    """The text on one line without control, bidi or unpaired characters, cut to 80 characters."""
    start = text[:VALUE_LENGTH]
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in start)
    whole = len(text) <= VALUE_LENGTH and len(shown) <= VALUE_LENGTH
    return shown if whole else shown[: VALUE_LENGTH - 1] + "…"


def escaped_or_none(text: str | None) -> str | None:
    return None if text is None else escaped(text)
