"""What is inside each kind of goods: products by HS code, what people call them, and how they are packed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

Ints = npt.NDArray[np.int64]

COLUMNS = ("flow", "goods", "package", "package_kg", "mad_a_kg", "hs6")
"""Of a line of products.yaml; its names come after them."""


@dataclass(frozen=True)
class Product:
    """`names` are three: the declarant's in French, a carrier's in English, and the one that is used in the trade.
    `package_kg` is what one package weighs, `mad_a_kg` what a kilogram is worth."""

    flow: str
    goods: str
    package: str
    package_kg: float
    mad_a_kg: float
    hs6: str
    names: tuple[str, str, str]


@cache
def products() -> tuple[Product, ...]:
    lines = yaml.safe_load(Path(__file__).with_name("products.yaml").read_text(encoding="utf-8"))
    return tuple(Product(**dict(zip(COLUMNS, line, strict=False)), names=tuple(line[len(COLUMNS) :])) for line in lines)


@cache
def places_of() -> Mapping[tuple[str, str], tuple[int, ...]]:
    """For each flow and kind of goods the places of its products."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for place, product in enumerate(products()):
        key = (product.flow, product.goods)
        found[key] = (*found.get(key, ()), place)
    return found


def drawn(flow: list[str], goods: list[str], *, rng: np.random.Generator) -> Ints:
    """A product for each; the first of a kind is the most frequent."""
    draws = rng.random(len(goods)) ** 1.3
    choices = [places_of()[key] for key in zip(flow, goods, strict=True)]
    return np.array([those[int(draw * len(those))] for those, draw in zip(choices, draws, strict=True)], dtype=np.int64)


def apart(one: Ints, other: Ints) -> Ints:
    """0 where both are the same product, 1 for the same heading (four digits), 2 for the same chapter, 3 otherwise."""
    codes = np.array([int(product.hs6) for product in products()])
    first, then = codes[one], codes[other]
    return np.where(
        first == then, 0, np.where(first // 100 == then // 100, 1, np.where(first // 10_000 == then // 10_000, 2, 3))
    )
