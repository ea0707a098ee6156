"""What is known on a day of the boxes that left before it."""

import numpy as np

from datasets.simulation.yard.history import Departures

DEPARTURES = Departures(
    group=np.array([0, 0, 0, 1, 0]),
    day=np.array([100, 101, 103, 103, 104]),
    stay=np.array([2.0, 8.0, 4.0, 99.0, 50.0]),
)


def medians(groups, days, *, within=10, fewest=1):
    found = DEPARTURES.recent_median(np.array(groups), np.array(days), within=within, fewest=fewest)
    return found.tolist()


def test_median_is_of_the_group_and_of_the_days_before():
    assert medians([0, 1], [104, 104]) == [4.0, 99.0]


def test_day_itself_is_not_known_yet():
    assert np.isnan(medians([0], [103], within=1)[0])
    assert medians([0], [104], within=1) == [4.0]


def test_days_too_long_ago_do_not_count():
    assert medians([0], [104], within=3) == [8.0]  # of 8 and 4 the upper
    assert medians([0], [104], within=2) == [4.0]


def test_too_few_boxes_have_no_median():
    assert np.isnan(medians([0, 1], [105, 105], fewest=5)).all()
    assert medians([0], [105], fewest=4) == [8.0]
