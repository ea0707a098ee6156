"""Where raw tables come from: what a recipe may ask of a simulation, and what it is told when it may not."""

from dataclasses import replace

import pytest

from datasets.recipes.reading import read_recipe
from datasets.rules import RecipeBroken
from datasets.sources import simulated
from tests.packs.building import PACKS


@pytest.mark.parametrize(
    ("port", "rows", "told"),
    [
        ("MADKH", "air", r"“simulate” of source is 'MADKH'; choose one of: MACAS, "),
        ("MACAS", "water", r"“rows” of source is 'water'; choose one of: port_calls, "),
        ("MAAGA", "air", r"^“rows” of source is 'air'\. There are no air stations at MAAGA; choose one of: MACAS\.$"),
    ],
)
def test_what_nobody_simulates_is_refused_in_a_sentence(port, rows, told):
    recipe = read_recipe(PACKS / "air" / "recipe.yaml")
    with pytest.raises(RecipeBroken, match=told):
        simulated(replace(recipe, source=replace(recipe.source, port=port, rows=rows)))
