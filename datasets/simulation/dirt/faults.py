"""What goes wrong in the tables of offices: each fault finds its rows in a sheet and says what it did to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np
import pyarrow.compute as pc

from datasets.simulation.gates.trucks import ARABIC, LATIN

from .sheet import Change, Mask, Rows, Sheet

Retype = Callable[[str, np.random.Generator], str]

SKEWS = (-23, -13, -7, 6, 11, 17, 34)  # ours: minutes that a clock is wrong by
TO_ARABIC, TO_LATIN = str.maketrans(LATIN, ARABIC), str.maketrans(ARABIC, LATIN)
SEPARATORS = ("-", "|", " ")
CALLERS = ("Chauffeur à rappeler", "Transitaire joint", "Appeler avant sortie", "Contact société")


class Fault(Protocol):
    """`columns` are those it needs: where one is missing it does nothing."""

    @property
    def kind(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def strike(self, sheet: Sheet, *, rng: np.random.Generator) -> list[Change]: ...


@dataclass(frozen=True)
class Retyped:
    """Cells of one column written in another way; a share of all rows. Empty cells are left alone unless
    `fills_empty`."""

    kind: str
    column: str
    share: float
    retype: Retype
    fills_empty: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def strike(self, sheet: Sheet, *, rng: np.random.Generator) -> list[Change]:
        rows = sheet.choose(self.share, rng=rng, among=None if self.fills_empty else sheet.is_filled(self.column))
        before = sheet.texts(self.column, rows)
        return [Change(self.kind, self.column, rows, before, [self.retype(text, rng) for text in before])]


@dataclass(frozen=True)
class Missing:
    """Something was not noted although what comes later was: the cells of `earlier` are empty where `later` is not."""

    kind: str
    earlier: tuple[str, ...]
    later: str
    share: float

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.earlier, self.later)

    def strike(self, sheet: Sheet, *, rng: np.random.Generator) -> list[Change]:
        among = np.logical_and.reduce([sheet.is_filled(name) for name in self.columns])
        rows = sheet.choose(self.share, rng=rng, among=among)
        return [Change(self.kind, name, rows, sheet.texts(name, rows), [""] * len(rows)) for name in self.earlier]


@dataclass(frozen=True)
class Swapped:
    """Two times entered in each other's place; the second column comes later where nobody errs."""

    kind: str
    earlier: str
    later: str
    share: float

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.earlier, self.later)

    def strike(self, sheet: Sheet, *, rng: np.random.Generator) -> list[Change]:
        rows = sheet.choose(self.share, rng=rng, among=self._differ(sheet))
        first, second = (sheet.texts(name, rows) for name in self.columns)
        return [
            Change(self.kind, self.earlier, rows, first, second),
            Change(self.kind, self.later, rows, second, first),
        ]

    def _differ(self, sheet: Sheet) -> Mask:
        first, second = (sheet.columns[name] for name in self.columns)
        return np.asarray(pc.fill_null(pc.less(first, second), False))


@dataclass(frozen=True)
class ClockWrong:
    """For some days the clock at one place (a value of the column `place`) is wrong by some minutes: all times that are
    taken there, in `times`, of free rows whose first such time lies in these days."""

    kind: str
    place: str
    times: tuple[str, ...]
    days: int

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.place, *self.times)

    def strike(self, sheet: Sheet, *, rng: np.random.Generator) -> list[Change]:
        known = np.flatnonzero(sheet.is_free & sheet.is_filled(self.place) & sheet.is_filled(self.times[0]))
        if not len(known):
            return []
        rows = sheet.take(self._rows(sheet, start=int(rng.choice(known))))
        minutes = int(rng.choice(SKEWS))
        changes = []
        for name in self.times:
            filled = rows[sheet.is_filled(name)[rows]]
            before = sheet.texts(name, filled)
            changes.append(Change(self.kind, name, filled, before, [_shifted(text, minutes) for text in before]))
        return changes

    def _rows(self, sheet: Sheet, *, start: int) -> Rows:
        """Times are texts that sort as they follow each other."""
        place, begin = (sheet.texts(name, np.array([start]))[0] for name in (self.place, self.times[0]))
        end = _shifted(begin, self.days * 24 * 60)
        here = pc.equal(sheet.columns[self.place], place)
        times = sheet.columns[self.times[0]]
        then = pc.and_(pc.greater_equal(times, begin), pc.less(times, end))
        return np.flatnonzero(sheet.is_free & np.asarray(pc.fill_null(pc.and_(here, then), False)))


def _shifted(text: str, minutes: int) -> str:
    moved = datetime.fromisoformat(text) + timedelta(minutes=minutes)
    return moved.strftime("%Y-%m-%dT%H:%M:%SZ" if text.count(":") == 2 else "%Y-%m-%dT%H:%MZ")


def nothing(_text: str, _rng: np.random.Generator) -> str:
    return ""


def wrong_digit(text: str, rng: np.random.Generator) -> str:
    """Another last digit: that of an IMO number is its check digit."""
    return f"{text[:-1]}{(int(text[-1]) + int(rng.integers(1, 10))) % 10}"


def other_plate(text: str, rng: np.random.Generator) -> str:
    """The letter in the other script, and any separator."""
    is_latin = any(letter in LATIN for letter in text)
    parts = text.translate(TO_ARABIC if is_latin else TO_LATIN).split("-")
    return SEPARATORS[rng.integers(len(SEPARATORS))].join(parts)


def day_first(text: str, _rng: np.random.Generator) -> str:
    """As people write it, without a zone: 31/12/2024 08:30."""
    date, _, clock = text.rstrip("Z").partition("T")
    return " ".join(filter(None, ("/".join(reversed(date.split("-"))), clock)))


def day_first_utc(text: str, rng: np.random.Generator) -> str:
    """31/12/2024 08:30 UTC."""
    return f"{day_first(text, rng)} UTC"


def decimal_comma(text: str, _rng: np.random.Generator) -> str:
    return text.replace(".", ",")


def with_phone(text: str, rng: np.random.Generator) -> str:
    """Numbers that begin with 0600 00 are made up."""
    number = f"0600 00 {rng.integers(10, 100)} {rng.integers(1, 10)}{rng.integers(1, 10)}"
    return f"{text or CALLERS[rng.integers(len(CALLERS))]}, tél. {number}"
