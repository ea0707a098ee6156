"""The papers as an office would extract them: a table for each kind, to be joined by bill and container."""

import pandas as pd

from datasets.simulation.ports import Port

from .checking import checked
from .exchanges import exchanges
from .officers import NONE
from .written import Written, write

UNWRITTEN = ["place", "product", "age", "lacking"]


def papers(port: Port, boxes: pd.DataFrame, *, seed: int) -> dict[str, pd.DataFrame]:
    """manifests, declarations, certificates, weighings and exchanges of these `boxes` (as the function of that name
    gives them); the same for the same boxes and seed. Boxes without goods have no papers, and transshipments have no
    declaration. Times are UTC to the minute; every table is in order of time."""
    written = write(port, boxes, seed=seed)
    tables = {
        "manifests": (_manifests(written), "received_at"),
        "declarations": (_declarations(port, written, seed=seed), "declared_at"),
        "certificates": (written.certificates.drop(columns=UNWRITTEN), "issued_at"),
        "weighings": (written.weighings, "weighed_at"),
        "exchanges": (exchanges(port, written.bills, seed=seed), "sent_at"),
    }
    return {name: _in_order(table, by=time) for name, (table, time) in tables.items()}


def _manifests(written: Written) -> pd.DataFrame:
    numbers = written.full.groupby(written.bill_of)["container"].agg(" ".join)
    return written.manifests.assign(containers=numbers.to_numpy())


def _declarations(port: Port, written: Written, *, seed: int) -> pd.DataFrame:
    found = checked(port, written, seed=seed)
    numbers = written.declared_boxes.groupby("place")["container"].agg(["; ".join, "size"])
    declared = written.declarations
    named = numbers.reindex(declared["place"])
    return declared.drop(columns="place").assign(
        boxes=named["size"].fillna(0).to_numpy(dtype="int64"),
        containers=named["join"].to_numpy(),
        blocked_at=found["blocked_at"],
        blocked_field=found["blocked_field"].where(found["blocked_field"] != NONE),
    )


def _in_order(table: pd.DataFrame, *, by: str) -> pd.DataFrame:
    times = {name: table[name].astype("datetime64[us]") for name in table.columns if name.endswith("_at")}
    return table.assign(**times).sort_values(by, kind="stable", ignore_index=True)
