"""How well scores order the rows of each query; every query counts the same.

ndcg is scikit-learn's: the gain of a row is its relevance, its discount log2 of its place + 1, and rows with equal
scores share the mean of their gains. map_at_k is the mean over the queries of
AP@k = sum of precision at i over the relevant places i <= k, divided by min(k, relevant rows); rows with equal scores
are placed with the irrelevant ones first, so that a constant score gains nothing by chance.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from sklearn.metrics import ndcg_score

from .asked import Asked
from .rows import Array, Rows


def ndcg(asked: Asked, rows: Rows) -> float:
    """Queries of the same length are one table for scikit-learn."""
    gains = [
        number * ndcg_score(rows.target[table], rows.only[table], k=asked.options.get("k"))
        for number, table in ((len(table), table) for table in _tables(rows))
    ]
    return float(np.sum(gains)) / _count(rows)


def map_at_k(asked: Asked, rows: Rows) -> float:
    k, queries = asked.options["k"], _queries(rows)
    order = np.lexsort((rows.target, -rows.only, queries))
    queries, relevant = queries[order], rows.target[order]
    starts = np.flatnonzero(np.diff(queries, prepend=-1))
    places = np.arange(len(rows)) - starts[queries]
    before = np.cumsum(relevant) - relevant
    hits = np.cumsum(relevant) - before[starts][queries]
    precision = np.where((relevant == 1) & (places < k), hits / (places + 1), 0.0)
    found = np.bincount(queries, weights=precision)
    return float(np.mean(found / np.minimum(np.bincount(queries, weights=relevant), k)))


def _queries(rows: Rows) -> Array:
    """Numbered from 0 without gaps."""
    assert rows.queries is not None  # noqa: S101 - the catalogue says so of every metric here
    return np.unique(rows.queries, return_inverse=True)[1]


def _count(rows: Rows) -> int:
    return int(_queries(rows).max()) + 1


def _tables(rows: Rows) -> Iterator[Array]:
    """Places of rows, one query a line, for each length that queries have."""
    queries = _queries(rows)
    order, lengths = np.argsort(queries, kind="stable"), np.bincount(queries)
    starts = np.cumsum(lengths) - lengths
    for length in np.unique(lengths):
        yield order[starts[lengths == length][:, None] + np.arange(length)]


SCORES: Mapping[str, Callable[[Asked, Rows], float]] = {found.__name__: found for found in (ndcg, map_at_k)}
LOSSES: Mapping[str, Callable[[Asked, Rows], Array]] = {}
