"""The whole raw extract of a port: the tables of all its offices over one year, whose keys fit each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from datasets.simulation.calls.berths import berths
from datasets.simulation.calls.extract import simulate
from datasets.simulation.calls.services import closures, services
from datasets.simulation.chance import stream
from datasets.simulation.gates.visits import truck_visits
from datasets.simulation.papers import papers
from datasets.simulation.ports import Port
from datasets.simulation.skies.air import air
from datasets.simulation.skies.pollution.sites import SITES
from datasets.simulation.skies.weather import weather
from datasets.simulation.yard.boxes import boxes
from datasets.simulation.yard.loads import TEU_A_BOX

from .linking import linked

MOST_TEU = 1_600_000
"""Of a port with more a year, which is Tanger Med, so many are in the extract: the boxes of some calls, drawn, and as
many visits of trucks as these need."""

REMARKS = ("scellé contrôlé", "remorque remplacée", "pesée refaite", "badge illisible", "attente au parc")
REMARKED = 0.03  # ours

Tables = Mapping[str, pd.DataFrame]


class Whole(Mapping[str, pd.DataFrame]):
    """The tables by name, each made when it is first asked for, with those that it is made from; the same whichever are
    asked for, and in which order."""

    def __init__(self, port: Port, year: int, *, seed: int) -> None:
        self.port, self.year, self.seed = port, year, seed
        self._steps = {name: step for step in STEPS if step.is_there(port) for name in step.tables}
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            self._made.update(self._steps[name].make(self))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)


@dataclass(frozen=True)
class Step:
    """What is made at once; `is_there` says in which ports."""

    tables: tuple[str, ...]
    make: Callable[[Whole], Tables]
    is_there: Callable[[Port], bool] = field(default=lambda port: True)


def has_containers(port: Port) -> bool:
    return any(trade.tonnes_a_teu for trade in port.trades)


def has_stations(port: Port) -> bool:
    return port.locode in SITES


def _calls(whole: Whole) -> Tables:
    extract = simulate(whole.port, years=range(whole.year, whole.year + 1), seed=whole.seed)
    return {"port_calls": extract.port_calls, "sea": extract.sea}


def _berths(whole: Whole) -> Tables:
    return {"berths": berths(whole.port)}


def _closures(whole: Whole) -> Tables:
    return {"closures": closures(whole["sea"])}


def _services(whole: Whole) -> Tables:
    sky = {"sea": whole["sea"], "weather": whole["weather"]}
    return {"services": services(whole.port, whole["port_calls"], **sky, seed=whole.seed)}


def _trucks(whole: Whole) -> Tables:
    start, end = pd.Timestamp(whole.year, 1, 1), pd.Timestamp(whole.year + 1, 1, 1)
    number = None if _share(whole) == 1 else round(MOST_TEU / TEU_A_BOX * (1 - whole.port.transshipped))
    visits = truck_visits(whole.port, start=start, days=(end - start).days, visits=number, seed=whole.seed)
    rng = stream(whole.seed, whole.port.locode, "remarks")
    said = np.where(rng.random(len(visits)) < REMARKED, rng.integers(0, len(REMARKS), len(visits)), -1)
    remarks = np.array([*REMARKS, None], dtype=object)[said]
    return {"truck_visits": visits.drop(columns="exit_to").assign(remarks=pd.Series(remarks, dtype="str"))}


def _boxes(whole: Whole) -> Tables:
    calls, rng = whole["port_calls"], stream(whole.seed, whole.port.locode, "calls with boxes")
    some = calls[rng.random(len(calls)) < _share(whole)].reset_index(drop=True)
    made = boxes(whole.port, some, seed=whole.seed, until=pd.Timestamp(whole.year + 1, 1, 1))
    return {"boxes": linked(whole.port, made, whole["truck_visits"], seed=whole.seed)}


def _share(whole: Whole) -> float:
    """Of the calls, those whose boxes are in the extract."""
    return MOST_TEU / max(MOST_TEU, int(whole["port_calls"]["teu"].sum()))


def _papers(whole: Whole) -> Tables:
    return papers(whole.port, whole["boxes"], seed=whole.seed)


def _weather(whole: Whole) -> Tables:
    return {"weather": weather(whole.port, whole["sea"], seed=whole.seed)}


def _air(whole: Whole) -> Tables:
    return {"air": air(whole.port, whole["port_calls"], whole["sea"], seed=whole.seed)}


STEPS = (
    Step(("port_calls", "sea"), _calls),
    Step(("berths",), _berths),
    Step(("closures",), _closures),
    Step(("services",), _services),
    Step(("truck_visits",), _trucks, has_containers),
    Step(("boxes",), _boxes, has_containers),
    Step(("manifests", "declarations", "certificates", "weighings", "exchanges"), _papers, has_containers),
    Step(("weather",), _weather),
    Step(("air",), _air, has_stations),
)
TABLES = tuple(name for step in STEPS for name in step.tables)


def tables_of(port: Port) -> list[str]:
    return [name for step in STEPS if step.is_there(port) for name in step.tables]
