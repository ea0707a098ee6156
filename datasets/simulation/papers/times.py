"""Spans of time drawn in hours, to the minute."""

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.datetime64]
Spans = npt.NDArray[np.timedelta64]


def some_hours(span: tuple[float, float], number: int, *, rng: np.random.Generator) -> Spans:
    """Between two numbers of hours, each as likely."""
    minutes = np.round(rng.uniform(*span, number) * 60)
    return np.asarray(minutes.astype("timedelta64[m]"))
