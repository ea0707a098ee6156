"""The berths of a port as a table: how long, and how deep."""

from math import ceil

import pandas as pd

from datasets.simulation.ports import Port

from .fleet import full_draught

UNDER_KEEL = 0.5  # ours: metres of water that a ship keeps below it at the quay


def berths(port: Port) -> pd.DataFrame:
    """In the order of the terminals. Depths are ours, to the half metre below chart datum: a ship as long as the berth
    lies afloat there, fully laden, at the lowest tide."""
    rows = [
        (berth.code, terminal.code, berth.length, ceil(2 * (full_draught(berth.length) + UNDER_KEEL)) / 2)
        for terminal in port.terminals
        for berth in terminal.berths
    ]
    return pd.DataFrame(rows, columns=["berth", "terminal", "length_m", "depth_m"])
