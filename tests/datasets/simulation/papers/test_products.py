"""Products: one of each kind of goods, with codes of the right chapter."""

import numpy as np

from datasets.simulation.papers.products import apart, drawn, places_of, products
from datasets.simulation.papers.spelling import PACKAGES
from datasets.simulation.yard.goods import GOODS


def place_of(hs6):
    return next(place for place, product in enumerate(products()) if product.hs6 == hs6)


def test_every_kind_of_goods_has_products_of_its_chapter():
    assert set(places_of()) == {(one.flow, one.text) for one in GOODS}
    chapters = {(one.flow, one.text): one.hs2 for one in GOODS}
    assert all(product.hs6[:2] == chapters[product.flow, product.goods] for product in products())


def test_products_are_described_in_full():
    for product in products():
        assert len(product.hs6) == 6
        assert product.hs6.isdigit()
        assert len(product.names) == 3
        assert all(product.names)
        assert product.package in PACKAGES
        assert product.package_kg > 0
        assert product.mad_a_kg > 0


def test_drawn_are_of_the_goods_asked_for():
    found = drawn(["import", "export"] * 50, ["Fromages", "Agrumes"] * 50, rng=np.random.default_rng(1))
    kinds = [(products()[place].flow, products()[place].goods) for place in found.tolist()]
    assert kinds == [("import", "Fromages"), ("export", "Agrumes")] * 50


def test_apart_counts_from_the_same_product_to_another_chapter():
    shrimps, octopus = place_of("030617"), place_of("030752")
    frozen, fresh = place_of("040690"), place_of("040630")
    found = apart(np.array([shrimps, frozen, shrimps, shrimps]), np.array([shrimps, fresh, octopus, frozen]))
    assert found.tolist() == [0, 1, 2, 3]
