"""How dates and times are written: which sign stands between which parts, with hours and a zone or without."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from datasets.reading.masks import ZERO, Bytes, columns_of

Instants = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]

YEAR_FIRST, DAY_FIRST, MONTH_FIRST = "yyyy mm dd", "dd mm yyyy", "mm dd yyyy"
_PAIR = r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})"
_CLOCK = r"(?P<hour>\d{1,2})(?P<colon>[:hH])(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_ZONE = r"(?P<gap> ?)(?P<zone>Z|UTC|GMT|(?P<east>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?)"
_REST = rf"(?:(?P<between>T| {{1,2}}|, ?){_CLOCK}(?:{_ZONE})?)?"
PATTERNS = (
    re.compile(rf"(?P<year>\d{{4}})(?P<sign>[-/.])(?P<one>\d{{1,2}})(?P=sign)(?P<two>\d{{1,2}}){_REST}", re.ASCII),
    re.compile(rf"{_PAIR}(?P=sign)(?P<year>\d{{4}}){_REST}", re.ASCII),
    re.compile(
        r"(?P<year>\d{4})(?P<one>\d\d)(?P<two>\d\d)(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?", re.ASCII
    ),
)
NUMBERS = ("year", "one", "two", "hour", "minute", "second", "fraction", "hours", "minutes")
COMPACT = PATTERNS[2]
EARLIEST, LATEST = np.datetime64("1900-01-01"), np.datetime64("2101-01-01")  # of digits without a sign between them
FARTHEST_ZONE = 14  # hours


@dataclass(frozen=True)
class Layout:
    """Of all times with one mask. `spans` are the places of digits, by part; `one` and `two` are month and day, or day
    and month (`orders` are those that may be). `template` is its form with places for these two."""

    spans: tuple[tuple[str, int, int], ...]
    orders: tuple[str, ...]
    template: str
    east: int | None
    is_zoned: bool
    is_compact: bool

    def form(self, order: str) -> str:
        return form(self.template, order)


@lru_cache(maxsize=4096)
def layout_of(mask: str) -> Layout | None:
    """None where no time looks like this."""
    found = next((found for pattern in PATTERNS if (found := pattern.fullmatch(mask))), None)
    if found is None or not mask.isascii():
        return None
    parts = found.groupdict()
    is_compact = found.re is COMPACT
    return Layout(
        spans=tuple((name, *found.span(name)) for name in NUMBERS if parts.get(name)),
        orders=(DAY_FIRST, MONTH_FIRST) if found.re is PATTERNS[1] else (YEAR_FIRST,),
        template=_template(found),
        east=found.start("east") if parts.get("east") else None,
        is_zoned=bool(parts.get("zone")),
        is_compact=is_compact,
    )


def form(template: str, order: str) -> str:
    """For people, such as `dd/mm/yyyy hh:mm`."""
    one, two = ("mm", "dd") if order != DAY_FIRST else ("dd", "mm")
    return template.format(one=one, two=two)


def instants(values: pa.StringArray, layout: Layout, *, order: str) -> Instants:
    """In microseconds, in UTC where there is a zone; NaT where there is no such day or hour."""
    cells = columns_of(values)
    parts = {name: _number(cells, begin, end) for name, begin, end in layout.spans}
    day, month = (parts["one"], parts["two"]) if order == DAY_FIRST else (parts["two"], parts["one"])
    months = (parts["year"] - 1970).astype("M8[Y]").astype("M8[M]") + (month - 1)
    days = months.astype("M8[D]") + (day - 1)
    is_right = (parts["year"] > 0) & (month >= 1) & (month <= 12) & (day >= 1) & (days.astype("M8[M]") == months)
    seconds = np.zeros(len(values), np.int64)
    for name, limit in (("hour", 24), ("minute", 60), ("second", 60)):
        part = parts.get(name, np.zeros(len(values), np.int64))
        is_right &= part < limit
        seconds = seconds * 60 + part
    if layout.east is not None:
        away, is_near = _away(cells[:, layout.east], parts)
        is_right &= is_near
        seconds = seconds - away
    found = days.astype("M8[us]") + (seconds * 1_000_000 + _microseconds(layout, parts)).astype("m8[us]")
    return np.asarray(np.where(is_right, found, np.datetime64("NaT")))


def _number(cells: Bytes, begin: int, end: int) -> Numbers:
    found = np.zeros(len(cells), np.int64)
    for place in range(begin, end):
        found = found * 10 + (cells[:, place].astype(np.int64) - ZERO)
    return found


def _away(signs: Bytes, parts: dict[str, Numbers]) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Seconds that the clocks there are before UTC, and whether a place on Earth may have such a zone."""
    minutes = parts.get("minutes", np.zeros(len(signs), np.int64))
    away = np.where(signs == ord("-"), -1, 1) * (parts["hours"] * 60 + minutes) * 60
    return away, (parts["hours"] <= FARTHEST_ZONE) & (minutes < 60)


def _microseconds(layout: Layout, parts: dict[str, Numbers]) -> Numbers:
    digits = next((end - begin for name, begin, end in layout.spans if name == "fraction"), 0)
    fraction = parts.get("fraction", np.zeros(1, np.int64))
    return np.asarray(fraction * 10 ** max(0, 6 - digits) // 10 ** max(0, digits - 6))


def _template(found: re.Match[str]) -> str:
    parts = found.groupdict()
    sign = parts.get("sign") or ""
    pair = f"{{one}}{sign}{{two}}"
    date = f"{pair}{sign}yyyy" if found.start("year") else f"yyyy{sign}{pair}"
    if not parts.get("hour"):
        return date
    colon = parts.get("colon") or ""
    second = f"{colon}ss" if parts.get("second") else ""
    zone = f"{parts['gap']}{'±hh:mm' if parts.get('east') else parts['zone']} → UTC" if parts.get("zone") else ""
    return f"{date}{parts.get('between') or ''}hh{colon}mm{second}{zone}"
