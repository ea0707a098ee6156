"""The finest groups of values in which raw and published ones can both be counted."""

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from datasets.risk.case import BoolArray, IntArray


def common_groups(raw: IntArray, published: IntArray, *, values: int, is_silent: BoolArray) -> IntArray:
    """The group of each of so many raw codes. The rows of `raw` and `published` are the same; raw codes behind one
    published value are in one group. Rows that are silent (published as nothing) join nothing."""
    said_raw, said = raw[~is_silent], published[~is_silent]
    size = values + int(published.max(initial=-1)) + 1
    edges = coo_matrix((np.ones(len(said), dtype=np.int8), (said_raw, values + said)), shape=(size, size))
    _count, groups = connected_components(edges, directed=False)
    of_raw: IntArray = groups[:values].astype(np.int64)
    return of_raw
