"""What a recipe may take its rows from: each subject with the tables that are looked up beside it."""

from collections.abc import Callable, Mapping

import pandas as pd

from .calls.extract import simulate
from .calls.planning import instances
from .gates.visits import appointments
from .papers import dossiers
from .ports import Port
from .skies.air import station_hours
from .skies.pollution.sites import site_of
from .yard.boxes import boxes
from .yard.stays import stays

Rows = pd.DataFrame
Others = Mapping[str, pd.DataFrame]
Subject = Callable[[Port, range, int], tuple[Rows, Others]]
"""Of a port, whole years and a seed: the same rows for the same three."""


def port_calls(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    extract = simulate(port, years=years, seed=seed)
    return extract.port_calls, {"sea": extract.sea}


def truck_appointments(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    begin, end = (pd.Timestamp(year, 1, 1) for year in (years[0], years[-1] + 1))
    return appointments(port, start=begin, days=(end - begin).days, seed=seed), {}


def box_stays(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    calls = simulate(port, years=years, seed=seed).port_calls
    return stays(port, calls, seed=seed), {}


def air(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    """Raises NoStations."""
    site_of(port)
    extract = simulate(port, years=years, seed=seed)
    return station_hours(port, extract.port_calls, extract.sea, seed=seed), {}


def planning(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    extract = simulate(port, years=years, seed=seed)
    return instances(port, extract.port_calls, extract.sea, seed=seed), {"sea": extract.sea}


DOSSIERS = 0.065
"""Share of the bills of lading whose papers are looked at: enough for a challenge."""


def declared_dossiers(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    calls = simulate(port, years=years, seed=seed).port_calls
    return dossiers(port, boxes(port, calls, seed=seed, share=DOSSIERS), seed=seed), {}


SUBJECTS: Mapping[str, Subject] = {
    "port_calls": port_calls,
    "appointments": truck_appointments,
    "air": air,
    "dossiers": declared_dossiers,
    "planning": planning,
    "stays": box_stays,
}
