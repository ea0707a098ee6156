"""Naming the owner of a row."""

import numpy as np
import pytest

from datasets.risk.coverage import Kinds, Placed
from datasets.risk.linkage import Searched, how_many, link_each, link_together


def searched(published, *, raw, seen, entities):
    """A table of one column of names; each row is a class."""
    published, raw = np.array(published), np.array(raw, dtype=float)
    view = np.column_stack([seen, seen]).astype(float)
    rows = Placed(np.arange(len(published)))
    return Searched(np.array(entities), rows, [Kinds(published, first_rows=np.arange(len(raw)), raw=raw, view=view)])


def test_chance_is_the_share_of_the_rows_that_fit_best():
    """Name 0 fits rows 0 and 1 (of entities 5 and 6), name 1 only row 2."""
    table = searched([0, 0, 1], raw=[0, 0, 1], seen=[0, 1], entities=[5, 6, 5])

    assert link_each(table, np.array([0, 1]), targets=np.array([5, 5])).tolist() == [0.5, 1.0]


def test_finer_row_is_taken_before_a_coarser_one():
    """Name 0 is published as itself once, and as one of two names twice: the row that says it outright is chosen."""
    table = searched([0, 1, 1], raw=[0, 0, 1], seen=[0], entities=[5, 6, 7])

    assert link_each(table, np.array([0]), targets=np.array([5])).tolist() == [1.0]
    assert link_each(table, np.array([0]), targets=np.array([6])).tolist() == [0.0]


def test_nobody_is_found_where_nothing_fits():
    table = searched([0], raw=[0], seen=[9], entities=[5])

    assert link_each(table, np.array([0]), targets=np.array([5])).tolist() == [0.0]
    assert link_together(table, np.array([[0, 0]]), targets=np.array([5]), groups=np.array([0])).tolist() == [0.0]


def test_sightings_together_find_whom_one_alone_does_not():
    """Each name alone fits two entities; only entity 5 has both, under the pseudonym 0."""
    table = searched([0, 1, 0, 1], raw=[0, 1, 0, 1], seen=[0, 1], entities=[5, 5, 6, 7])
    both, target, pseudonyms = np.array([[0, 1]]), np.array([5]), np.array([0, 0, 1, 2])

    assert link_each(table, both[0], targets=np.array([5, 5])).tolist() == [0.5, 0.5]
    assert link_together(table, both, targets=target, groups=pseudonyms).tolist() == [1.0]
    assert link_together(table, both, targets=target, groups=np.zeros(4, dtype=int)).tolist() == [0.5]


def test_fewer_are_tried_where_more_rows_have_to_be_looked_at(monkeypatch):
    table = searched([0] * 40, raw=[0] * 40, seen=[0] * 500, entities=range(40))

    assert how_many([table], np.arange(500)) == 500
    monkeypatch.setattr("datasets.risk.linkage.MOST_FITTING", 40 * 200)
    assert how_many([table], np.arange(500)) == 200
    assert how_many([table], np.arange(0)) == 0


@pytest.mark.parametrize("sighting", [0, 1])
def test_looking_up_by_one_column_or_the_other_finds_the_same(sighting):
    rng = np.random.default_rng(sighting)
    raw = rng.integers(0, 4, (60, 2)).astype(float)
    view = np.repeat(raw[[7, 13]][:, :, None], 2, axis=2)
    covers = [Kinds(raw[:, n].astype(int), first_rows=np.arange(60), raw=raw[:, n], view=view[:, n]) for n in (0, 1)]
    table = Searched(np.arange(60), Placed(np.arange(60)), covers)

    found = [sorted(table.fitting(sighting, by=[cover])[0].tolist()) for cover in covers]

    assert found[0] == found[1] == np.flatnonzero((raw == raw[[7, 13][sighting]]).all(axis=1)).tolist()
