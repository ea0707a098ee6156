"""What one cell of a predictions file may hold: a number within its bounds, or one of the labels of its column."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

LARGEST = 1e15  # beyond it nothing is measured, and a scorer's sums could overflow
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
NOT_FINITE = re.compile(r"[+-]?(?:nan|inf(?:inity)?)", re.ASCII | re.IGNORECASE)
LABELS_NAMED = 8

Cell = float | str
Bounds = tuple[float | None, float | None]  # lowest and highest, both allowed; None: no bound

UNBOUNDED: Bounds = (None, None)


class CellWrong(Exception):
    """This cell cannot be scored; `value` is what stood there."""

    def __init__(self, code: str, message: str, *, value: str) -> None:
        super().__init__(code, message, value)
        self.code, self.message, self.value = code, message, value


@dataclass(frozen=True)
class NumberColumn:
    """A column of finite numbers, none beyond `LARGEST`."""

    name: str
    bounds: Bounds = UNBOUNDED

    def read(self, cell: str) -> float:
        """Raises CellWrong."""
        text = cell.strip(" ")
        if not NUMBER.fullmatch(text):
            raise _no_number(text)
        number = float(text)
        if abs(number) > LARGEST:
            message = "This number is too large to be real; write a value between -1e15 and 1e15."
            raise CellWrong("out_of_range", message, value=text)
        if self.bounds != UNBOUNDED and not self._is_within(number):
            message = f"This number is outside the bounds of its column: {told(self.bounds)}"
            raise CellWrong("outside_bounds", message, value=text)
        return number

    def _is_within(self, number: float) -> bool:
        low, high = self.bounds
        return (low is None or low <= number) and (high is None or number <= high)


@dataclass(frozen=True)
class LabelColumn:
    """A column of labels, compared letter for letter."""

    name: str
    labels: Collection[str]
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", frozenset(self.labels))

    def read(self, cell: str) -> str:
        """Raises CellWrong."""
        if cell in self.known:
            return cell
        named = list(self.labels)[:LABELS_NAMED]
        more = ", …" if len(self.labels) > LABELS_NAMED else ""
        message = f"This is none of the labels of its column: {', '.join(named)}{more}"
        raise CellWrong("not_a_label", message, value=cell)


def told(bounds: Bounds) -> str:
    """The bounds in signs that need no language, such as `0 ≤ x ≤ 1`."""
    low, high = bounds
    below, above = f"{low:g} ≤ " if low is not None else "", f" ≤ {high:g}" if high is not None else ""
    return f"{below}x{above}"


def _no_number(text: str) -> CellWrong:
    code = "not_finite" if NOT_FINITE.fullmatch(text) else "not_a_number"
    message = "This is not a number; write digits and a decimal point, such as 12.5."
    if code == "not_finite":
        message = "Write a finite number in every row; neither NaN nor infinity is one."
    elif not text:
        message = "This cell is empty; write a number in every row."
    return CellWrong(code, message, value=text)
