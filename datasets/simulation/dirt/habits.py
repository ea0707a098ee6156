"""Which table suffers what, and how often: shares of the rows, all of them ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from .faults import (
    ClockWrong,
    Fault,
    Missing,
    Retype,
    Retyped,
    Swapped,
    day_first,
    day_first_utc,
    decimal_comma,
    nothing,
    other_plate,
    with_phone,
    wrong_digit,
)

NULL, DATE, COMMA, SWAPPED, SKEW = 0.003, 0.006, 0.005, 0.002, "clock_skew"
IMO, PLATE, PHONE, NO_GATE_IN, DOUBLED = 0.004, 0.01, 0.004, 0.003, 0.002


@dataclass(frozen=True)
class Habits:
    """`doubled` is the share of rows that stand a second time; `has_bom`: the file begins with a byte order mark."""

    faults: tuple[Fault, ...]
    doubled: float = DOUBLED
    has_bom: bool = False


def _all(kind: str, share: float, retype: Retype, *columns: str) -> tuple[Fault, ...]:
    return tuple(Retyped(kind, column, share, retype) for column in columns)


def _nulls(*columns: str) -> tuple[Fault, ...]:
    return _all("null", NULL, nothing, *columns)


def _dates(*columns: str) -> tuple[Fault, ...]:
    return _all("date_form", DATE, day_first, *columns)


def _commas(*columns: str) -> tuple[Fault, ...]:
    return _all("decimal_comma", COMMA, decimal_comma, *columns)


COMMON = Habits(())
HABITS: Mapping[str, Habits] = {
    "port_calls": Habits(
        (
            *_all("imo_check_digit", IMO, wrong_digit, "imo"),
            *_all("date_form", DATE, day_first_utc, "eta"),
            *_dates("ata"),
            *_commas("draught_m"),
            Swapped("swapped_times", "ata", "atb", SWAPPED),
            ClockWrong(SKEW, "terminal", ("atb", "atd"), days=12),
            *_nulls("mmsi", "beam_m", "tonnes", "berth"),
        )
    ),
    "sea": Habits((*_commas("tide_m"), *_nulls("swell_m", "swell_forecast_48h_m"))),
    "closures": Habits((*_dates("closed_from"),), doubled=0.0),
    "services": Habits(
        (
            *_dates("ordered_at"),
            Swapped("swapped_times", "ordered_at", "boarded_at", SWAPPED),
            *_nulls("pilot", "tugs"),
        )
    ),
    "boxes": Habits(
        (
            *_dates("discharged_at"),
            ClockWrong(SKEW, "terminal", ("gate_out_at",), days=3),
            Swapped("swapped_times", "declared_at", "released_at", SWAPPED),
            *_nulls("consignee", "gross_kg", "yard_block"),
        )
    ),
    "truck_visits": Habits(
        (
            *_all("plate_form", PLATE, other_plate, "plate"),
            Retyped("phone_in_remarks", "remarks", PHONE, with_phone, fills_empty=True),
            Missing("gate_out_without_gate_in", ("gate_from", "gate_to"), "exited_at", NO_GATE_IN),
            *_dates("booked_slot"),
            Swapped("swapped_times", "weigh_from", "weigh_to", SWAPPED),
            ClockWrong(SKEW, "terminal", ("gate_from", "gate_to"), days=2),
            *_nulls("haulier", "size"),
        ),
        has_bom=True,
    ),
    "manifests": Habits((*_dates("received_at"), *_nulls("notify", "packages"))),
    "declarations": Habits((*_dates("declared_at"), *_commas("gross"), *_nulls("package_kind"))),
    "certificates": Habits((*_dates("issued_at"), *_commas("quantity"), *_nulls("lot")), has_bom=True),
    "weighings": Habits((*_dates("weighed_at"), *_nulls("instrument", "tare_kg"))),
    "exchanges": Habits((*_dates("sent_at"), *_nulls("packages"))),
    "weather": Habits((*_commas("wind_ms"), *_nulls("humidity_pct"))),
    "air": Habits((*_commas("pm10"), *_nulls("no2"))),
}
