"""The numbers of a report before and after, line by line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from datasets.risk.wording import MEASURES, number, percent, subjects

Side = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """`column` is a name of the data that `name` is about, or empty; two of them for a pair of columns."""

    name: str
    before: str
    after: str
    column: str = ""
    other: str = ""


def measures(report: Mapping[str, Any]) -> list[Line]:
    who = report["promise"]["entities"]

    def line(name: str, value: Callable[[Side], str], column: str = "") -> Line:
        return Line(name, value(report["before"]), value(report["after"]), column)

    lines = [
        line(gettext("Rows that stand alone"), lambda side: _count(side["uniques"], "rows")),
        line(gettext("Subjects with a row that stands alone"), lambda side: _count(side["uniques"], "entities")),
        line(gettext("Rows of one subject that stand alone, mean and most"), _alone),
        line(
            gettext("Rows in groups below the promise"), lambda side: percent(side["attackers"]["prosecutor"]["over"])
        ),
        line(gettext("Smallest group (k)"), lambda side: subjects(side["k"]["min"], who)),
        line(gettext("Median group"), lambda side: subjects(round(side["k"]["median"]), who)),
        line(gettext("Groups of rows that look alike"), lambda side: number(side["k"]["classes"])),
    ]
    for place, part in enumerate(report["after"]["l"]):
        lines += [
            line(gettext("Values in the least mixed group (l)"), _l_of(place, "min"), part["column"]),
            line(gettext("Values in the median group"), _l_of(place, "median"), part["column"]),
        ]
    for place, part in enumerate(report["after"]["t"]):
        lines.append(line(gettext("Largest and mean distance from all rows (t)"), _t_of(place), part["column"]))
    return lines


def correlations(report: Mapping[str, Any]) -> list[Line]:
    """The largest changes."""
    return [
        Line(
            gettext(MEASURES[pair["measure"]]),
            number(pair["before"], 2),
            number(pair["after"], 2),
            pair["one"],
            pair["other"],
        )
        for pair in report["correlations"]["largest"]
    ]


def _count(part: Side, key: str) -> str:
    return f"{number(part[key])} ({percent(part[f'{key}_share'])})"


def _alone(side: Side) -> str:
    return f"{number(side['entities']['rows_mean'], 1)} / {number(side['entities']['rows_max'])}"


def _l_of(place: int, key: str) -> Callable[[Side], str]:
    return lambda side: number(side["l"][place][key])


def _t_of(place: int) -> Callable[[Side], str]:
    return lambda side: f"{number(side['t'][place]['max'], 2)} / {number(side['t'][place]['mean'], 2)}"
