"""What was done to a column is told by published columns only."""

from typing import Any

import pytest

from datasets.recipes.recipe import Column, Protection
from datasets.releasing.treatments import in_words, treatments_of
from tests.datasets.releasing.conftest import make_recipe, texts

PROTECTION = Protection(entities="plate_raw", k=5, l=3)


def english(**options: Any) -> str:
    column = Column("x", options.pop("type", "category"), "", texts("x"), **options)
    return in_words(treatments_of(column, protection=PROTECTION))["en"]


SUPPRESSED = "Suppressed (`*`) where fewer than 5 would share a combination."
EMPTY = "Left empty where fewer than 5 would share a combination."


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, ["Published as recorded."]),
        ({"feature": "queue", "raw": None}, ["Worked out from the raw data, before anonymization."]),
        (
            {"pseudonym": "secret_raw"},
            ["Replaced by a pseudonym of this version only; the key is destroyed at publication."],
        ),
        (
            {"since": "secret_raw", "type": "integer", "round_to": 15, "at_most": 2880},
            [
                "Given in minutes since an earlier event; the time itself is not published.",
                "Capped at 2,880.",
                "Rounded to the nearest multiple of 15.",
            ],
        ),
        (
            {"type": "number", "decimals": 2, "at_least": 0.5},
            ["Values below 0.5 are raised to 0.5.", "Decimals kept: 2."],
        ),
        ({"fold": 4}, ["Values of fewer than 4 distinct entities are put together as `OTHER`."]),
        (
            {"coarsen": "time", "levels": ("month", "quarter"), "is_known": True},
            ["Generalised where needed to a longer period (levels: month, quarter).", SUPPRESSED],
        ),
        (
            {"coarsen": "bins", "levels": (5, 10.5), "is_known": True, "type": "number"},
            ["Replaced where needed by the middle of a bin (widths: 5, 10.5).", EMPTY],
        ),
        (
            {"coarsen": "given", "levels": {"SECRET": ("TOWN",)}, "is_known": True},
            ["Generalised where needed in a classification made for these data.", SUPPRESSED],
        ),
        ({"is_sensitive": True}, ["At least 3 different values among the rows that look alike."]),
    ],
)
def test_treatment_is_told_in_words_and_names_nothing_raw(options: dict[str, Any], told: list[str]) -> None:
    assert english(**{"raw": "secret_raw", "options": {"of": "secret_raw"}, **options}) == " ".join(told)


def test_treatments_of_a_recipe_are_told_in_each_language() -> None:
    for column in make_recipe().columns:
        told = in_words(treatments_of(column, protection=PROTECTION))
        assert set(told) == {"fr", "ar", "en"}
        assert len(set(told.values())) == 3


def test_widths_are_told_apart_from_decimals() -> None:
    column = Column("x", "number", "m", texts("x"), raw="y", coarsen="bins", levels=(0.5, 1))
    assert in_words(treatments_of(column, protection=PROTECTION)) == {
        "fr": "Remplacée au besoin par le milieu d'une classe (largeurs : 0,5 ; 1).",
        "ar": "مستبدل عند الحاجة بمنتصف فئة (العروض: 0,5؛ 1).",
        "en": "Replaced where needed by the middle of a bin (widths: 0.5, 1).",
    }
