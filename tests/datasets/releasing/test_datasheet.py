"""The datasheet answers each question in each language, from what is so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from datasets.recipes.recipe import Law, Protection, Recipe, Simulated, Split
from datasets.releasing.phrasebook import phrases
from tests.datasets.releasing.conftest import make_recipe

Write = Callable[..., Path]


def english(folder: Path) -> str:
    return (folder / "DATASHEET.en.md").read_text()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_section_and_question_is_answered(folder: Path, language: str) -> None:
    asked = phrases("questions")
    text = (folder / f"DATASHEET.{language}.md").read_text()
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        section[language] for section in asked["sections"].values()
    ]
    for question in asked["questions"].values():
        found = [line for line in text.splitlines() if line.startswith(f"**{question[language]}**")]
        assert len(found) == 1
        assert len(found[0]) > len(question[language]) + 6
    assert "{" not in text
    assert "None" not in text


def test_numbers_are_those_of_the_release(folder: Path) -> None:
    text = english(folder)
    assert "600 training rows and 300 test rows, with 5 columns each" in text
    assert "900 rows are published of 1,000 that could have been (90 %)." in text
    assert "Empty cells: `weight_t` (228), `queue` (27), `note` (44)." in text
    assert "(`goods`, `weight_t`) is shared by at least 3 distinct entities." in text
    assert "the sensitive columns (`note`) have at least 2 different values." in text
    assert "From 1 January 2025 to 31 December 2025." in text
    assert "Loi 31-13. Reference of the CNDP (law 09-08): D-123/2026." in text


def test_warnings_are_told_and_passes_are_not(folder: Path) -> None:
    assert "Warnings accepted: `single_feature` (`queue`)." in english(folder)


def test_decisions_are_told_with_their_signers(folder: Path, write: Write) -> None:
    assert "| Singling out | k min. | 3 | 3 | accepted | D. Alaoui, DPO |" in english(folder)
    assert "The decision is not signed yet." in english(write(decisions=()))


def test_simulated_data_describe_nobody(write: Write) -> None:
    text = english(write(recipe=make_recipe(source=Simulated("MACAS", 2020, 2025, seed=20261120))))
    assert "By simulation of the port MACAS, years 2020 to 2025." in text
    assert "No row describes a real individual, firm, ship or vehicle." in text
    assert "20261120" not in text


def test_what_does_not_hold_is_not_said(write: Write, recipe: Recipe) -> None:
    columns = tuple(replace(column, is_known=False, is_sensitive=False, pseudonym=None) for column in recipe.columns)
    bare = replace(recipe, columns=columns, law=Law(), protection=Protection(), split=Split(group="camion_immat"))
    text = english(write(recipe=bare, rows_before=900, findings=()))
    assert "All of the 900 rows that could be published are." in text
    assert "no column names the same entity from row to row" in text
    assert "The recipe states none." in text
    assert "The period is not published." in text
    assert "is shared by at least" not in text
    assert "Warnings accepted" not in text
    assert "By time:" not in text


def test_k_over_rows_is_said_so(write: Write, recipe: Recipe) -> None:
    text = english(write(recipe=replace(recipe, protection=Protection(k=4))))
    assert "is shared by at least 4 rows." in text
