"""A small release of gate visits: many treatments, empty cells, texts with quotes, and words that must not survive."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.recipe import Column, Extracted, Law, Protection, Recipe, Split, Target
from datasets.releasing.commitment import commit, solution_bytes
from datasets.releasing.content import Content, Publisher
from datasets.releasing.write import write_release

SALT = bytes(range(32))
TRUCKS = [f"{number}-A-{region}" for number, region in zip(range(10_234, 10_274), range(1, 41), strict=True)]
"""Plates of the raw file."""

RAW_NAMES = ("camion_immat", "nature_hs", "poids_brut", "sortie_le", "entree_le", "transitaire_nom", "quai_raw")
EXTRACT = "portail-2025-brut"

PUBLISHER = Publisher(
    name={"fr": "Agence Nationale des Ports", "ar": "الوكالة الوطنية للموانئ", "en": "National Ports Agency"},
    homepage="https://ports.example/",
    email="donnees@ports.example",
    address="https://ports.example/data/visites/1.0.0/",
)


def texts(word: str) -> dict[str, str]:
    return {"fr": f"{word} (fr)", "ar": f"{word} (ar)", "en": f"{word} (en)"}


def make_recipe(**changes: Any) -> Recipe:
    recipe = Recipe(
        name="visites",
        version="1.0.0",
        title={"fr": "Visites au portail", "ar": "زيارات البوابة", "en": "Gate visits"},
        about=texts("Visites de camions | au portail"),
        licence="CC-BY-4.0",
        source=Extracted(name=EXTRACT),
        protection=Protection(entities="camion_immat", k=3, l=2, importance=("goods", "weight_t")),
        law=Law(basis="Loi 31-13", cndp="D-123/2026"),
        dropped=("transitaire_nom", "quai_raw"),
        later=("sortie_le",),
        id="visit",
        id_description=texts("Identifiant de la visite"),
        columns=(
            Column(
                "goods",
                "category",
                "",
                texts("Marchandise"),
                raw="nature_hs",
                is_known=True,
                coarsen="hs",
                levels=(4, 2),
            ),
            Column(
                "weight_t",
                "number",
                "t",
                texts("Poids"),
                raw="poids_brut",
                is_known=True,
                coarsen="bins",
                levels=(5, 10),
            ),
            Column("hauler", "category", "", texts("Transporteur"), raw="camion_immat", pseudonym="camion_immat"),
            Column(
                "queue", "integer", "", texts("File"), feature="queue_length", options={"of": "quai_raw"}, at_most=50
            ),
            Column("note", "category", "", texts("Remarque"), raw="quai_raw", is_sensitive=True, fold=3),
        ),
        target=Target("minutes", "number", "min", texts("Durée"), begins="entree_le", ends="sortie_le", decimals=1),
        sample={"minutes": "mean"},
        split=Split(
            time="entree_le",
            train_from=date(2025, 1, 1),
            train_to=date(2025, 9, 1),
            test_from=date(2025, 10, 1),
            test_to=date(2026, 1, 1),
            group="camion_immat",
            public_by="camion_immat",
        ),
    )
    return replace(recipe, **changes)


@pytest.fixture
def recipe() -> Recipe:
    return make_recipe()


def make_rows(rows: int, *, seed: int, prefix: str) -> pd.DataFrame:
    """Published rows on an odd index, and columns that no recipe names: the plate and the raw order."""
    rng = np.random.default_rng(seed)
    truck = rng.integers(0, len(TRUCKS), rows)
    goods = rng.choice(["8703", "8704", "10", "*"], rows)
    frame = pd.DataFrame(
        {
            "camion_immat": [TRUCKS[number] for number in truck],
            "minutes": np.round(rng.gamma(2.0, 20.0, rows), 1),
            "note": rng.choice(["A, quai", 'dit "B"', "C", "OTHER"], rows),
            "queue": rng.integers(0, 50, rows),
            "hauler": [f"H{(number * 7) % len(TRUCKS):03d}XYZ" for number in truck],
            "weight_t": rng.choice([2.5, 7.5, 12.5, np.nan], rows),
            "goods": pd.Categorical(goods, categories=["8703", "8704", "10", "*", "SECRET870899"]),
            "visit": [f"{prefix}{number:06d}" for number in rng.permutation(rows)],
            "raw_order": np.arange(rows),
        }
    )
    frame.loc[rng.random(rows) < 0.05, "note"] = None
    frame["queue"] = frame["queue"].astype("Int64").mask(rng.random(rows) < 0.03)
    return frame.set_index(pd.Index(rng.permutation(rows) * 3 + 7))


@pytest.fixture
def train() -> pd.DataFrame:
    return make_rows(600, seed=1, prefix="R")


@pytest.fixture
def test() -> pd.DataFrame:
    """With its hidden answers, which may not get anywhere."""
    rows = make_rows(300, seed=2, prefix="S")
    return rows.assign(minutes=rows["minutes"] + 100_000)


@pytest.fixture
def content(recipe: Recipe, train: pd.DataFrame, test: pd.DataFrame) -> Content:
    truth = test[["visit", "minutes"]]
    return Content(
        recipe=recipe,
        train=train,
        test=test,
        sample=test[["visit"]].assign(minutes=40.5),
        rows_before=1_000,
        risk={"format": "smartport-risk/1", "after": {"k": {"min": 3}}},
        commitment=commit(solution_bytes(truth), SALT),
        published_on=date(2026, 11, 20),
        publisher=PUBLISHER,
        findings=(
            {
                "code": "single_feature",
                "severity": "warns",
                "column": "queue",
                "number": 0.875431,
                "limit": 0.85,
                "values": {},
            },
            {"code": "order", "severity": "passes", "column": "", "number": 0.001, "limit": 0.02, "values": {}},
        ),
        decisions=(
            {
                "question": "singling_out",
                "test": "k min.",
                "value": "3",
                "limit": "3",
                "is_accepted": True,
                "reason": "",
                "signer": "D. Alaoui",
                "role": "DPO",
                "at": "2026-11-19T10:00:00Z",
            },
        ),
    )


@pytest.fixture
def folder(content: Content, tmp_path: Path) -> Path:
    """The release, written."""
    write_release(content, folder=tmp_path / "release")
    return tmp_path / "release"


Entities = dict[str, int]


@pytest.fixture
def entities(train: pd.DataFrame, test: pd.DataFrame) -> Entities:
    """Which truck each row is of."""
    rows = pd.concat([train, test])
    return dict(zip(rows["visit"], (TRUCKS.index(plate) for plate in rows["camion_immat"]), strict=True))


WriteContent = Callable[..., Path]


@pytest.fixture
def write(content: Content, tmp_path: Path) -> WriteContent:
    """A release with something of its content changed."""

    def write_changed(name: str = "changed", **changes: Any) -> Path:
        write_release(replace(content, **changes), folder=tmp_path / name)
        return tmp_path / name

    return write_changed
