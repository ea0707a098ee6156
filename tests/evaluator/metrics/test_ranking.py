"""Rankings by query: scikit-learn's NDCG query by query, and average precision worked out step by step."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score

from tests.evaluator.metrics.making import Case, made
from tests.evaluator.metrics.strategies import queried

unhurried = settings(deadline=None, max_examples=40)
grade = st.one_of(st.integers(0, 3).map(float), st.floats(0, 1e15))
BROKEN = ("one row only", "no row of this query is relevant", "whole in one part", "never occurs")


def by_query(case: Case) -> Iterator[tuple[list[Any], list[float]]]:
    for query in dict.fromkeys(case.truth["q"]):
        at = [row for row, name in enumerate(case.truth["q"]) if name == query]
        yield [case.truth["y"][row] for row in at], [case.predicted["x"][row] for row in at]


def apart(case: Case) -> Case:
    """The same with queries of other names: a query belongs to one part."""
    return Case({**case.truth, "q": [f"{query}2" for query in case.truth["q"]]}, case.predicted)


def average_precision(relevant: list[int], scores: list[float], *, k: int) -> float:
    """Of equal scores the irrelevant first."""
    order = sorted(range(len(scores)), key=lambda row: (-scores[row], relevant[row]))
    hits, total = 0, 0.0
    for place, row in enumerate(order[:k], start=1):
        hits += relevant[row]
        total += relevant[row] * hits / place
    return total / min(k, sum(relevant))


@unhurried
@given(case=queried(grades=grade), other=queried(grades=grade), k=st.one_of(st.none(), st.integers(1, 6)))
def test_ndcg_is_the_mean_of_scikit_learns_over_queries(case, other, k):
    other = apart(other)
    item = {"metric": "ndcg", "target": "y", "query": "q", **({"k": k} if k else {})}
    found = made(item, public=case, private=other)
    for part, of_part in {"public": case, "private": other}.items():
        if found.broken:
            assert any(sentence in found.broken for sentence in BROKEN)
            continue
        values = [ndcg_score([truth], [scores], k=k) for truth, scores in by_query(of_part)]
        assert found.scores[f"{part}_ndcg"] == pytest.approx(sum(values) / len(values), rel=1e-9)


@unhurried
@given(case=queried(grades=st.sampled_from([0, 1])), other=queried(grades=st.sampled_from([0, 1])), k=st.integers(1, 6))
def test_map_at_k_step_by_step(case, other, k):
    other = apart(other)
    found = made({"metric": "map_at_k", "target": "y", "query": "q", "k": k}, public=case, private=other)
    for part, of_part in {"public": case, "private": other}.items():
        if found.broken:
            assert any(sentence in found.broken for sentence in BROKEN)
            continue
        values = [average_precision(truth, scores, k=k) for truth, scores in by_query(of_part)]
        assert found.scores[f"{part}_map_at_k"] == pytest.approx(sum(values) / len(values), rel=1e-12)


@unhurried
@given(
    relevant=st.lists(st.sampled_from([0, 1]), min_size=2, max_size=12).filter(any),
    order=st.permutations(list(range(12))),
)
def test_map_of_the_whole_list_is_scikit_learns_average_precision(relevant, order):
    scores = [float(place) for place in order[: len(relevant)]]
    case = Case({"y": relevant, "q": ["a"] * len(relevant)}, {"x": scores})
    found = made({"metric": "map_at_k", "target": "y", "query": "q", "k": 100}, public=case, private=apart(case))
    assert found.scores["public_map_at_k"] == pytest.approx(average_precision_score(relevant, scores), rel=1e-12)


def test_hand_worked():
    """Query a: places 1 and 3 of 3 are relevant; b: place 2 of 2."""
    truth = {"y": [1, 0, 1, 0, 1], "q": ["a", "a", "a", "b", "b"]}
    case = Case(truth, {"x": [9, 8, 7, 2, 1]})
    item = {"metric": "map_at_k", "target": "y", "query": "q"}
    found = made({**item, "k": 3}, {**item, "k": 1, "key": "first"}, public=case, private=apart(case)).scores
    assert found["public_map_at_k"] == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert found["public_first"] == pytest.approx((1 + 0) / 2)


@pytest.mark.parametrize(
    ("queries", "relevance", "sentence"),
    [
        (["a", "a", "b"], [1, 0, 1], "row 4, column q, 'b': this query has one row only"),
        (["a", "a", "b", "b"], [1, 0, 0, 0], "row 4, column q, 'b': no row of this query is relevant"),
    ],
)
@pytest.mark.parametrize("metric", ["ndcg", "map_at_k"])
def test_query_that_cannot_be_ranked_is_named(metric, queries, relevance, sentence):
    case = Case({"y": relevance, "q": queries}, {"x": [0.0] * len(queries)})
    found = made({"metric": metric, "target": "y", "query": "q", "k": 2}, public=case, private=apart(case))
    assert sentence in found.broken


def test_query_in_both_parts_is_named():
    case = Case({"y": [1, 0], "q": ["a", "a"]}, {"x": [0.0, 1.0]})
    assert (
        "the query 'a' must be whole in one part"
        in made({"metric": "ndcg", "target": "y", "query": "q"}, public=case).broken
    )
