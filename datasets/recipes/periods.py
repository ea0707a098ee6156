"""A first split of the rows: earlier ones to learn from, later ones to be tested on, and a gap that nothing spans."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

Lines = dict[str, Any]

CUTS = (0.7, 0.65, 0.6, 0.55, 0.5, 0.4, 0.3)
"""Up to which share of the rows the training may reach; the first that leaves a test is taken."""
TESTED = 0.15
"""Of the rows: the least that is left to be tested on."""
PUBLIC_SHARE, TEST_SHARE = 0.3, 0.3
USUAL_GAP = 7
"""Days, where it is not known how long what is to be predicted lasts."""
DAYS_OF_WEEKS = 56


def propose_split(
    moments: pd.DataFrame, *, time: str | None, group: str | None, begins: str | None, ends: str | None
) -> Lines:
    """The lines of the split. Without a time whole groups are drawn, or rows. What lasts the longest of all that begins
    in the training ends before the test."""
    shares: Lines = {"public_share": PUBLIC_SHARE}
    grouped = {"group": group, "test_share": TEST_SHARE} if group else {}
    if time is None or moments[time].notna().sum() == 0:
        return {**grouped, "test_share": TEST_SHARE, **shares}
    hours = _hours(moments, begins=begins, ends=ends)
    train, test = _periods(moments[time], hours=hours)
    tested = (test["to"] - test["from"]).days
    by = {} if group else {"public_by": "week" if tested >= DAYS_OF_WEEKS else "day"}
    return {"time": time, "train": train, "test": test, **grouped, **shares, **by}


def _hours(moments: pd.DataFrame, *, begins: str | None, ends: str | None) -> pd.Series | None:
    if begins is None or ends is None:
        return None
    return (moments[ends] - moments[begins]).dt.total_seconds() / 3600


def _periods(at: pd.Series, *, hours: pd.Series | None) -> tuple[dict[str, date], dict[str, date]]:
    first, last = at.min().date(), at.max().date() + timedelta(days=1)
    found = [_cut(at, hours=hours, share=share) for share in CUTS]
    fits = (cut for cut in found if float((at >= pd.Timestamp(cut[1])).mean()) >= TESTED)
    train_to, test_from = next(fits, found[-1])
    train_to = max(train_to, first + timedelta(days=1))
    test_from = min(max(test_from, train_to), last - timedelta(days=1))
    return {"from": first, "to": train_to}, {"from": test_from, "to": last}


def _moment(at: pd.Series, *, share: float) -> pd.Timestamp:
    """Before which this share of the rows lies."""
    known = at.dropna().sort_values()
    return pd.Timestamp(known.iloc[int(share * (len(known) - 1))])


def _cut(at: pd.Series, *, hours: pd.Series | None, share: float) -> tuple[date, date]:
    train_to = _moment(at, share=share).date()
    if hours is None:
        return train_to, train_to + timedelta(days=USUAL_GAP)
    longest = float(hours[(at < pd.Timestamp(train_to)).to_numpy()].max())
    days = 0 if np.isnan(longest) else int(np.ceil(max(longest, 0.0) / 24)) + 1
    return train_to, train_to + timedelta(days=days)
