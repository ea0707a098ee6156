"""The questions put to a published table: the lines of the form, and what is said of those that cannot be read."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from datasets.releases.rules import (
    DESCENDING,
    LONGEST_VALUE,
    MOST_FILTERS,
    Asked,
    Complaint,
    Fault,
    Kind,
    Operator,
    Read,
    asked_of,
    read_view,
)

COLUMN, OPERATOR, VALUE, ORDER, PART, PAGE = "where", "is", "value", "sort", "part", "page"

NAMES = {
    Operator.EQUAL: gettext_lazy("equals"),
    Operator.DIFFERENT: gettext_lazy("differs from"),
    Operator.LESS: gettext_lazy("is less than"),
    Operator.AT_MOST: gettext_lazy("is at most"),
    Operator.MORE: gettext_lazy("is more than"),
    Operator.AT_LEAST: gettext_lazy("is at least"),
    Operator.CONTAINS: gettext_lazy("contains"),
    Operator.EMPTY: gettext_lazy("is empty"),
    Operator.FILLED: gettext_lazy("is not empty"),
}

SENTENCES = {
    Fault.COLUMN: gettext_lazy("The table %(part)s has no column “%(asked)s”: choose another one."),
    Fault.OPERATOR: gettext_lazy("Choose how to compare."),
    Fault.NUMBER: gettext_lazy("“%(asked)s” is no number: write for example 12.5."),
    Fault.VALUE_MISSING: gettext_lazy("Write the value to compare with."),
    Fault.VALUE_LONG: gettext_lazy("Write %(length)s characters at most."),
    Fault.CONTAINS_NUMBER: gettext_lazy(
        "This column holds numbers: compare with “equals”, “is less than” or “is more than”."
    ),
    Fault.TOO_MANY: gettext_lazy("At most %(limit)s conditions at a time; this one was left out."),
    Fault.ORDER: gettext_lazy("The table %(part)s cannot be sorted by “%(asked)s”; its own order is shown."),
}


@dataclass(frozen=True)
class Line:
    """A condition in the form as it was typed, with its fault; `without` is the address of the view without it, and
    empty on a fresh line. `is_strange`: the table has no such column."""

    place: int
    asked: Asked
    fault: str = ""
    without: str = ""
    is_strange: bool = False

    @property
    def number(self) -> int:
        """As people count."""
        return self.place + 1


@dataclass(frozen=True)
class Question:
    """What a request asks of a table: read, and as the form shows it."""

    read: Read
    lines: tuple[Line, ...]
    order_fault: str

    @property
    def room(self) -> bool:
        """Whether one more condition may be added."""
        return len(self.lines) < MOST_FILTERS

    @property
    def blank(self) -> Line:
        """The line for it."""
        return Line(len(self.lines), Asked("", "", ""))


def read_question(request: HttpRequest, *, columns: Mapping[str, Kind], part: str) -> Question:
    """What cannot be read keeps its place in the form, with a sentence, and is left out of the view."""
    asked = asked_of(*(map(_clean, request.GET.getlist(name)) for name in (COLUMN, OPERATOR, VALUE)))
    read = read_view(asked, order=_clean(request.GET.get(ORDER, "")), columns=columns)
    said = {complaint.place: _sentence(complaint, part=part) for complaint in read.complaints}
    lines = [(place, one) for place, one in enumerate(asked) if one.column]
    return Question(
        read=read,
        lines=tuple(
            Line(
                number,
                one,
                said.get(place, ""),
                _address(request.GET, without=place),
                is_strange=one.column not in columns,
            )
            for number, (place, one) in enumerate(lines)
        ),
        order_fault=said.get(None, ""),
    )


def order_address(query: QueryDict, *, column: str, now: str) -> str:
    """Where a click on the head of a column leads: from the least, then from the most, then the file's own order."""
    following = {column: f"{DESCENDING}{column}", f"{DESCENDING}{column}": ""}.get(now, column)
    changed = query.copy()
    changed.pop(PAGE, None)
    if following:
        changed[ORDER] = following
    else:
        changed.pop(ORDER, None)
    return f"?{changed.urlencode()}"


def _clean(text: str) -> str:
    """Without control characters, which no published cell has."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cc")


def _address(query: QueryDict, *, without: int) -> str:
    changed = query.copy()
    changed.pop(PAGE, None)
    for name in (COLUMN, OPERATOR, VALUE):
        changed.setlist(name, _but(query.getlist(name), without))
    return f"?{changed.urlencode()}"


def _but(values: Iterable[str], place: int) -> list[str]:
    return [value for at, value in enumerate(values) if at != place]


def _sentence(complaint: Complaint, *, part: str) -> str:
    told = {"asked": complaint.asked, "part": part, "limit": MOST_FILTERS, "length": LONGEST_VALUE}
    return str(SENTENCES[complaint.fault]) % told
