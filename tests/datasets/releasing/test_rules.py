"""A version says at least what changed."""

import pytest

from datasets.releasing.rules import (
    VersionTooSmall,
    VersionUnreadable,
    next_version,
    number_of,
    require_version,
)
from datasets.releasing.versions import Change, Changes

MAJOR = Changes((Change("hidden_labels_changed", {}), Change("documents_only", {})))
MINOR = Changes((Change("column_added", {"column": "x"}),))
PATCH = Changes((Change("documents_only", {}),))


@pytest.mark.parametrize(
    ("changes", "new"),
    [(MAJOR, "2.0.0"), (MAJOR, "2.1.0"), (MAJOR, "10.0.0"), (MINOR, "1.3.0"), (MINOR, "2.0.0"), (PATCH, "1.2.4")],
)
def test_version_that_says_enough_is_taken(changes: Changes, new: str) -> None:
    require_version("1.2.3", new, changes=changes)


@pytest.mark.parametrize(
    ("changes", "new", "right"),
    [
        (MAJOR, "1.3.0", "2.0.0"),
        (MAJOR, "1.2.4", "2.0.0"),
        (MINOR, "1.2.9", "1.3.0"),
        (PATCH, "1.2.3", "1.2.4"),
        (PATCH, "1.1.9", "1.2.4"),
        (Changes(()), "1.2.3", "1.2.4"),
    ],
)
def test_version_that_says_too_little_is_refused_with_the_right_one(changes: Changes, new: str, right: str) -> None:
    with pytest.raises(VersionTooSmall, match=f"write {right} in the recipe") as refused:
        require_version("1.2.3", new, changes=changes)
    assert refused.value.right == right == next_version("1.2.3", level=changes.level)


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "1.0.0\n", "", "1.0.1234567"])
def test_version_is_three_numbers(version: str) -> None:
    with pytest.raises(VersionUnreadable, match="three numbers"):
        number_of(version)
