"""What people write into the fields of a form, read as numbers, lists and days; empty fields say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from datasets.recipes.nice import plain
from datasets.rules import DataRefusal

SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")
LARGEST = 1e15


class EntryUnfit(DataRefusal):
    """A field holds what it cannot; `place` is its name, `wanted` one of number, whole, numbers, parents, day."""

    code = "entry_unfit"

    def __init__(self, place: str, *, value: str, wanted: str) -> None:
        super().__init__(f"“{value}” cannot stand here: {wanted} is wanted.")
        self.place, self.value, self.wanted = place, value, wanted


@dataclass(frozen=True)
class Entries:
    """The fields of a form by name, such as a POST; a box that is not ticked is not there. What cannot be read is
    answered as it was typed, so that nothing is lost, and noted in `faults`."""

    fields: Mapping[str, str]
    faults: list[EntryUnfit] = field(default_factory=list)

    def has(self, place: str) -> bool:
        return place in self.fields

    def text(self, place: str) -> str:
        return self.fields.get(place, "").strip()

    def is_ticked(self, place: str) -> bool:
        return bool(self.text(place))

    def number(self, place: str) -> int | float | str | None:
        """As people here write it: 12,5 or 12.5, 1 000 with any space."""
        text = self.text(place)
        return self._number(text, place=place, wanted="number") if text else None

    def whole(self, place: str) -> int | str | None:
        number = self.number(place)
        if isinstance(number, float):
            return self._unfit(place, self.text(place), wanted="whole")
        return number

    def percent(self, place: str) -> float | str | None:
        """5 stands for 0.05."""
        number = self.number(place)
        return round(number / 100, 6) if isinstance(number, int | float) else number

    def numbers(self, place: str) -> list[int | float | str]:
        """Between semicolons, with decimal commas; or between commas, with decimal points."""
        text = self.text(place)
        parts = text.split(";") if ";" in text else text.split(",")
        return [self._number(part, place=place, wanted="numbers") for part in parts if part.strip()]

    def parents(self, place: str) -> dict[str, list[str]] | str:
        """A line per value: `value: parent, grandparent`."""
        found: dict[str, list[str]] = {}
        for line in filter(str.strip, self.text(place).splitlines()):
            value, _, told = line.rpartition(":")
            parents = [part.strip() for part in told.split(",") if part.strip()]
            if not value.strip() or not parents:
                self._unfit(place, line.strip(), wanted="parents")
                return self.text(place)
            found[value.strip()] = parents
        return found

    def day(self, place: str) -> date | str | None:
        text = self.text(place)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            return self._unfit(place, text, wanted="day")

    def _number(self, text: str, *, place: str, wanted: str) -> int | float | str:
        try:
            number = float(text.strip().translate(SPACES).replace(",", "."))
        except ValueError:
            return self._unfit(place, text.strip(), wanted=wanted)
        return plain(number) if abs(number) < LARGEST else self._unfit(place, text.strip(), wanted=wanted)

    def _unfit(self, place: str, text: str, *, wanted: str) -> str:
        self.faults.append(EntryUnfit(place, value=text, wanted=wanted))
        return text


def require_fit(entries: Entries) -> None:
    """Raises the first EntryUnfit."""
    if entries.faults:
        raise entries.faults[0]
