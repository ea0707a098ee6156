"""What a recipe may take its rows from: each subject with the tables that are looked up beside it."""

from collections.abc import Callable, Mapping

import pandas as pd

from .extract import simulate
from .ports import Port

Rows = pd.DataFrame
Others = Mapping[str, pd.DataFrame]
Subject = Callable[[Port, range, int], tuple[Rows, Others]]
"""Of a port, whole years and a seed: the same rows for the same three."""


def port_calls(port: Port, years: range, seed: int) -> tuple[Rows, Others]:
    extract = simulate(port, years=years, seed=seed)
    return extract.port_calls, {"sea": extract.sea}


SUBJECTS: Mapping[str, Subject] = {"port_calls": port_calls}
