"""The features a recipe may ask for, with their options, and the one way to work them out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from datasets.features.queues import longest_ongoing, ongoing, recent_median
from datasets.features.series import at_time, hours_where, spells, spread_around
from datasets.features.times import PARTS, duration, time_part
from datasets.features.values import Values
from datasets.tables import Tables

NUMBER = (int, float)


@dataclass(frozen=True)
class Option:
    """What may be written for it; `is_published`: the value of this raw column shows in what comes out."""

    kinds: tuple[type, ...] = (str,)
    choices: tuple[Any, ...] = ()
    is_required: bool = True
    is_published: bool = False


@dataclass(frozen=True)
class Feature:
    """How to work it out, and the options it asks for."""

    work: Callable[..., Values]
    options: Mapping[str, Option]


COLUMN, MAYBE = Option(), Option(is_required=False)
HOURS = Option(kinds=NUMBER)
SERIES = {"table": COLUMN, "column": COLUMN, "at": COLUMN, "time": MAYBE}
LINE = {"since": COLUMN, "until": COLUMN, "at": COLUMN, "within": MAYBE}

FEATURES: Mapping[str, Feature] = {
    "at_time": Feature(at_time, {**SERIES, "ahead_hours": Option(kinds=NUMBER, is_required=False)}),
    "duration": Feature(duration, {"begins": Option(is_published=True), "ends": Option(is_published=True)}),
    "hours_where": Feature(hours_where, {**SERIES, "equals": Option(kinds=(bool, *NUMBER, str)), "hours": HOURS}),
    "longest_ongoing": Feature(longest_ongoing, LINE),
    "ongoing": Feature(ongoing, {**LINE, "total_of": MAYBE}),
    "recent_median": Feature(recent_median, {**LINE, "days": HOURS}),
    "spells": Feature(spells, {**SERIES, "equals": Option(kinds=(bool, *NUMBER, str)), "hours": HOURS}),
    "spread_around": Feature(spread_around, {**SERIES, "hours": HOURS}),
    "time_part": Feature(time_part, {"of": Option(is_published=True), "part": Option(choices=tuple(PARTS))}),
}


def work_out(name: str, *, tables: Tables, options: Mapping[str, Any]) -> Values:
    """One value per row of `tables.rows`, in their order. Raises MissingColumn, WrongKind."""
    return FEATURES[name].work(tables, **options)
