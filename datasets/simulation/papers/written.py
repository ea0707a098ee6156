"""All papers of the boxes as their writers wrote them, with what is true beside them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.ports import Port

from .certificates import certificates
from .declarations import declarations, declared_boxes
from .faults import faults
from .manifests import manifests
from .shipments import firsts, full_boxes, shipments
from .weighings import weighings


@dataclass(frozen=True, eq=False)
class Written:
    """`bills` is what is true and `wrong` by how much the papers differ from it, a row per bill; `manifests` go along
    them, `declarations` and `certificates` have the `place` of their bill, as `declared_boxes` have. `full` are the
    boxes and `bill_of` the place of the bill of each."""

    full: pd.DataFrame
    bill_of: npt.NDArray[np.int64]
    bills: pd.DataFrame
    wrong: pd.DataFrame
    manifests: pd.DataFrame
    declarations: pd.DataFrame
    declared_boxes: pd.DataFrame
    certificates: pd.DataFrame
    weighings: pd.DataFrame


def write(port: Port, boxes: pd.DataFrame, *, seed: int) -> Written:
    full = full_boxes(boxes)
    first = firsts(full)
    bill_of = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(full))))
    bills = shipments(port, full, seed=seed)
    wrong = faults(port, bills, seed=seed)
    return Written(
        full=full,
        bill_of=bill_of,
        bills=bills,
        wrong=wrong,
        manifests=manifests(port, bills, wrong, seed=seed),
        declarations=declarations(port, bills, wrong, seed=seed),
        declared_boxes=declared_boxes(port, full, wrong, seed=seed),
        certificates=certificates(port, bills, wrong, seed=seed),
        weighings=weighings(port, full, bill_of, seed=seed),
    )


def told_masses(written: Written) -> pd.DataFrame:
    """By place of the bill: method and gross_kg of the VGM of all its boxes; nothing where it was not told when the
    declaration was lodged."""
    weighed = written.weighings
    told = weighed[weighed["method"] != "weighbridge"].groupby("bill", sort=False)
    of_bill = told.agg(method=("method", "first"), gross_kg=("gross_kg", "sum"), last=("weighed_at", "max"))
    of_bill = of_bill.reindex(written.bills["bill"]).reset_index(drop=True)
    return of_bill[["method", "gross_kg"]].where(of_bill["last"] <= written.bills["declared_at"])
