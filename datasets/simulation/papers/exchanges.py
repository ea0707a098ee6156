"""Electronic messages between the port and Marseille-Fos about boxes that go from one to the other."""

import numpy as np
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .times import Times, some_hours

PARTNER = "FRFOS"
LAG_MEDIAN, LAG_SPREAD = 6.0, 1.3  # ours: minutes
LOST, DIFFERENT = 0.015, 0.04  # ours
BEFORE_ARRIVAL, AFTER_LOADING = (24.0, 72.0), (2.0, 6.0)  # ours: hours
PLANTS = ("07", "08", "09", "20")


def exchanges(port: Port, bills: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row per message about a bill: message, kind (pre_manifest, vgm, phytosanitary), way (in, out), bill, partner,
    packages, gross_kg (of the cargo, as the sender has it), sent_at, received_at (NaT: lost), lag_minutes."""
    rng = stream(seed, port.locode, "exchanges")
    with_partner = bills[(bills["place"] == PARTNER) & (bills["direction"] != "transshipment")]
    kinds = {
        "pre_manifest": with_partner,
        "vgm": with_partner,
        "phytosanitary": with_partner[with_partner["hs2"].isin(PLANTS)],
    }
    table = pd.concat([_messages(kind, rows, rng=rng) for kind, rows in kinds.items()], ignore_index=True)
    table = table.sort_values(["sent_at", "bill", "kind"], ignore_index=True)
    table.insert(0, "message", [f"{PARTNER}-{port.locode[2:]}-{1 + n:07d}" for n in range(len(table))])
    return table


def _messages(kind: str, rows: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    number = len(rows)
    lag = np.ceil(LAG_MEDIAN * np.exp(LAG_SPREAD * rng.standard_normal(number)))
    lag[rng.random(number) < LOST] = np.nan
    off = np.where(rng.random(number) < DIFFERENT, np.exp(0.12 * rng.standard_normal(number)), 1.0)
    more = np.where(rng.random(number) < DIFFERENT, rng.integers(1, 12, number), 0)
    sent = _sent(rows, rng=rng)
    return pd.DataFrame(
        {
            "kind": kind,
            "way": np.where(rows["direction"] == "export", "out", "in").astype(object),
            "bill": rows["bill"].to_numpy(dtype=object),
            "partner": PARTNER,
            "packages": rows["packages"].to_numpy() + more,
            "gross_kg": np.round(rows["gross_kg"].to_numpy() * off).astype(np.int64),
            "sent_at": sent,
            "received_at": pd.Series(sent) + pd.to_timedelta(lag, unit="m"),
            "lag_minutes": lag,
        }
    )


def _sent(rows: pd.DataFrame, *, rng: np.random.Generator) -> Times:
    """Of imports when the ship sails, one to three days before it is here; of exports after loading."""
    before, after = (some_hours(span, len(rows), rng=rng) for span in (BEFORE_ARRIVAL, AFTER_LOADING))
    moved = rows["moved_at"].to_numpy().astype("datetime64[m]")
    return np.asarray(np.where(rows["direction"] == "export", moved + after, moved - before))
