"""What derived columns are called on the page, and what each of their options may be filled with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_noop

Filled = Literal["time", "number", "any", "table", "text", "amount", "choice"]
"""By a raw column that holds times, numbers, or whatever; by one of the recipe's tables; by a word, an amount, or one
of a few words."""


@dataclass(frozen=True)
class Told:
    """A derived column in words; message ids."""

    title: str
    hint: str


FEATURES: Mapping[str, Told] = {
    "ongoing": Told(
        gettext_noop("How many are in line"),
        gettext_noop(
            "Queue length, berths busy: those that had begun and not ended at a time; or the sum of a column."
        ),
    ),
    "longest_ongoing": Told(
        gettext_noop("How long the first in line has waited"),
        gettext_noop("Hours, at a time, of the one that has been in line longest."),
    ),
    "recent_median": Told(
        gettext_noop("The usual wait of the last days"),
        gettext_noop("Median hours of those that left the line in the last days."),
    ),
    "time_part": Told(
        gettext_noop("A part of a time"), gettext_noop("Month, weekday, slot of six hours: never the time itself.")
    ),
    "duration": Told(gettext_noop("The hours between two times"), gettext_noop("From the first to the second.")),
    "at_time": Told(
        gettext_noop("The state of the sea, or another series, at a time"),
        gettext_noop("The last value of a further table at or before a time, or some hours ahead."),
    ),
    "hours_where": Told(
        gettext_noop("How long a state has lasted"),
        gettext_noop("Of the last hours of a further table, how many hold a value: hours the port was closed."),
    ),
    "spells": Told(
        gettext_noop("When a state will hold"),
        gettext_noop("In the hours after a time, the spells in which a further table holds a value, such as “31-45”."),
    ),
    "spread_around": Told(
        gettext_noop("How much a series moves around a time"),
        gettext_noop("The greatest less the least value of a further table around a time: the range of the tide."),
    ),
}

OPTIONS: Mapping[str, tuple[str, Filled]] = {
    "of": (gettext_noop("Of the time"), "time"),
    "part": (gettext_noop("Which part"), "choice"),
    "begins": (gettext_noop("From the time"), "time"),
    "ends": (gettext_noop("To the time"), "time"),
    "since": (gettext_noop("In line from the time"), "time"),
    "until": (gettext_noop("In line until the time"), "time"),
    "at": (gettext_noop("Counted at the time"), "time"),
    "within": (gettext_noop("A line of its own for each"), "any"),
    "total_of": (gettext_noop("The sum of, instead of how many"), "number"),
    "table": (gettext_noop("Further table"), "table"),
    "column": (gettext_noop("Column of that table"), "text"),
    "time": (gettext_noop("Column of its times (“time” where it is empty)"), "text"),
    "equals": (gettext_noop("Holds the value"), "text"),
    "hours": (gettext_noop("Hours"), "amount"),
    "days": (gettext_noop("Days"), "amount"),
    "ahead_hours": (gettext_noop("Hours ahead"), "amount"),
}

PARTS: Mapping[str, str] = {
    "year": gettext_noop("year"),
    "quarter": gettext_noop("quarter"),
    "month": gettext_noop("month"),
    "weekday": gettext_noop("weekday"),
    "slot": gettext_noop("slot of six hours"),
    "hour": gettext_noop("hour"),
}
