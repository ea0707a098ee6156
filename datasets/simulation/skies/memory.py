"""Series that remember: what changes slowly in weather and air, hour by hour."""

from itertools import accumulate
from math import exp, sqrt

import numpy as np
import numpy.typing as npt

Hours = npt.NDArray[np.float64]


def remembering(rng: np.random.Generator, hours: int, *, lasting: float) -> Hours:
    """An hourly AR(1) series of mean 0 and variance 1, whose correlation falls to 1/e in `lasting` hours."""
    rho = exp(-1 / lasting)
    shocks = rng.standard_normal(hours)
    shocks[1:] *= sqrt(1 - rho * rho)
    return np.array(list(accumulate(shocks.tolist(), lambda before, shock: rho * before + shock)))
