"""Firms on paper: their numbers, and how carriers write their names."""

from functools import lru_cache
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from datasets.simulation.yard.firms import BEGINNINGS, ENDINGS

from .spelling import bare, with_slips

Objects = npt.NDArray[np.object_]

FORWARDER = "LOGISTIQUE"
TO_ORDER = ("TO ORDER", "TO THE ORDER OF BANK", "A ORDRE DE BANQUE")
SHORTENED = {"SOCIETE ": "STE ", "ETS ": "", "COMPTOIR ": "CPTR ", "GROUPE ": "GRP "}
ENDS = (" SARL", " SA")
WRITTEN = (0.4, 0.24, 0.16, 0.12, 0.08)  # ours: in full, shortened, without legal form, cut off, by its first name
SLIPS = 0.12
CUT_AT = 16
DECLARANTS, FORWARDERS = 90, 40


@lru_cache(maxsize=20_000)
def ice(name: str, branch: int = 1) -> str:
    """Fifteen digits: nine of the firm, four of the branch, and two so that 97 divides the whole. Made up."""
    firm = int.from_bytes(sha256(name.encode()).digest()[:6], "big") % 10**9
    head = (firm * 10**4 + branch) * 100
    return f"{head + -head % 97:015d}"


def as_written(names: Objects, *, rng: np.random.Generator) -> Objects:
    """In capitals, in full or not, with slips now and then."""
    how = rng.choice(len(WRITTEN), len(names), p=WRITTEN)
    texts = [_written(bare(name), how=one) for name, one in zip(names.tolist(), how.tolist(), strict=True)]
    return np.array(with_slips(texts, share=SLIPS, rng=rng), dtype=object)


def _written(name: str, *, how: int) -> str:
    if how == 0:
        return name
    for form, short in SHORTENED.items():
        name = name.replace(form, short if how == 1 else "")
    for end in ENDS:
        name = name.removesuffix(end)
    if how == 4:
        return f"GROUPE {name.split(' ')[0]}"
    return name[:CUT_AT] if how == 3 else name


def forwarders(number: int, *, rng: np.random.Generator) -> Objects:
    """One of the made-up firms that take boxes over for several others."""
    names = [bare(f"{BEGINNINGS[n % 24]}{ENDINGS[(n * 5 + 2) % 24]} {FORWARDER}") for n in range(FORWARDERS)]
    return np.array(names, dtype=object)[rng.integers(0, FORWARDERS, number)]


def declarants(number: int, *, rng: np.random.Generator) -> Objects:
    """One of the made-up customs brokers for each; a few have most of the work."""
    names = [f"Transit {BEGINNINGS[n % 24]}{ENDINGS[(n * 7 + n // 24) % 24]}" for n in range(DECLARANTS)]
    return np.array(names, dtype=object)[(rng.random(number) ** 2 * DECLARANTS).astype(np.int64)]
