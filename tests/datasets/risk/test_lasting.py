"""Columns that join the rows of an entity."""

import numpy as np
import pandas as pd

from datasets.risk.lasting import lasting_columns

ENTITIES = np.repeat(np.arange(100), 4)


def lasting(**columns):
    return lasting_columns(pd.DataFrame(columns), entities=ENTITIES, rng=np.random.default_rng(0))


def test_pseudonym_and_size_last_but_a_gate_does_not():
    gate = np.random.default_rng(1).integers(0, 4, 400)

    assert lasting(pseudonym=ENTITIES * 7, size=ENTITIES % 5, gate=gate) == ["pseudonym", "size"]


def test_column_that_says_the_same_of_all_joins_nobody():
    assert lasting(port=np.repeat("MACAS", 400)) == []


def test_nothing_lasts_where_every_entity_has_one_row():
    table = pd.DataFrame({"a": [1, 2, 3]})

    assert lasting_columns(table, entities=np.arange(3), rng=np.random.default_rng(0)) == []
