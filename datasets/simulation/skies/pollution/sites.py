"""Where the air is measured around a port, and the quays that the wind blows from.

The stations, their codes and the plan are ours: positions are kilometres to the east and to the north of the middle of
a made-up port, open to the sea in the north, with the town in the south.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, degrees, hypot

import numpy as np

from datasets.simulation.ports import Port
from datasets.simulation.skies.memory import Hours

NEAR_KM, THINNING = 0.5, 1.3  # ours: how a plume thins out with the distance
NARROW_DEG, WIDER_DEG = 26.0, 30.0  # ours: half width of a plume in strong wind, and what a calm adds to it


@dataclass(frozen=True)
class Quay:
    """Where dust is raised and ships burn fuel. `terminals` are those of the port that lie there; `dust` is how much a
    ton of each cargo raises, against cereals (ours)."""

    code: str
    east: float
    north: float
    terminals: tuple[str, ...]
    dust: Mapping[str, float]


@dataclass(frozen=True)
class Station:
    """How much it gets of the town's traffic, of the trucks at the gate and of the salt of the sea; 1 is a lot."""

    code: str
    east: float
    north: float
    town: float
    trucks: float
    salt: float


@dataclass(frozen=True)
class Site:
    """A port as its air is simulated. The last quay has no dusty cargo."""

    quays: tuple[Quay, ...]
    stations: tuple[Station, ...]


CASABLANCA = Site(
    quays=(
        Quay("CER", -0.5, 0.3, ("CER",), {"cereals": 1.0, "feed": 1.4}),
        Quay("VRA", 0.4, 0.5, ("VRA",), {"coal": 0.9, "ores": 1.2}),
        Quay("PHO", 1.2, 0.4, ("PHO",), {"phosphates": 1.5}),
        Quay("CON", 2.0, 0.9, ("TC1", "TC2", "DIV", "ROR", "LIQ"), {}),
    ),
    stations=(
        Station("ST1", 0.6, 0.1, town=0.45, trucks=0.5, salt=1.0),  # on the bulk quays
        Station("ST2", -0.9, 0.0, town=0.5, trucks=0.4, salt=0.9),  # at the grain terminal
        Station("ST3", 1.3, -0.5, town=0.7, trucks=1.0, salt=0.6),  # at the truck gate
        Station("ST4", 0.1, -1.2, town=1.0, trucks=0.25, salt=0.4),  # in town, south of the quays
        Station("ST5", -2.2, -0.8, town=0.9, trucks=0.05, salt=0.6),  # in town, west of the quays
        Station("ST6", 5.0, -6.0, town=0.3, trucks=0.0, salt=0.2),  # background, far from the port
    ),
)

SITES: Mapping[str, Site] = {"MACAS": CASABLANCA}


class NoStations(ValueError):
    """Nothing is measured around this port."""


def site_of(port: Port) -> Site:
    """Raises NoStations."""
    if port.locode not in SITES:
        raise NoStations(f"There are no air stations at {port.locode}; choose one of: {', '.join(SITES)}.")
    return SITES[port.locode]


def bearing(quay: Quay, *, station: Station) -> float:
    """Degrees from the north in which the quay is seen from the station: a wind from there brings its dust."""
    return degrees(atan2(quay.east - station.east, quay.north - station.north)) % 360


def plume(quay: Quay, *, station: Station, wind_ms: Hours, wind_from_deg: Hours) -> Hours:
    """The share of what a quay raises that reaches a station, from 0 to 1: most when the wind blows straight from one
    to the other; a calm carries it everywhere."""
    off = np.abs((wind_from_deg - bearing(quay, station=station) + 180) % 360 - 180)
    width = NARROW_DEG + WIDER_DEG / (wind_ms + 0.3)
    thin = (1 + hypot(station.east - quay.east, station.north - quay.north) / NEAR_KM) ** -THINNING
    return np.asarray(thin * np.exp(-0.5 * (off / width) ** 2))
