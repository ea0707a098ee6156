"""What a port is made of: terminals with berths, trades, sea and pilots, as the simulation takes them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Berth:
    """A place at the quay and the longest ship it takes, in metres."""

    code: str
    length: int


@dataclass(frozen=True)
class Terminal:
    """Berths that serve the same queue."""

    code: str
    berths: tuple[Berth, ...]


@dataclass(frozen=True)
class Trade:
    """A kind of call. Liners (`lines` > 0) keep a rhythm: Erlang intervals of order 4 on each line; tramps come at
    random, more in the season of the trade (`season` is the amplitude, `peak` the month of most calls)."""

    ship_type: str
    cargo: str
    terminal: str
    calls_a_year: int
    berth_hours: float  # median, for a call of median volume
    berth_spread: float  # sigma of the logarithm
    tonnes: float  # median cargo of a call
    tonnes_spread: float
    length: tuple[int, int]  # metres, of the smallest and the largest ship
    lines: int = 0
    season: float = 0.0
    peak: int = 1
    tonnes_a_teu: float = 0.0
    formalities_hours: float = 2.5  # ours: pratique, papers and pilot order before the berth, in the median


@dataclass(frozen=True)
class Sea:
    """Swell: an hourly lognormal AR(1) around a seasonal mean, in metres of significant height. Tide: two tides of
    12.42 and 12 hours."""

    swell_mean: float = 1.9
    swell_season: float = 0.9
    swell_memory: float = 0.985
    swell_spread: float = 0.43  # ours: gives the 755 closed hours a year
    swell_flutter: float = 0.03  # ours: from one hour to the next, gives about the 98 spells
    closed_above: float = 3.5
    tide_mean: float = 2.1
    tide_moon: float = 1.25
    tide_sun: float = 0.5


@dataclass(frozen=True)
class Port:
    """A port under its UN/LOCODE."""

    locode: str
    name: str
    sea: Sea
    terminals: tuple[Terminal, ...]
    trades: tuple[Trade, ...]
    pilots: int
    deep_draught: float  # metres; deeper ships enter at `deep_tide` metres of tide or more
    deep_tide: float
    transshipped: float = 0.02  # ours: share of the boxes that come by ship and go on by ship


def terminal(code: str, *lengths: int) -> Terminal:
    """Berths of these lengths, in metres."""
    return Terminal(code, tuple(Berth(f"{code}-{n}", length) for n, length in enumerate(lengths, start=1)))
