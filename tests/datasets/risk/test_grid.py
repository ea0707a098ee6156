"""Groups that raw and published values can both be counted in."""

import numpy as np

from datasets.risk.grid import common_groups


def groups(raw, published, *, silent=()):
    is_silent = np.isin(np.arange(len(raw)), silent)
    found = common_groups(np.array(raw), np.array(published), values=max(raw) + 1, is_silent=is_silent)
    return [tuple(np.flatnonzero(found == group).tolist()) for group in np.unique(found)]


def test_values_behind_one_published_value_are_one_group():
    assert sorted(groups([0, 1, 2, 3], [0, 0, 1, 1])) == [(0, 1), (2, 3)]


def test_group_grows_with_every_coarser_value_that_reaches_it():
    """1 is published once with 0 and once with 2."""
    assert sorted(groups([0, 1, 1, 2, 3], [0, 0, 1, 1, 2])) == [(0, 1, 2), (3,)]


def test_what_is_published_as_nothing_joins_nobody():
    assert sorted(groups([0, 1, 2], [0, 9, 9], silent=(1, 2))) == [(0,), (1,), (2,)]
