"""One small release for all tests of data: the recipe of rade, with fewer years and a smaller crowd."""

from collections.abc import Callable
from pathlib import Path

import pytest

from datasets.recipes.reading import read_recipe
from datasets.recipes.recipe import Recipe
from datasets.samples import Samples, draw_samples
from datasets.sources import simulated
from datasets.tables import Tables

PACK = Path(__file__).parents[2] / "packs" / "rade"
SHORTER = (
    ("  k: 20\n", "  k: 5\n"),
    ("years: [2020, 2025]", "years: [2023, 2024]"),
    ("train: {from: 2020-02-01, to: 2024-11-01}", "train: {from: 2023-02-01, to: 2024-04-01}"),
    ("test: {from: 2025-01-01, to: 2025-12-31}", "test: {from: 2024-06-01, to: 2024-12-31}"),
)
WriteRecipe = Callable[..., Path]


def shorter_recipe() -> str:
    text = (PACK / "recipe.yaml").read_text(encoding="utf-8")
    for long, short in SHORTER:
        assert text.count(long) == 1
        text = text.replace(long, short)
    return text


@pytest.fixture
def write_recipe(tmp_path: Path) -> WriteRecipe:
    """The shorter recipe with some words replaced by others, as a file."""

    def write(*replacements: tuple[str, str]) -> Path:
        text = shorter_recipe()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "recipe.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    path = tmp_path_factory.mktemp("recipe") / "recipe.yaml"
    path.write_text(shorter_recipe(), encoding="utf-8")
    return read_recipe(path)


@pytest.fixture(scope="session")
def tables(recipe: Recipe) -> Tables:
    return simulated(recipe)


@pytest.fixture(scope="session")
def samples(tables: Tables, recipe: Recipe) -> Samples:
    return draw_samples(tables, recipe, seed=recipe.source.seed)
