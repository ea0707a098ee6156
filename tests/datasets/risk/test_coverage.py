"""What published values may stand for."""

import numpy as np
import pytest

from datasets.risk.coverage import Kinds, Placed, Spans

RAW = np.array([1.0, 2.0, 3.0, 11.0, 12.0, np.nan])
TENS = np.array([0, 0, 0, 1, 1, 2])  # 1 to 3, 11 to 12, null
EVERY = np.arange(6)


def spans(*windows):
    return Spans(TENS, first_rows=EVERY, raw=RAW, grain=1.0, view=np.array(windows, dtype=float))


def test_span_weighs_the_share_of_its_values_that_fit():
    weights = spans((2.0, 3.0)).weights(0, classes=EVERY)

    assert weights.tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0, 0, 0])


def test_span_is_looked_up_and_counted():
    cover = spans((2.5, 11.0), (4.0, 9.0), (np.nan, np.nan))

    assert sorted(cover.classes(0).tolist()) == [0, 1, 2, 3, 4]
    assert [cover.count(sighting) for sighting in range(3)] == [5, 0, 6]
    assert cover.weights(2, classes=EVERY).tolist() == [1] * 6


def test_span_inside_another_is_found():
    """The wide span begins first and ends last: it must not be lost behind the narrow one."""
    published, raw = np.array([0, 0, 1]), np.array([0.0, 100.0, 10.0])

    cover = Spans(published, first_rows=np.arange(3), raw=raw, grain=1.0, view=np.array([[50.0, 60.0]]))

    assert cover.weights(0, classes=cover.classes(0)).max() > 0
    assert 0 in cover.classes(0)


def test_another_onlooker_sees_the_same_column():
    first = spans((2.0, 3.0))

    assert first.seen_through(np.array([[11.0, 12.0]])).count(0) == 2
    assert first.count(0) == 3


def test_kind_weighs_how_often_it_stands_for_the_name():
    raw = np.array([0.0, 1.0, 1.0, 2.0])  # published as A, A, A, B
    cover = Kinds(np.array([0, 0, 0, 1]), first_rows=np.arange(4), raw=raw, view=np.array([[1.0, 1.0], [np.nan] * 2]))

    assert cover.weights(0, classes=np.arange(4)).tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0])
    assert cover.classes(0).tolist() == [0, 1, 2]
    assert [cover.count(0), cover.count(1)] == [3, 4]


def test_rows_of_codes_come_with_the_place_of_their_code():
    rows, place = Placed(np.array([1, 0, 1, 2])).having(np.array([2, 1]))

    assert rows.tolist() == [3, 0, 2]
    assert place.tolist() == [0, 1, 1]
