"""What a truck passes at a container terminal, how long it takes there, and how many serve, hour by hour.

Read in public sources: the minutes of each stage, the share of papers not in order, the peak from 9 to 13 h. All else
is ours: the spreads, the hours, which channel is scanned, and how many lanes are open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from datasets.simulation.ports import Port

OPENS, CLOSES = 6, 22  # on the clocks of the port
SLOTS = range(OPENS, CLOSES)
SLOTS_BY_DAY = (1.0, 1.05, 1.05, 1.0, 0.95, 0.7, 0.0)  # from Monday
TEU_A_BOX, WEEKS_A_YEAR = 1.6, 52.18

DIRECTIONS = {"pickup": 0.5, "delivery": 0.3, "empty": 0.2}
SLOTS_BY_HOUR = {  # of each direction
    "pickup": (0.3, 0.5, 0.9, 1.7, 1.9, 1.8, 1.3, 0.7, 0.7, 0.7, 0.6, 0.4, 0.3, 0.25, 0.2, 0.15),
    "delivery": (0.5, 0.6, 0.7, 1.0, 1.2, 1.2, 1.0, 0.9, 1.1, 1.3, 1.2, 1.0, 0.8, 0.6, 0.4, 0.3),
    "empty": (0.3, 0.5, 0.9, 1.4, 1.6, 1.5, 1.3, 0.9, 1.0, 1.0, 0.8, 0.6, 0.3, 0.2, 0.2, 0.1),
}
SIZES = {"20": 0.41, "40": 0.59}  # the few of 45 feet are counted with the latter
CHANNELS = {"green": 0.72, "orange": 0.18, "red": 0.10}
SCANNED, INSPECTED = ("orange", "red"), ("red",)
SURPRISES = 0.05  # of the green ones that are scanned all the same
PAPERS, PAPERS_MINUTES = 0.07, 25.0  # of the trucks, and how much longer on average

FULL, LESS = 1.0, 0.7
SHIFTS = (LESS,) * 2 + (FULL,) * 5 + (LESS,) + (FULL,) * 4 + (LESS,) * 4
BUSY = 0.9  # of the time in the peak, where the lanes are as many as are wanted
ANY = "any"


@dataclass(frozen=True)
class Stage:
    """Lognormal: the mean in minutes and the spread of the logarithm; of trucks in this direction alone."""

    minutes: float
    spread: float
    direction: str = ANY


STAGES = {
    "document": Stage(2.2, 0.5),
    "gate": Stage(1.6, 0.4),
    "weigh": Stage(1.3, 0.3),
    "scanner": Stage(6.0, 0.35),
    "inspection": Stage(34.0, 0.5),
    "import_yard": Stage(15.0, 0.35, "pickup"),
    "export_yard": Stage(12.0, 0.35, "delivery"),
    "empty_yard": Stage(9.0, 0.35, "empty"),
    "exit": Stage(1.4, 0.4),
}
"""In the order in which a truck passes them: the scanner and the inspection by its channel, and one of the yards."""

YARDS = ("import_yard", "export_yard", "empty_yard")

Servers = Mapping[str, tuple[int, ...]]
"""By stage, how many serve in each hour with a slot."""


@dataclass(frozen=True)
class Gate:
    """The gate of a terminal: how many trucks book a visit in a usual week, and who serves them."""

    terminal: str
    trucks_a_week: float
    servers: Servers


WORKS: Servers = {
    "document": (5, 5, 7, 7, 7, 7, 7, 5, 7, 7, 7, 7, 5, 5, 5, 5),
    "gate": (3,) * 12 + (2,) * 4,
    "weigh": (2,) * 16,
    "scanner": (2, 2, 3, 3, 3, 3, 3, 1, 3, 3, 3, 2, 2, 1, 1, 1),
    "inspection": (8,) * 16,
    "import_yard": (7, 8, 10, 10, 10, 10, 10, 6, 10, 10, 10, 9, 8, 7, 6, 6),
    "export_yard": (3, 3, 4, 4, 4, 4, 4, 2, 4, 5, 5, 5, 4, 4, 3, 3),
    "empty_yard": (2, 2, 3, 3, 3, 3, 3, 1, 2, 2, 3, 2, 2, 1, 1, 1),
    "exit": (3,) * 12 + (2,) * 4,
}
"""Who serves at the smaller terminal of Casablanca while its gate is being made automatic."""


def gates_of(port: Port) -> list[Gate]:
    """A gate for each container terminal, with as many servers as it wants; none in a port without one."""
    weekly: dict[str, float] = {}
    for trade in port.trades:
        if trade.tonnes_a_teu:
            boxes = trade.calls_a_year * trade.tonnes / trade.tonnes_a_teu / TEU_A_BOX
            weekly[trade.terminal] = weekly.get(trade.terminal, 0.0) + boxes / WEEKS_A_YEAR
    return [sized(terminal, trucks) for terminal, trucks in weekly.items()]


def sized(terminal: str, trucks_a_week: float) -> Gate:
    return Gate(terminal, trucks_a_week, _wanted(trucks_a_week))


def _wanted(trucks_a_week: float) -> Servers:
    """So many that they are `BUSY` in the peak hour of a usual day, fewer in the early and late shift."""
    trucks_a_day = trucks_a_week / sum(SLOTS_BY_DAY)
    most = {name: trucks_a_day * minutes / 60 / BUSY for name, minutes in _peak_minutes().items()}
    return {name: tuple(ceil(number * share) for share in SHIFTS) for name, number in most.items()}


def _peak_minutes() -> dict[str, float]:
    """Of work at each stage in its busiest hour, for each truck of the day."""
    red, orange, green = CHANNELS["red"], CHANNELS["orange"], CHANNELS["green"]
    passing = {"scanner": red + orange + SURPRISES * green, "inspection": red}
    shares = hourly_shares()
    peaks = {ANY: max(map(sum, zip(*shares.values(), strict=True))), **{name: max(of) for name, of in shares.items()}}
    minutes = {name: stage.minutes * passing.get(name, 1.0) * peaks[stage.direction] for name, stage in STAGES.items()}
    return minutes | {"document": minutes["document"] + PAPERS * PAPERS_MINUTES * peaks[ANY]}


def hourly_shares() -> dict[str, list[float]]:
    """By direction and slot, of the trucks of a day."""
    return {name: [DIRECTIONS[name] * weight / sum(of) for weight in of] for name, of in SLOTS_BY_HOUR.items()}
