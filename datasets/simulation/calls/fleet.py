"""Ships that never sailed: sizes, and identifiers whose check digits are right."""

from dataclasses import dataclass

import numpy as np

from datasets.simulation.ports import Trade

FLAGS = {  # flag: the three digits its MMSI numbers begin with
    "PA": 352,
    "LR": 636,
    "MH": 538,
    "MT": 248,
    "HK": 477,
    "SG": 563,
    "BS": 308,
    "CY": 209,
    "GR": 239,
    "MA": 242,
    "PT": 255,
    "TR": 271,
}
FLAG_SHARES = (0.20, 0.18, 0.16, 0.10, 0.07, 0.07, 0.05, 0.05, 0.04, 0.02, 0.03, 0.03)
FIRST = ("Amber", "Atlas", "Azur", "Cedar", "Coral", "Dune", "Ebony", "Fennec", "Garnet", "Ibis", "Jade", "Laurel")
SECOND = ("Bay", "Breeze", "Cape", "Crest", "Horizon", "Meridian", "Orbit", "Pearl", "Ridge", "Spirit", "Star", "Tide")
AGENTS = tuple(f"Agence maritime {letter}" for letter in "ABCDEFGHJKLMNP")
LINER_SHIPS = 4  # ships that serve one line
CALLS_A_TRAMP = 3  # calls that one tramp makes, on average, in the years simulated


@dataclass(frozen=True)
class Vessel:
    """A ship as a port call reports it; metres and gross tons."""

    imo: str
    mmsi: str
    name: str
    flag: str
    length: int
    beam: float
    gross_tonnage: int

    @property
    def full_draught(self) -> float:
        return full_draught(self.length)


def full_draught(length: int) -> float:
    """Metres of a ship of this length when fully laden: 6.7 at 100 m, 10.5 at 190, 14.5 at 300."""
    return float(0.267 * length**0.7)


def imo_number(serial: int) -> str:
    """Six digits and the check digit: the last of the sum of digits weighted 7 to 2."""
    digits = f"{serial:06d}"
    return digits + str(sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True)) % 10)


def build_vessels(trade: Trade, count: int, *, serials: list[int], rng: np.random.Generator) -> list[Vessel]:
    """`serials` are the six digits of the IMO numbers, distinct over the whole port."""
    low, high = trade.length
    lengths = np.round(low + (high - low) * rng.beta(2.2, 2.0, count)).astype(int)
    flags = rng.choice(len(FLAGS), count, p=FLAG_SHARES)
    slenderness = rng.normal(6.2, 0.25, count)
    block = rng.normal(0.026, 0.0015, count)
    tails = rng.integers(0, 1_000_000, count)
    names = rng.integers(0, len(FIRST) * len(SECOND), count)
    return [
        _vessel(
            serial=serials[n],
            length=int(lengths[n]),
            flag=list(FLAGS)[flags[n]],
            beam=lengths[n] / slenderness[n],
            block=block[n],
            tail=int(tails[n]),
            name=int(names[n]),
        )
        for n in range(count)
    ]


def _vessel(*, serial: int, length: int, flag: str, beam: float, block: float, tail: int, name: int) -> Vessel:
    first, second = divmod(name, len(SECOND))
    return Vessel(
        imo=imo_number(serial),
        mmsi=f"{FLAGS[flag]}{tail:06d}",
        name=f"{FIRST[first]} {SECOND[second]}",
        flag=flag,
        length=length,
        beam=round(float(beam), 1),
        gross_tonnage=round(float(block * length**2 * beam)),
    )
