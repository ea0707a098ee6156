"""Firms on paper: valid numbers that belong to nobody, and names as carriers write them."""

import numpy as np

from datasets.simulation.papers.firms import as_written, ice


def test_ice_has_fifteen_digits_that_97_divides():
    for name in ("Société Amaradex Agro", "Zelisra Trading SA", ""):
        for branch in (1, 2):
            assert len(ice(name, branch)) == 15
            assert int(ice(name, branch)) % 97 == 0


def test_ice_of_a_branch_begins_as_that_of_its_firm():
    assert ice("Zelisra Trading SA", 1)[:9] == ice("Zelisra Trading SA", 2)[:9]
    assert ice("Zelisra Trading SA", 1) != ice("Zelisra Trading SA", 2)
    assert ice("Zelisra Trading SA")[:9] != ice("Zelisra Agro")[:9]


def test_names_are_written_in_full_shortened_or_cut():
    written = as_written(np.array(["Société Amaradex Composants"] * 3000, dtype=object), rng=np.random.default_rng(1))
    counts = {name: np.mean(written == name) for name in set(written)}
    assert max(counts, key=counts.__getitem__) == "SOCIETE AMARADEX COMPOSANTS"
    assert counts["STE AMARADEX COMPOSANTS"] > 0.15
    assert counts["AMARADEX COMPOSANTS"] > 0.1
    assert counts["AMARADEX COMPOSA"] > 0.05
    assert counts["GROUPE AMARADEX"] > 0.03
