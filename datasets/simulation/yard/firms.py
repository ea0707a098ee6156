"""Firms that nobody founded: importers, exporters and hauliers, with names made of made-up stems."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from .goods import EXPORTED, GOODS, IMPORTED, Goods

BEGINNINGS = (
    "Amar", "Bahr", "Chel", "Dar", "Fen", "Ghar", "Izor", "Kand", "Lam", "Mez", "Nour", "Oul", "Rif", "Sab", "Taz",
    "Wad", "Yas", "Zel", "Azr", "Bour", "Ifra", "Mar", "Sid", "Tan",
)  # fmt: skip
ENDINGS = (
    "ane", "elle", "imat", "ouar", "alite", "enia", "ilma", "orane", "ousse", "ezza", "anor", "iva", "oulia", "adex",
    "emar", "isol", "atlas", "omina", "azur", "igra", "opal", "undi", "aleb", "isra",
)  # fmt: skip
FORMS = ("Société {} {}", "Ets {} {}", "{} {} SARL", "Comptoir {} {}", "{} {} SA", "Groupe {} {}")
TRADES = {"food": ("Alimentaire", "Agro", "Négoce"), "material": ("Industries", "Manufacture", "Composants"),
          "other": ("Import", "Distribution", "Trading")}  # fmt: skip
STRIDE = 1009  # prime to the number of stems
GOLDEN, SILVER = 0.5 * 5**0.5 - 0.5, 2**0.5 - 1

CONSIGNEES, SHIPPERS, HAULIERS = 2400, 500, 180


@dataclass(frozen=True, eq=False)
class Firms:
    """Firms of one flow by number: how often each ships, its usual goods (a place in GOODS), and how much slower than
    others it collects (in logarithms of the dwell)."""

    names: npt.NDArray[np.object_]
    shares: npt.NDArray[np.float64]
    goods: npt.NDArray[np.int64]
    slowness: npt.NDArray[np.float64]


def consignees(rng: np.random.Generator, *, slowness: float) -> Firms:
    return _firms(IMPORTED, number=CONSIGNEES, first_stem=0, rng=rng, slowness=slowness)


def shippers(rng: np.random.Generator) -> Firms:
    return _firms(EXPORTED, number=SHIPPERS, first_stem=CONSIGNEES, rng=rng, slowness=0.0)


def hauliers() -> npt.NDArray[np.object_]:
    return np.array([f"Transports {_stem(CONSIGNEES + SHIPPERS + n)}" for n in range(HAULIERS)], dtype=object)


def _firms(
    traded: tuple[Goods, ...], *, number: int, first_stem: int, rng: np.random.Generator, slowness: float
) -> Firms:
    """A few large firms and many small ones: shares fall with the rank as in Zipf's law, more flatly at the top. Goods
    and slowness are spread evenly over the ranks, so that the largest firms do not happen to be all of one kind."""
    reached = np.cumsum([one.weight for one in traded])
    goods = np.searchsorted(reached / reached[-1], _spread(number, step=GOLDEN, rng=rng)) + GOODS.index(traded[0])
    shares = 1 / (np.arange(number) + 25.0) ** 0.9
    names = [_name(first_stem + n, GOODS[kind]) for n, kind in enumerate(goods.tolist())]
    normal = [NormalDist().inv_cdf(place) for place in _spread(number, step=SILVER, rng=rng).clip(1e-4, 1 - 1e-4)]
    return Firms(np.array(names, dtype=object), shares / shares.sum(), goods, slowness * np.array(normal))


def _spread(number: int, *, step: float, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Numbers from 0 to 1, any stretch of them evenly spread: multiples of an irrational number (Weyl)."""
    return np.asarray((rng.random() + step * np.arange(number)) % 1.0)


def _name(number: int, goods: Goods) -> str:
    trades = TRADES["food" if goods.is_food else "material" if goods.is_material else "other"]
    turn = number // (len(BEGINNINGS) * len(ENDINGS))
    return FORMS[turn % len(FORMS)].format(_stem(number), trades[number % len(trades)])


def _stem(number: int) -> str:
    first, second = divmod(number * STRIDE % (len(BEGINNINGS) * len(ENDINGS)), len(ENDINGS))
    return BEGINNINGS[first] + ENDINGS[second]
