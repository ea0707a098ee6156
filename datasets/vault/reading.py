"""A raw file is read: taken by one worker with a ticket, with signs of life, and what was found in it is kept."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import QuerySet

from datasets.identifiers.find import find_identifiers
from datasets.identifiers.identified import Identified, masked
from datasets.reading.read import ColumnNote, Reading, read_file
from datasets.reading.refusal import ReadingRefusal
from datasets.vault import keeping
from datasets.vault.actions import SITE, note_access
from datasets.vault.models import Extract, ExtractState
from datasets.vault.queries import to_be_read
from datasets.vault.rules import READING_ATTEMPTS, Deed

PAUSE = timedelta(seconds=2)
"""Between two signs of life."""
DIGESTED, TYPED = 10, 80
"""Percent done once the digest is known, and once the table is written; then come the identifiers."""
MOST_GROUPS = 50
"""Groups of rows (100,000 each) in which identifiers are looked for; of a longer table so many at equal distances."""
GIVEN_UP = {"code": "reading_failed", "details": {}}
Clock = Callable[[], datetime]


class NoLongerOurs(Exception):
    """The extract was deleted meanwhile, or another worker took it over."""


@dataclass
class Turn:
    """One worker's turn at an extract. `attempts` counts this one."""

    extract: Extract
    ticket: str
    attempts: int
    clock: Clock
    seen_at: datetime

    def go_on(self, percent: float) -> None:
        """Give a sign of life, not too often. Raises NoLongerOurs."""
        now = self.clock()
        if now - self.seen_at < PAUSE:
            return
        self.seen_at = now
        reading = {"ticket": self.ticket, "attempts": self.attempts, "percent": int(percent)}
        self.settle(reading=reading, changed_at=now)

    def settle(self, **fields: Any) -> None:
        """Change the row as long as it is ours. Raises NoLongerOurs."""
        if not self._row().update(**fields):
            raise NoLongerOurs

    @property
    def is_ours(self) -> bool:
        return self._row().exists()

    def _row(self) -> QuerySet[Extract]:
        return Extract.objects.filter(pk=self.extract.pk, state=ExtractState.READING, reading__ticket=self.ticket)

    def between(self, begin: int, end: int) -> Callable[[float], None]:
        """Hears a share of a part of the work as percent of the whole."""
        return lambda share: self.go_on(begin + (end - begin) * share)


def read_extract(extract_id: UUID, *, clock: Clock) -> bool:
    """Take the extract and read it: READY with a table and notes on its columns, or REFUSED with the reason. False
    where there was nothing to take, or where it was taken away. A worker that is killed leaves it to the next one."""
    turn = _take(extract_id, clock=clock)
    if turn is None:
        return False
    try:
        _read(turn)
    except ReadingRefusal as refusal:
        return _refuse(turn, refusal.as_dict())
    except NoLongerOurs:
        return False
    except FileNotFoundError:
        if turn.is_ours:
            raise
        return False
    return True


def _take(extract_id: UUID, *, clock: Clock) -> Turn | None:
    """After three workers died of it nobody else is sent there."""
    now = clock()
    found = to_be_read(now=now).filter(pk=extract_id).first()
    if found is None:
        return None
    turn = Turn(found, secrets.token_hex(16), found.reading.get("attempts", 0) + 1, clock, now)
    reading = {"ticket": turn.ticket, "attempts": turn.attempts, "percent": 1}
    as_it_was = Extract.objects.filter(pk=found.pk, state=ExtractState.READING, reading=found.reading)
    if not as_it_was.update(reading=reading, changed_at=now):
        return None
    if turn.attempts > READING_ATTEMPTS:
        _refuse(turn, GIVEN_UP)
        return None
    return turn


def _read(turn: Turn) -> None:
    extract = turn.extract
    keeping.clear_drafts(extract.pk)
    told = turn.between(0, DIGESTED)
    sha256 = keeping.digest(extract.pk, on_progress=lambda done: told(done / extract.size))
    with keeping.draft_table(extract.pk, ticket=turn.ticket) as draft:
        raw = keeping.original(extract.pk)
        reading = read_file(raw, name=extract.original_name, to=draft, on_progress=turn.between(DIGESTED, TYPED))
        columns = list(_columns(reading, table=draft, on_progress=turn.between(TYPED, 100)))
        now = turn.clock()
        with transaction.atomic():
            turn.settle(
                state=ExtractState.READY,
                sha256=sha256,
                rows=reading.rows,
                columns=columns,
                reading=reading.how,
                refusal={},
                changed_at=now,
            )
            details = {"rows": reading.rows, "columns": len(columns)}
            note_access(extract, deed=Deed.READ, by=None, actor=SITE, now=now, details=details)
            keeping.keep_table(draft, extract_id=extract.pk)


def _refuse(turn: Turn, refusal: dict[str, Any]) -> bool:
    """The sentence may quote the file: what it quotes is kept masked. False where it is no longer ours to say."""
    details = {name: masked(str(value)) if name == "value" else value for name, value in refusal["details"].items()}
    now = turn.clock()
    try:
        with transaction.atomic():
            kept = {"code": refusal["code"], "details": details}
            turn.settle(state=ExtractState.REFUSED, refusal=kept, reading={}, changed_at=now)
            told = {"code": refusal["code"]}
            note_access(turn.extract, deed=Deed.REFUSED, by=None, actor=SITE, now=now, details=told)
    except NoLongerOurs:
        return False
    return True


def _columns(reading: Reading, *, table: Path, on_progress: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """A column at a time, so that memory holds one; nothing of a cell is kept but masked examples."""
    with pq.ParquetFile(table) as file:
        groups = _spread(file.num_row_groups)
        for place, note in enumerate(reading.columns):
            frame = file.read_row_groups(groups, columns=[note.name]).to_pandas()
            yield {**_noted(note), "identifiers": [_found(one) for one in find_identifiers(frame)]}
            on_progress((place + 1) / len(reading.columns))


def _noted(note: ColumnNote) -> dict[str, Any]:
    """A note without the cells that it quotes: only the lines on which they stand."""
    doubts = [
        {"code": doubt.code, "count": doubt.count, "total": doubt.total, "rows": [cell.row for cell in doubt.cells]}
        for doubt in note.doubts
    ]
    return {**asdict(note), "doubts": doubts}


def _found(one: Identified) -> dict[str, Any]:
    found = asdict(one)
    del found["column"]
    return found


def _spread(count: int) -> list[int]:
    """All of so many, or MOST_GROUPS of them at equal distances, the first and the last among them."""
    if count <= MOST_GROUPS:
        return list(range(count))
    return [place * (count - 1) // (MOST_GROUPS - 1) for place in range(MOST_GROUPS)]
