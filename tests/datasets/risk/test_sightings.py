"""Who is seen."""

import numpy as np

from datasets.risk.sightings import draw_sightings, rows_of

ENTITIES = np.array([4, 2, 4, 0, 4, 2])


def test_rows_of_chosen_entities_are_theirs():
    assert [rows.tolist() for rows in rows_of(ENTITIES, np.array([4, 2, 7, 2]))] == [[0, 2, 4], [1, 5], [], [1, 5]]


def test_every_sighting_is_of_its_target():
    drawn = draw_sightings(ENTITIES, most=10, visits=2, rng=np.random.default_rng(0))

    assert (ENTITIES[drawn.rows] == drawn.targets).all()
    assert drawn.entities == 3
    assert sorted(drawn.targets[drawn.firsts].tolist()) == [0, 2, 4]
    assert drawn.several(2).shape == (2, 2)
    assert drawn.several(3).shape == (0, 3)


def test_no_row_is_seen_twice():
    drawn = draw_sightings(np.zeros(50, dtype=np.int64), most=1, visits=50, rng=np.random.default_rng(0))

    assert sorted(drawn.rows.tolist()) == list(range(50))
