"""README and dictionaries: three languages, the numbers of the release, and fit for where they are read."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from datasets.recipes.recipe import Split
from datasets.releasing.content import Content
from tests.datasets.releasing.conftest import make_recipe


def card(folder: Path) -> dict[str, Any]:
    _, front, _ = (folder / "README.md").read_text().split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(front)
    return found


def test_readme_begins_with_the_card_of_hugging_face(folder: Path) -> None:
    assert card(folder) == {
        "pretty_name": "Gate visits",
        "license": "cc-by-4.0",
        "language": ["fr", "ar", "en"],
        "size_categories": ["n<1K"],
        "task_categories": ["tabular-regression"],
        "tags": ["ports", "logistics", "anonymized data"],
        "version": "1.0.0",
        "configs": [
            {
                "config_name": "train",
                "default": True,
                "data_files": [{"split": "train", "path": "data/train.parquet"}],
            },
            {"config_name": "test", "data_files": [{"split": "test", "path": "data/test.parquet"}]},
        ],
    }


def test_other_licence_is_named_in_the_card(write: Any) -> None:
    found = card(write(recipe=make_recipe(licence="Usage limité: défi")))
    assert (found["license"], found["license_name"]) == ("other", "Usage limité: défi")


def test_readme_tells_rows_files_commitment_and_publisher_in_three_languages(folder: Path, content: Content) -> None:
    readme = (folder / "README.md").read_text()
    assert [line for line in readme.splitlines() if line.startswith("## ")] == [
        "## Français",
        "## العربية",
        "## English",
    ]
    assert readme.count(content.commitment) == 3
    assert readme.count("sha256sum --check SHA256SUMS") == 3
    assert "`data/train` : 600 lignes" in readme
    assert "Training from 1 January 2025 to 1 September 2025 (not included)" in readme
    for word in ("Agence Nationale des Ports", "الوكالة الوطنية للموانئ", "National Ports Agency"):
        assert f"{word} (donnees@ports.example)." in readme
    assert "{" not in readme
    assert all((folder / name).exists() for name in ("DICTIONARY.fr.md", "DATASHEET.ar.md", "croissant.json"))


def test_readme_without_a_time_says_that_groups_separate(write: Any) -> None:
    readme = (write(recipe=make_recipe(split=Split(group="camion_immat"))) / "README.md").read_text()
    assert "Training and test are separated by groups." in readme
    assert "None" not in readme


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_dictionary_has_a_row_for_each_column(folder: Path, language: str) -> None:
    lines = (folder / f"DICTIONARY.{language}.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == ["visit", "goods", "weight_t", "hauler", "queue", "note", "minutes"]
    assert {row.count(" | ") for row in rows} == {6}


def test_dictionary_tells_values_units_and_empty_cells(folder: Path) -> None:
    lines = (folder / "DICTIONARY.fr.md").read_text().splitlines()
    rows = {line.split("`")[1]: line.split(" | ") for line in lines if line.startswith("| `")}
    assert rows["weight_t"][1:5] == ["nombre", "t", "2,5 – 12,5", "228"]
    assert sorted(rows["goods"][3].split(", ")) == ["*", "10", "8703", "8704"]
    assert rows["hauler"][3] == "… (40 valeurs)"
    assert rows["visit"][3] == ""
    assert "À prédire" in rows["minutes"][5]
