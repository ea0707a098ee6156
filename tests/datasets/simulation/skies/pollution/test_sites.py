"""Quays and stations: where the wind has to come from, and how much arrives."""

import numpy as np
import pytest

from datasets.simulation import PORTS
from datasets.simulation.skies.pollution.sites import SITES, NoStations, Quay, Station, bearing, plume, site_of

QUAY = Quay("Q", 0.0, 1.0, ("T",), {})
STATION = Station("S", 0.0, 0.0, town=0, trucks=0, salt=0)


def share(wind_ms: float, wind_from_deg: float, *, quay: Quay = QUAY) -> float:
    told = {"wind_ms": np.array([wind_ms]), "wind_from_deg": np.array([wind_from_deg])}
    return float(plume(quay, station=STATION, **told)[0])


@pytest.mark.parametrize(("east", "north", "degrees"), [(0, 1, 0), (1, 0, 90), (0, -2, 180), (-1, 0, 270)])
def test_bearing_is_where_the_wind_has_to_come_from(east, north, degrees):
    assert bearing(Quay("Q", east, north, (), {}), station=STATION) == pytest.approx(degrees)


def test_plume_reaches_who_is_down_the_wind():
    assert share(5, 0) == pytest.approx((1 + 1 / 0.5) ** -1.3)
    assert share(5, 0) > 2 * share(5, 45) > 100 * share(5, 180)
    assert share(5, 350) == pytest.approx(share(5, 10))


def test_calm_carries_it_everywhere():
    assert share(0.3, 90) > 10 * share(6, 90)


def test_plume_thins_out_with_the_distance():
    assert share(5, 0, quay=Quay("Q", 0.0, 4.0, (), {})) < 0.4 * share(5, 0)


def test_quays_of_casablanca_are_its_terminals_and_cargoes():
    port, quays = PORTS["MACAS"], SITES["MACAS"].quays
    lying = [terminal for quay in quays for terminal in quay.terminals]
    assert sorted(lying) == sorted(terminal.code for terminal in port.terminals)
    handled = {(trade.terminal, trade.cargo) for trade in port.trades}
    assert {(terminal, cargo) for quay in quays for terminal in quay.terminals for cargo in quay.dust} <= handled
    assert quays[-1].dust == {}


def test_site_of_a_port_is_its_own_or_refused():
    assert site_of(PORTS["MACAS"]) is SITES["MACAS"]
    with pytest.raises(NoStations, match=r"^There are no air stations at MAAGA; choose one of: MACAS\.$"):
        site_of(PORTS["MAAGA"])
