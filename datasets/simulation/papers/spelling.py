"""How people write: capitals, languages, abbreviations, slips of the finger; weights in kilograms or tonnes."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Objects = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

KILOGRAMS, TONNES = "KGM", "TNE"
ABBREVIATIONS: Mapping[str, str] = {
    "ACCESSOIRES": "ACCES", "ALIMENTAIRES": "ALIM", "ALUMINIUM": "ALU", "ARTICLES": "ART", "AUTOMOBILES": "AUTO",
    "BOITES": "BTES", "BOTTLES": "BTLS", "CONGELE": "CONG", "CONGELEE": "CONG", "CONGELES": "CONG",
    "CONSERVES": "CONS", "COTTON": "COT", "COTON": "COT", "ELECTRIC": "ELEC", "ELECTRICAL": "ELEC",
    "ELECTRIQUE": "ELEC", "ELECTRIQUES": "ELEC", "EQUIPMENT": "EQPT", "FABRIC": "FAB", "FRAIS": "FR", "FRESH": "FRSH",
    "FROZEN": "FRZN", "FURNITURE": "FURN", "GALVANIZED": "GALV", "GRANULES": "GRAN", "INDUSTRIELLES": "IND",
    "MACHINES": "MACH", "MEDICAMENTS": "MEDIC", "MEUBLES": "MBLES", "MOTOR": "MTR", "PIECES": "PCES", "PARTS": "PTS",
    "PLASTIC": "PLAST", "PLASTIQUE": "PLAST", "POLYESTER": "PES", "POLYETHYLENE": "PE", "POLYPROPYLENE": "PP",
    "POUR": "P", "PREPARATIONS": "PREP", "PREPARED": "PREP", "PRODUITS": "PDTS", "STEEL": "STL", "SYNTHETIC": "SYNTH",
    "TROUSERS": "TRSRS", "VEHICLES": "VEH", "VEHICULES": "VEH", "WITH": "W", "WOMENS": "WMNS",
}  # fmt: skip
GENERAL = (
    "GENERAL CARGO", "SAID TO CONTAIN GENERAL MERCHANDISE", "MARCHANDISES DIVERSES", "CONSOLIDATED CARGO",
    "FREIGHT ALL KINDS", "DIVERS",
)  # fmt: skip
OPENINGS = ("STC ", "SAID TO CONTAIN ", "LOT DE ", "SLC ", "")
SLIPS = 3

PACKAGES: Mapping[str, tuple[str, ...]] = {
    "BE": ("BUNDLES", "FARDEAUX", "BDLS"),
    "BG": ("BAGS", "SACS", "BGS"),
    "BL": ("BALES", "BALLES"),
    "BX": ("TANK", "CITERNE"),
    "CR": ("CRATES", "CAISSES"),
    "CT": ("CARTONS", "CTNS", "COLIS", "PACKAGES"),
    "DR": ("DRUMS", "FUTS"),
    "PK": ("PIECES", "PCS", "PACKAGES"),
    "PX": ("PALLETS", "PALETTES", "PLTS"),
    "RO": ("ROLLS", "ROULEAUX", "BOBINES"),
}


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Capitals without accents."""
    found = unicodedata.normalize("NFKD", text.upper())
    return "".join(letter for letter in found if not unicodedata.combining(letter)).replace("’", "'")


def abbreviated(text: str) -> str:
    return " ".join(ABBREVIATIONS.get(word, word) for word in text.split(" "))


def slipped(text: str, *, place: float, slip: int) -> str:
    """One letter left out, doubled, or changed places with the next; never the first one."""
    if len(text) < 5:
        return text
    at = 1 + int(place * (len(text) - 3))
    return (
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    )[slip]


def with_slips(texts: Sequence[str], *, share: float, rng: np.random.Generator) -> list[str]:
    happens, place = rng.random(len(texts)) < share, rng.random(len(texts))
    slip = rng.integers(0, SLIPS, len(texts))
    return [
        slipped(text, place=at, slip=kind) if is_wrong else text
        for text, is_wrong, at, kind in zip(texts, happens.tolist(), place.tolist(), slip.tolist(), strict=True)
    ]


def by_carrier(names: Sequence[Sequence[str]], *, shares: Sequence[float], rng: np.random.Generator) -> Objects:
    """One of the names of each (taken in these shares), as carriers write it."""
    number = len(names)
    which = rng.choice(len(shares), number, p=shares).tolist()
    is_short, is_general = rng.random(number) < 0.3, rng.random(number) < 0.035
    opening = np.where(rng.random(number) < 0.2, rng.integers(0, len(OPENINGS), number), len(OPENINGS) - 1).tolist()
    general = rng.integers(0, len(GENERAL), number).tolist()
    texts = [bare(those[one]) for those, one in zip(names, which, strict=True)]
    texts = [abbreviated(text) if short else text for text, short in zip(texts, is_short.tolist(), strict=True)]
    texts = with_slips(texts, share=0.15, rng=rng)
    return np.array(
        [
            GENERAL[vague] if is_vague else OPENINGS[start] + text
            for text, start, is_vague, vague in zip(texts, opening, is_general.tolist(), general, strict=True)
        ],
        dtype=object,
    )


def by_declarant(names: Sequence[str], *, rng: np.random.Generator) -> Objects:
    """As the tariff has it, or in capitals."""
    texts = with_slips(names, share=0.04, rng=rng)
    in_capitals = rng.random(len(texts)) < 0.25
    return np.array([bare(text) if big else text for text, big in zip(texts, in_capitals, strict=True)], dtype=object)


def words_of_packages(kinds: Sequence[str], *, rng: np.random.Generator) -> Objects:
    draws = rng.random(len(kinds)) ** 1.6
    return np.array(
        [PACKAGES[kind][int(draw * len(PACKAGES[kind]))] for kind, draw in zip(kinds, draws, strict=True)], dtype=object
    )


def weights(kilograms: Floats, *, in_tonnes: float, rng: np.random.Generator) -> tuple[Floats, Objects]:
    """Rounded to 1, 10 or 100 kilograms; a share is told in tonnes, with three decimals or fewer."""
    step = rng.choice([1, 10, 100], len(kilograms), p=[0.76, 0.16, 0.08])
    are_tonnes = rng.random(len(kilograms)) < in_tonnes
    rounded = np.round(kilograms / step) * step
    return np.where(are_tonnes, rounded / 1000, rounded), np.where(are_tonnes, TONNES, KILOGRAMS).astype(object)
