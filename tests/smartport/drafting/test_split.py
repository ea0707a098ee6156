"""No row is in two parts, shares are kept, and nothing of the order remains."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartport.drafting.refusal import NotDrafted
from smartport.drafting.split import Split, at_random, by_group, by_time, require_enough


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def places(split: Split) -> list[int]:
    return sorted([*split.train, *split.public, *split.private])


@given(rows=st.integers(10, 500), seed=st.integers(0, 99))
def test_random_split_keeps_its_shares(rows, seed):
    split = at_random(None, rows=rows, rng=rng(seed))
    assert places(split) == list(range(rows))
    assert abs(len(split.hidden) - 0.3 * rows) <= 1
    assert abs(len(split.public) - 0.3 * len(split.hidden)) <= 1


@given(sizes=st.lists(st.integers(1, 40), min_size=2, max_size=5), seed=st.integers(0, 99))
def test_random_split_keeps_the_shares_of_labels(sizes, seed):
    labels = [f"label {number}" for number, size in enumerate(sizes) for _ in range(size)]
    split = at_random(labels, rows=len(labels), rng=rng(seed))
    assert places(split) == list(range(len(labels)))
    for number, size in enumerate(sizes):
        hidden = sum(labels[row] == f"label {number}" for row in split.hidden)
        assert abs(hidden - 0.3 * size) <= 1


@given(times=st.lists(st.integers(0, 60), min_size=30, max_size=200), seed=st.integers(0, 99))
def test_later_rows_are_hidden_and_equal_times_stay_together(times, seed):
    try:
        split = by_time(times, rng=rng(seed))
    except NotDrafted:
        assert sorted(times)[int(len(times) * 0.7)] == min(times)
        return
    assert places(split) == list(range(len(times)))
    assert max(times[row] for row in split.train) < min(times[row] for row in split.hidden)


@given(groups=st.lists(st.sampled_from("abcdefgh"), min_size=10, max_size=200), seed=st.integers(0, 99))
def test_groups_stay_whole(groups, seed):
    try:
        split = by_group(groups, rng=rng(seed))
    except NotDrafted:
        assert len(set(groups)) < 3
        return
    assert places(split) == list(range(len(groups)))
    parts = [{groups[row] for row in rows} for rows in (split.train, split.public, split.private)]
    assert all(parts)
    assert sum(map(len, parts)) == len(set(groups))


def test_one_large_group_leaves_a_part_to_learn_from():
    """Whichever is drawn first, none of the parts is empty."""
    groups = ["a"] * 8 + ["b", "c"]
    splits = [by_group(groups, rng=rng(seed)) for seed in range(20)]
    assert [split for split in splits if not (split.train and split.public and split.private)] == []


def test_many_groups_keep_the_shares():
    groups = [f"g{number // 4}" for number in range(4000)]
    split = by_group(groups, rng=rng())
    assert len(split.hidden) == pytest.approx(1200, abs=8)
    assert len(split.public) == pytest.approx(360, abs=8)


def test_same_seed_draws_the_same_and_another_does_not():
    one, same, other = (at_random(None, rows=300, rng=rng(seed)) for seed in (1, 1, 2))
    assert one == same
    assert set(one.hidden) != set(other.hidden)


def test_order_of_the_table_is_gone():
    split = at_random(None, rows=300, rng=rng())
    for rows in (split.train, split.public, split.private):
        assert rows != sorted(rows)


def test_part_with_too_few_rows_is_named():
    with pytest.raises(NotDrafted, match="The public part would have 9 rows, and at least 10"):
        require_enough(at_random(None, rows=100, rng=rng()))
