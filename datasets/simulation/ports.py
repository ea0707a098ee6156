"""What each port is made of: terminals, trades and sea, as the simulation takes them.

Read in public sources: the calls of Casablanca in 2023 (2,558, of which 1,202 of containers with 1,110 TEU each), the
limits of swell and tide, the shares of cargo. Everything else is ours: chosen so that berths are busy 65 to 75 %
of the time and waiting comes out as a port would recognise it. Terminal and berth names are ours too.
"""

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


def _terminal(code: str, *lengths: int) -> Terminal:
    return Terminal(code, tuple(Berth(f"{code}-{n}", length) for n, length in enumerate(lengths, start=1)))


CASABLANCA = Port(
    locode="MACAS",
    name="Casablanca",
    sea=Sea(),
    terminals=(
        _terminal("TC1", 350, 350, 300),
        _terminal("TC2", 280, 250),
        _terminal("CER", 230, 230),
        _terminal("VRA", 230, 200),
        _terminal("PHO", 230),
        _terminal("DIV", 200, 200, 180, 180),
        _terminal("ROR", 220, 200),
        _terminal("LIQ", 200),
    ),
    trades=(
        Trade("container", "containers", "TC1", 740, 18, 0.3, 10_000, 0.45, (140, 340), 12, tonnes_a_teu=10),
        Trade("container", "containers", "TC2", 462, 18, 0.3, 9_000, 0.45, (120, 250), 9, tonnes_a_teu=10),
        Trade("bulk", "cereals", "CER", 128, 64, 0.35, 31_000, 0.3, (160, 225), season=0.25, peak=2),
        Trade("bulk", "feed", "CER", 38, 60, 0.35, 24_000, 0.35, (140, 200), season=0.2, peak=11),
        Trade("bulk", "coal", "VRA", 82, 62, 0.3, 30_000, 0.3, (160, 225)),
        Trade("bulk", "ores", "VRA", 84, 56, 0.4, 18_000, 0.4, (120, 199)),
        Trade("bulk", "phosphates", "PHO", 139, 34, 0.3, 26_000, 0.35, (130, 225)),
        Trade("general", "steel", "DIV", 262, 42, 0.45, 9_000, 0.5, (90, 190)),
        Trade("general", "timber", "DIV", 114, 40, 0.45, 6_500, 0.5, (90, 180), season=0.25, peak=4),
        Trade("general", "project cargo", "DIV", 98, 36, 0.5, 3_500, 0.6, (80, 170)),
        Trade("roro", "vehicles", "ROR", 305, 30, 0.35, 4_000, 0.4, (110, 210), 6),
        Trade("tanker", "edible oils", "LIQ", 60, 43, 0.3, 12_000, 0.4, (100, 190)),
        Trade("tanker", "acids", "LIQ", 46, 40, 0.3, 14_000, 0.4, (110, 190)),
    ),
    pilots=2,
    deep_draught=11.5,
    deep_tide=1.8,
)

JORF_LASFAR = Port(
    locode="MAJFL",
    name="Jorf Lasfar",
    sea=Sea(swell_mean=2.0),
    terminals=(
        _terminal("PHO", 300, 280, 250, 250),
        _terminal("SOU", 280, 250),
        _terminal("CHA", 300),
        _terminal("LIQ", 250, 220, 200),
    ),
    trades=(
        Trade("bulk", "fertilisers", "PHO", 370, 42, 0.35, 32_000, 0.4, (150, 230)),
        Trade("bulk", "phosphates", "PHO", 110, 44, 0.35, 45_000, 0.35, (170, 250)),
        Trade("bulk", "sulphur", "SOU", 190, 56, 0.35, 38_000, 0.35, (160, 230)),
        Trade("bulk", "coal", "CHA", 60, 80, 0.3, 75_000, 0.3, (200, 290), season=0.15, peak=12),
        Trade("tanker", "ammonia", "LIQ", 140, 34, 0.3, 21_000, 0.35, (140, 210)),
        Trade("tanker", "acids", "LIQ", 215, 38, 0.3, 19_000, 0.35, (120, 185)),
        Trade("tanker", "hydrocarbons", "LIQ", 90, 36, 0.3, 28_000, 0.35, (140, 240)),
    ),
    pilots=2,
    deep_draught=13.0,
    deep_tide=2.0,
)

AGADIR = Port(
    locode="MAAGA",
    name="Agadir",
    sea=Sea(swell_mean=1.6, swell_season=0.7),
    terminals=(
        _terminal("TCM", 250, 200),
        _terminal("DIV", 220, 200, 180),
        _terminal("LIQ", 200),
    ),
    trades=(
        Trade("container", "containers", "TCM", 330, 18, 0.35, 7_000, 0.45, (100, 240), 7, 0.35, 1, 10),
        Trade("reefer", "citrus", "TCM", 160, 24, 0.35, 3_500, 0.4, (100, 170), season=0.8, peak=1),
        Trade("bulk", "cereals", "DIV", 80, 66, 0.35, 18_000, 0.35, (130, 200), season=0.3, peak=2),
        Trade("general", "steel", "DIV", 120, 36, 0.45, 7_000, 0.5, (90, 180)),
        Trade("bulk", "clinker", "DIV", 110, 44, 0.35, 16_000, 0.4, (110, 200)),
        Trade("tanker", "hydrocarbons", "LIQ", 150, 34, 0.3, 16_000, 0.4, (110, 190)),
    ),
    pilots=1,
    deep_draught=10.5,
    deep_tide=1.8,
)

PORTS = {port.locode: port for port in (CASABLANCA, JORF_LASFAR, AGADIR)}
