"""What a reader may ask of a published table: which rows, in which order, which page. Choices, never a language."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

PAGE_ROWS = 50
DEEPEST_PAGE = 200
DEPTH = PAGE_ROWS * DEEPEST_PAGE
MOST_FILTERS = 6
LONGEST_VALUE = 100
DESCENDING = "-"
SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")


class Kind(StrEnum):
    """What the values of a column are; whatever is no number is compared as the text that it is written as."""

    NUMBER = "number"
    TEXT = "text"


class Operator(StrEnum):
    """How a column is compared. An empty cell fails every comparison but DIFFERENT and EMPTY."""

    EQUAL = "eq"
    DIFFERENT = "ne"
    LESS = "lt"
    AT_MOST = "le"
    MORE = "gt"
    AT_LEAST = "ge"
    CONTAINS = "contains"
    EMPTY = "empty"
    FILLED = "filled"

    @property
    def needs_value(self) -> bool:
        return self not in {Operator.EMPTY, Operator.FILLED}


class Fault(StrEnum):
    """What is wrong with a thing that was asked for."""

    COLUMN = "column"
    OPERATOR = "operator"
    NUMBER = "number"
    VALUE_MISSING = "value_missing"
    VALUE_LONG = "value_long"
    CONTAINS_NUMBER = "contains_number"
    TOO_MANY = "too_many"
    ORDER = "order"


@dataclass(frozen=True)
class Asked:
    """A condition as it came: three texts, in which anything may stand."""

    column: str
    operator: str
    value: str


@dataclass(frozen=True)
class Condition:
    """A condition that can be met. `value` is a float for a number column, None where the operator needs none."""

    column: str
    operator: Operator
    value: str | float | None


@dataclass(frozen=True)
class Order:
    """Empty cells come last in either direction; ties keep the order of the file."""

    column: str
    is_descending: bool = False


@dataclass(frozen=True)
class View:
    """Which rows (all conditions hold), and in which order (None: that of the file)."""

    conditions: tuple[Condition, ...] = ()
    order: Order | None = None


@dataclass(frozen=True)
class Complaint:
    """A thing that was left out of the view: `place` counts the conditions from 0, and is None for the order."""

    fault: Fault
    place: int | None
    asked: str


@dataclass(frozen=True)
class Read:
    """What could be read of a question, and what could not."""

    view: View
    complaints: tuple[Complaint, ...] = field(default=())


def read_view(asked: Sequence[Asked], *, order: str, columns: Mapping[str, Kind]) -> Read:
    """The view that is asked for. What cannot be read is left out, with a complaint; a condition without a column is
    an empty line of the form. `order` is the name of a column, after a hyphen from the largest to the smallest."""
    complaints: list[Complaint] = []
    conditions: list[Condition] = []
    for place, one in enumerate(asked):
        if not one.column:
            continue
        read = _condition(one, columns=columns) if len(conditions) < MOST_FILTERS else Fault.TOO_MANY
        if isinstance(read, Condition):
            conditions.append(read)
        else:
            complaints.append(Complaint(read, place, one.column if read is Fault.COLUMN else one.value))
    sorting = _order(order, columns=columns)
    if order and sorting is None:
        complaints.append(Complaint(Fault.ORDER, None, order))
    return Read(View(tuple(conditions), sorting), tuple(complaints))


def asked_of(columns: Iterable[str], operators: Iterable[str], values: Iterable[str]) -> list[Asked]:
    """Conditions of three lists that run side by side; what is missing at the end of one is empty."""
    lists = [list(columns), list(operators), list(values)]
    length = min(max(map(len, lists)), 4 * MOST_FILTERS)
    padded = [[*given, *[""] * (length - len(given))][:length] for given in lists]
    return [Asked(*three) for three in zip(*padded, strict=True)]


def _condition(asked: Asked, *, columns: Mapping[str, Kind]) -> Condition | Fault:
    if asked.column not in columns:
        return Fault.COLUMN
    if asked.operator not in set(Operator):
        return Fault.OPERATOR
    operator, kind = Operator(asked.operator), columns[asked.column]
    if not operator.needs_value:
        return Condition(asked.column, operator, None)
    if operator is Operator.CONTAINS and kind is Kind.NUMBER:
        return Fault.CONTAINS_NUMBER
    value = _value(asked.value.strip(), kind=kind)
    return value if isinstance(value, Fault) else Condition(asked.column, operator, value)


def _value(text: str, *, kind: Kind) -> str | float | Fault:
    """Numbers as people here write them: 12,5 or 12.5, 1 000 with any space."""
    if not text:
        return Fault.VALUE_MISSING
    if len(text) > LONGEST_VALUE:
        return Fault.VALUE_LONG
    if kind is Kind.TEXT:
        return text
    try:
        number = float(text.translate(SPACES).replace(",", "."))
    except ValueError:
        return Fault.NUMBER
    return number if math.isfinite(number) else Fault.NUMBER


def _order(asked: str, *, columns: Mapping[str, Kind]) -> Order | None:
    """A column may itself begin with a hyphen: its own name comes first."""
    if asked in columns:
        return Order(asked)
    name = asked.removeprefix(DESCENDING)
    return Order(name, is_descending=True) if asked.startswith(DESCENDING) and name in columns else None
