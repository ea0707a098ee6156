"""Raw extracts that are really in the vault, and recipes for them."""

import io
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from datasets.builds.actions import begin_draft
from datasets.builds.models import Draft
from datasets.pages.recipes import known_of
from datasets.recipes.proposal import Wish, propose
from datasets.recipes.writing import recipe_text
from datasets.vault.actions import Actor, Announced, append, open_upload
from datasets.vault.models import Extract
from datasets.vault.reading import read_extract
from tests.factories.editions import NOW

ROWS = 3_000
TITLE = {"fr": "Passages de camions", "ar": "عبور الشاحنات", "en": "Truck visits"}


def visits(rows: int = ROWS, *, seed: int = 1, trucks: int = 400) -> pd.DataFrame:
    """Truck visits of a year: a plate, an arrival, a gate, a region, a cargo of the Harmonized System, a weight, a
    channel that customs chose, and the minutes from gate to gate, which the gate and the channel tell something of."""
    rng = np.random.default_rng(seed)
    truck = rng.integers(0, trucks, rows)
    gate = rng.choice(4, rows, p=[0.4, 0.3, 0.2, 0.1])
    channel = rng.choice(3, rows, p=[0.7, 0.2, 0.1])
    arrived = np.datetime64("2025-01-01T00:00") + rng.integers(0, 365 * 24 * 60, rows).astype("timedelta64[m]")
    weight = np.round(rng.gamma(6.0, 3.0, rows) + gate, 1)
    minutes = np.round(rng.lognormal(3.0, 0.4, rows) + 8 * gate + np.array([0, 10, 40])[channel], 1)
    return pd.DataFrame(
        {
            "Immatriculation": [f"{10_000 + number}-A-{number % 89 + 1}" for number in truck],
            "Arrivée": arrived.astype("datetime64[s]"),
            "Porte": np.array(["G1", "G2", "G3", "G4"])[gate],
            "Région": np.array(["Casablanca-Settat", "Rabat-Salé", "Fès-Meknès"])[
                rng.choice(3, rows, p=[0.6, 0.3, 0.1])
            ],
            "Code SH": np.array(["080810", "080820", "271019", "870323", "870324", "100199"])[
                rng.choice(6, rows, p=[0.3, 0.2, 0.2, 0.15, 0.1, 0.05])
            ],
            "Poids (t)": weight,
            "Circuit": np.array(["vert", "orange", "rouge"])[channel],
            "Durée (min)": minutes,
            "Remarque": [f"chauffeur numéro {number} en retard" for number in rng.integers(0, 10**6, rows)],
        }
    )


def make_extract_of(table: pd.DataFrame, *, by, name: str = "passages", now: datetime = NOW) -> Extract:
    """As if it had been uploaded as CSV, and read."""
    content = table.to_csv(index=False).encode()
    told = Announced(
        name=name, file_name=f"{name}.csv", size=len(content), delete_after=(now + timedelta(days=90)).date()
    )
    extract = open_upload(told, by=Actor(by), now=now)
    append(extract, offset=0, content=io.BytesIO(content), by=Actor(by), now=now)
    assert read_extract(extract.pk, clock=lambda: now)
    extract.refresh_from_db()
    return extract


def notes_of(table: pd.DataFrame) -> list[dict]:
    """What the vault notes of such a table, without reading it."""
    kinds = {"M": "time", "f": "number", "i": "integer"}
    return [
        {
            "name": name,
            "type": kinds.get(values.dtype.kind, "category" if values.nunique() < 1_000 else "text"),
            "nulls": int(values.isna().sum()),
            "distinct": int(values.nunique()),
            "identifiers": [{"kind": "plate_latin"}] if name == "Immatriculation" else [],
        }
        for name, values in table.items()
    ]


def visits_wish(extract: str, *, name: str = "passages") -> Wish:
    return Wish(
        name=name, title=TITLE, extract=extract, target="Durée (min)", entities="Immatriculation", time="Arrivée"
    )


def make_draft(extract: Extract, *, by, name: str = "passages", now: datetime = NOW) -> Draft:
    """The first recipe of an extract of truck visits, as the page writes it."""
    text = recipe_text(propose(known_of(extract), wish=visits_wish(extract.name, name=name)))
    return begin_draft(extract, name=name, text=text, by=by, now=now)
