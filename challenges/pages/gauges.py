"""How much a run used of what it was allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

MEBIBYTE = 1 << 20
KIBIBYTE = 1 << 10
NEARLY_FULL = 90.0


@dataclass(frozen=True)
class Gauge:
    """One quantity; `unit` is seconds, bytes or count."""

    title: str
    used: float
    limit: float
    unit: str

    @property
    def percent(self) -> float:
        return min(100.0, 100.0 * self.used / self.limit) if self.limit else 0.0

    @property
    def is_full(self) -> bool:
        return self.used >= self.limit

    @property
    def is_nearly_full(self) -> bool:
        return not self.is_full and self.percent >= NEARLY_FULL


# Title, key of the usage, key of the limit, how many units of the usage one unit of the limit is, unit.
QUANTITIES = (
    (gettext_noop("Processor time"), "cpu_seconds", "cpu_seconds", 1, "seconds"),
    (gettext_noop("Elapsed time"), "wall_seconds", "wall_seconds", 1, "seconds"),
    (gettext_noop("Peak memory"), "memory_peak_bytes", "memory_mb", MEBIBYTE, "bytes"),
    (gettext_noop("Output"), "output_bytes", "output_mb", MEBIBYTE, "bytes"),
    (gettext_noop("Output files"), "output_files", "output_files", 1, "count"),
    (gettext_noop("Log"), "log_bytes", "log_kb", KIBIBYTE, "bytes"),
    (gettext_noop("Processes and threads"), "processes", "processes", 1, "count"),
)


def gauges(usage: Mapping[str, Any] | None, *, limits: Mapping[str, Any]) -> list[Gauge]:
    """The gauges of one run; none for an entry that was not run, such as a predictions file, nor for what an older
    report did not count.
    """
    return [
        Gauge(gettext(title), usage[used], limits[limit] * factor, unit)
        for title, used, limit, factor, unit in QUANTITIES
        if usage and is_counted(usage, used)
    ]


def is_counted(usage: Mapping[str, Any], quantity: str) -> bool:
    """A run without a single process is one whose processes were not counted."""
    return quantity != "processes" or bool(usage.get(quantity))
