"""The integrated Brier score of predicted survival curves under right censoring.

Graf, Schmoor, Sauerbrei & Schumacher 1999, "Assessment and comparison of prognostic classification schemes for
survival data", Statistics in Medicine 18: with T the time, d = 1 where the event was seen, S(t) the predicted
probability that it comes after t, and G the probability of not being censored,

    BS(t)  = mean over the rows of  S(t)^2 / G(T-)   where T <= t and d = 1
                                    (1 - S(t))^2 / G(t)   where T > t
                                    0                     where T <= t and d = 0
    IBS    = integral of BS(t) from the first to the last of the times, by trapezoids, divided by their distance

G is the Kaplan-Meier estimate of the censoring times, from the rows of the part itself; at a time with both, events
come before censorings, and G(T-) is its value just before T (as R's pec and prodlim do it). Neither is ever 0 where it
is divided by: a row that is still there at t is one that was not censored before.
"""

from collections.abc import Callable, Mapping

import numpy as np

from .asked import Asked
from .rows import Array, Rows


def integrated_brier(asked: Asked, rows: Rows) -> float:
    return rows.mean(_losses(asked, rows))


def _losses(asked: Asked, rows: Rows) -> Array:
    """Each row's part of the integral; its mean is the score."""
    times = np.array(asked.options["times"], float)
    curves = np.stack([_at_time(time, survival, rows) for time, survival in zip(times, rows.predictions, strict=True)])
    return np.asarray(np.trapezoid(curves, times, axis=0) / (times[-1] - times[0]))


def _at_time(time: float, survival: Array, rows: Rows) -> Array:
    events = np.ones(len(rows)) if rows.events is None else rows.events
    still, happened = rows.target > time, (rows.target <= time) & (events == 1)
    late = (1 - survival[still]) ** 2 / uncensored(np.array([time]), rows.target, events, before=False)
    early = survival[happened] ** 2 / uncensored(rows.target[happened], rows.target, events, before=True)
    losses = np.zeros(len(rows))
    losses[still], losses[happened] = late, early
    return losses


def uncensored(times: Array, target: Array, events: Array, *, before: bool) -> Array:
    """G at each of the times, or just before it."""
    at, place = np.unique(target, return_inverse=True)
    censored, happened = np.bincount(place, weights=1 - events), np.bincount(place, weights=events)
    left = len(target) - np.concatenate([[0], np.cumsum(censored + happened)[:-1]])
    exposed = left - happened
    steps = np.ones(len(at))
    np.divide(exposed - censored, exposed, out=steps, where=exposed > 0)
    curve = np.concatenate([[1.0], np.cumprod(steps)])
    return np.asarray(curve[np.searchsorted(at, times, side="left" if before else "right")])


SCORES: Mapping[str, Callable[[Asked, Rows], float]] = {"integrated_brier": integrated_brier}
LOSSES: Mapping[str, Callable[[Asked, Rows], Array]] = {"integrated_brier": _losses}
