"""The boxes of a year at Casablanca, a sample of them, and their papers."""

from collections.abc import Mapping

import pandas as pd
import pytest

from datasets.simulation import PORTS, Port, simulate
from datasets.simulation.papers import dossiers, papers
from datasets.simulation.papers.written import Written, write
from datasets.simulation.yard.boxes import boxes

SEED = 5


@pytest.fixture(scope="session")
def port() -> Port:
    return PORTS["MACAS"]


@pytest.fixture(scope="session")
def year_of_boxes(port: Port) -> pd.DataFrame:
    calls = simulate(port, years=range(2024, 2025), seed=SEED).port_calls
    return boxes(port, calls, seed=SEED, share=0.04)


@pytest.fixture(scope="session")
def tables(port: Port, year_of_boxes: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    return papers(port, year_of_boxes, seed=SEED)


@pytest.fixture(scope="session")
def files(port: Port, year_of_boxes: pd.DataFrame) -> pd.DataFrame:
    return dossiers(port, year_of_boxes, seed=SEED)


@pytest.fixture(scope="session")
def written(port: Port, year_of_boxes: pd.DataFrame) -> Written:
    return write(port, year_of_boxes, seed=SEED)
