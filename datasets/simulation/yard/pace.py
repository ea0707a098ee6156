"""What makes a box stay longer or shorter, in logarithms of its days; all numbers are ours."""

import numpy as np

from datasets.simulation.workdays import Days, is_ramadan, weekdays

from .goods import GOODS
from .loads import DAY, IS_FOOD, KIND_OF, REEFER, Bills, Bools, Floats, Ints, Loads

TYPICAL = np.log(4.55)
PACE_OF_REGIME = np.array([0.0, -0.28, -0.35, 0.22, 0.0])
PACE_OF_CHANNEL = np.array([0.0, 0.2, 0.5])
PACE_OF_WEEKDAY = np.array([0.0, 0.0, 0.0, 0.06, 0.12, 0.10, 0.04])
COLD, DANGEROUS, EARLY, LOT = -0.45, -0.25, -0.3, 0.07
CHECKED_FOOD = 0.2
FAST, FAST_FOOD, AUGUST, MONTH_END, DRIFT_A_YEAR = 0.12, -0.3, 0.15, 0.07, -0.03
BILL_SPREAD, BOX_SPREAD = 0.46, 0.1
PACE_OF = np.array([one.pace for one in GOODS])


def paces(cargo: Loads, rows: Ints, *, rng: np.random.Generator) -> Floats:
    """The logarithm of the days that each of these imported boxes would stay in a port that is neither full nor slow;
    what the firm, the bill and the box add by themselves is in it."""
    bill = cargo.bill[rows]
    bills = cargo.bills
    own = cargo.importers.slowness[bills.firm] + BILL_SPREAD * rng.standard_normal(len(bills.firm))
    return foreseeable(bills, bill, worked=cargo.worked[rows]) + own[bill] + BOX_SPREAD * rng.standard_normal(len(rows))


def foreseeable(bills: Bills, bill: Ints, *, worked: Ints) -> Floats:
    """The part of it that whoever knows box, papers and calendar could know."""
    days = worked // DAY
    goods, channel = bills.goods[bill], bills.channel[bill]
    found: Floats = TYPICAL + PACE_OF[goods] + PACE_OF_REGIME[bills.regime[bill]] + PACE_OF_CHANNEL[channel]
    found += COLD * (KIND_OF[goods] == REEFER) + DANGEROUS * bills.is_dangerous[bill]
    found += EARLY * bills.is_early[bill] + LOT * np.log(bills.boxes[bill])
    found += CHECKED_FOOD * (IS_FOOD[goods] & (channel > 0))
    found += _calendar(days, is_food=IS_FOOD[goods])
    return found


def _calendar(days: Days, *, is_food: Bools) -> Floats:
    first = int(days.min()) if len(days) else 0
    every = np.arange(first, int(days.max()) + 1 if len(days) else 1)
    dates = every.astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    of_month = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    years = (every - np.datetime64("2023-01-01").astype(np.int64)) / 365.25
    usual = PACE_OF_WEEKDAY[weekdays(every)] + AUGUST * (months == 8) + MONTH_END * (of_month >= 25)
    usual += DRIFT_A_YEAR * years + FAST * is_ramadan(every)
    found: Floats = usual[days - first] + FAST_FOOD * (is_ramadan(every)[days - first] & is_food)
    return found
