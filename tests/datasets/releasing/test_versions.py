"""What the next version changes, how great a step that is, and whether scores still compare."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from datasets.recipes.recipe import Recipe
from datasets.releasing.content import Content
from datasets.releasing.versions import LEVELS, Changes, Version, compare
from datasets.releasing.write import write_release

Write = Callable[..., Path]


@pytest.fixture
def before(folder: Path) -> Version:
    return Version.of_folder(folder, labels="a" * 64)


@pytest.fixture
def changes(write: Write, before: Version) -> Callable[..., Changes]:
    """What a release with other content changes; its hidden labels stay unless told."""

    def compared(*, labels: str = "a" * 64, **content: Any) -> Changes:
        return compare(before, Version.of_folder(write(**content), labels=labels))

    return compared


def codes(found: Changes) -> list[tuple[str, Any]]:
    return [(one.code, next(iter(one.values.values()), None)) for one in found.changes]


def test_version_is_read_from_its_folder(folder: Path, before: Version, content: Content) -> None:
    assert (before.number, before.commitment) == ("1.0.0", content.commitment)
    assert before.profile == json.loads((folder / "profile.json").read_text())
    assert before.changelog == (folder / "CHANGELOG.md").read_text()
    assert "data/train.csv" in before.files
    assert "SHA256SUMS" not in before.files


def test_same_data_under_another_number_change_documents_only(changes: Callable[..., Changes], recipe: Recipe) -> None:
    found = changes(recipe=replace(recipe, version="1.0.1", about={"fr": "x", "ar": "y", "en": "z"}))
    assert codes(found) == [("documents_only", None)]
    assert (found.level, found.affects_scores) == ("patch", False)


def test_description_unit_or_treatment_is_a_patch(changes: Callable[..., Changes], recipe: Recipe) -> None:
    columns = (recipe.columns[0], replace(recipe.columns[1], unit="kg"), *recipe.columns[2:])
    found = changes(recipe=replace(recipe, columns=columns))
    assert codes(found) == [("described_anew", "weight_t")]
    assert (found.level, found.affects_scores) == ("patch", False)


def test_same_rows_in_another_order_are_a_patch(changes: Callable[..., Changes], train: pd.DataFrame) -> None:
    found = changes(train=train.iloc[::-1])
    assert codes(found) == [("order_changed", "train")]
    assert (found.level, found.affects_scores) == ("patch", False)


def test_column_added_is_minor_and_leaves_scores(
    write: Write, recipe: Recipe, train: pd.DataFrame, before: Version
) -> None:
    fewer = replace(recipe, columns=recipe.columns[:-1])
    smaller = Version.of_folder(write(recipe=fewer), labels="a" * 64)
    found = compare(smaller, before)
    assert codes(found) == [("column_added", "note")]
    assert (found.level, found.affects_scores) == ("minor", False)
    found = compare(before, smaller)
    assert codes(found) == [("column_removed", "note")]
    assert (found.level, found.affects_scores) == ("minor", True)


def test_values_of_the_test_affect_scores_and_those_of_train_do_not(
    changes: Callable[..., Changes], train: pd.DataFrame, test: pd.DataFrame, write: Write, before: Version
) -> None:
    found = changes(train=train.assign(queue=train["queue"] + 1))
    assert codes(found) == [("training_values_changed", "queue")]
    assert (found.level, found.affects_scores) == ("minor", False)
    other = Version.of_folder(write("other", test=test.assign(queue=test["queue"] + 1)), labels="a" * 64)
    found = compare(before, other)
    assert codes(found) == [("values_changed", "queue")]
    assert (found.level, found.affects_scores) == ("minor", True)


def test_type_changed_is_told_with_both_types(changes: Callable[..., Changes], train: pd.DataFrame) -> None:
    found = changes(train=train.assign(queue=train["queue"].astype(float) + 0.5))
    assert codes(found) == [("type_changed", "queue")]
    assert found.changes[0].said.in_language("en") == "Column `queue`: the type was “integer” and is now “number”."
    assert found.level == "minor"


def test_rows_changed_are_major_and_hide_changes_of_values(
    changes: Callable[..., Changes], train: pd.DataFrame
) -> None:
    found = changes(train=train.iloc[1:].assign(queue=3))
    assert codes(found) == [("rows_changed", "train")]
    assert (found.level, found.affects_scores) == ("major", True)
    assert found.changes[0].said.in_language("fr") == (
        "`data/train` : ce ne sont plus les mêmes lignes (600 avant, 599 maintenant)."
    )


def test_labels_of_train_changed_are_major(changes: Callable[..., Changes], train: pd.DataFrame) -> None:
    found = changes(train=train.assign(minutes=train["minutes"] + 1))
    assert codes(found) == [("labels_changed", "minutes")]
    assert (found.level, found.affects_scores) == ("major", True)


def test_hidden_labels_changed_are_major_and_come_first(changes: Callable[..., Changes], train: pd.DataFrame) -> None:
    found = changes(labels="b" * 64, train=train.iloc[::-1])
    assert codes(found) == [("hidden_labels_changed", None), ("order_changed", "train")]
    assert (found.level, found.affects_scores) == ("major", True)


def test_without_the_labels_another_commitment_counts_as_other_labels(folder: Path, write: Write) -> None:
    before = Version.of_folder(folder)
    assert compare(before, Version.of_folder(write("same"))).level == "patch"
    assert compare(before, Version.of_folder(write("salted", commitment="b" * 64))).level == "major"


def test_fresh_salt_on_the_same_labels_changes_nothing(changes: Callable[..., Changes]) -> None:
    assert changes(commitment="b" * 64).level == "patch"


def test_another_target_is_major(changes: Callable[..., Changes], recipe: Recipe, train: pd.DataFrame) -> None:
    renamed = replace(recipe, target=replace(recipe.target, name="hours"))
    found = changes(recipe=renamed, train=train.assign(hours=train["minutes"]))
    assert codes(found) == [("target_changed", "minutes")]
    assert (found.level, found.affects_scores) == ("major", True)


def test_changes_are_told_in_three_languages_and_fit_json(changes: Callable[..., Changes], train: pd.DataFrame) -> None:
    told = changes(train=train.iloc[1:]).as_dict()
    assert json.loads(json.dumps(told)) == told
    assert (told["level"], told["affects_scores"]) == ("major", True)
    assert [set(one["texts"]) for one in told["changes"]] == [{"fr", "ar", "en"}]


def test_no_changes_are_no_level() -> None:
    assert Changes(()).level == LEVELS[0] == "none"


def test_changelog_puts_the_new_version_on_top(content: Content, before: Version, tmp_path: Path) -> None:
    recipe = replace(content.recipe, version="2.0.0")
    next_content = replace(content, recipe=recipe, train=content.train.iloc[1:], previous=before, labels="a" * 64)
    changelog = (write_release(next_content, folder=tmp_path / "second") / "CHANGELOG.md").read_text()
    headings = [line for line in changelog.splitlines() if line.startswith("#")]
    assert headings == [
        "# Journal des versions · سجل النسخ · Changelog",
        "## 2.0.0 — 2026-11-20",
        "## 1.0.0 — 2026-11-20",
    ]
    assert "- Scores obtained with version 1.0.0 do not compare with those of this one." in changelog
    assert changelog.count("First version published.") == 1
    third = replace(next_content, previous=Version.of_folder(tmp_path / "second", labels="a" * 64))
    changelog = (write_release(third, folder=tmp_path / "third") / "CHANGELOG.md").read_text()
    assert changelog.count("\n## ") == 3
    assert "- Scores obtained with version 2.0.0 remain comparable." in changelog
