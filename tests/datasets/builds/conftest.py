"""An extract of truck visits in the vault, its first recipe, and a build of it that was really made, once."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from datasets.builds import running
from datasets.builds.actions import ask_build
from datasets.builds.models import Build, Draft
from datasets.builds.publisher import PUBLISHER
from datasets.builds.running import run_build
from datasets.pipeline import Built, Order
from datasets.pipeline import build as really_build
from datasets.recipes.proposal import Known, propose
from datasets.recipes.reading import recipe_of
from datasets.tables import Tables
from datasets.vault.models import Extract
from tests.factories import NOW
from tests.factories.recipes import ROWS, make_draft, make_extract_of, notes_of, visits, visits_wish


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What the pipeline makes of the first recipe of the visits."""
    table = visits()
    known = Known(notes_of(table), ROWS, table, table.select_dtypes("datetime"))
    recipe = recipe_of(propose(known, wish=visits_wish("passages")))
    order = Order(on=date(2026, 11, 20), publisher=PUBLISHER, seed=7)
    return really_build(Tables(table), recipe, folder=tmp_path_factory.mktemp("built"), order=order)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, built: Built) -> Built:
    """From now on every build is a copy of that one."""

    def copied(tables, recipe, *, folder: Path, order: Order, tell) -> Built:
        for step in ("anonymize", "gates", "risk", "write", "verify"):
            tell(step, 0.5)
        for name in ("release", "reference"):
            shutil.copytree(getattr(built, name), folder / name)
        return replace(built, release=folder / "release", reference=folder / "reference")

    monkeypatch.setattr(running, "build", copied)
    return built


@pytest.fixture
def extract(dora) -> Extract:
    return make_extract_of(visits(), by=dora)


@pytest.fixture
def draft(extract: Extract, dora) -> Draft:
    return make_draft(extract, by=dora)


@pytest.fixture
def asked(draft: Draft, dora) -> Build:
    return ask_build(draft, by=dora, now=NOW)


@pytest.fixture
def ready(asked: Build, made: Built) -> Build:
    """To be signed."""
    assert run_build(asked.pk, clock=lambda: NOW)
    asked.refresh_from_db()
    return asked
