"""The rulebook of releases: what cannot be written, and which number a new version must have."""

import re

from datasets.releasing.versions import LEVELS, Changes
from datasets.rules import DataRefusal

VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")


class NotFinite(DataRefusal):
    """A column to be published holds infinities, which neither CSV nor JSON can tell."""

    code = "not_finite"


class VersionUnreadable(DataRefusal):
    """The version is not MAJOR.MINOR.PATCH."""

    code = "version_unreadable"


class VersionTooSmall(DataRefusal):
    """The version says less than what changed; `right` is the smallest that says it."""

    code = "version_too_small"

    def __init__(self, message: str, *, right: str) -> None:
        super().__init__(message)
        self.right = right


def require_finite(column: str, *, is_finite: bool) -> None:
    if not is_finite:
        raise NotFinite(f"“{column}” has infinite values: cap it with at_most and at_least, or leave the column out.")


def require_version(previous: str, new_version: str, *, changes: Changes) -> None:
    """MAJOR when rows or labels change, MINOR for columns, PATCH for documents; a larger step is allowed."""
    if number_of(new_version) < number_of(right := next_version(previous, level=changes.level)):
        raise VersionTooSmall(
            f"{new_version} is too small a version for what changes after {previous}: write {right} in the recipe.",
            right=right,
        )


def next_version(previous: str, *, level: str) -> str:
    """The smallest number that says as much; `none` asks for a new number as well, since versions never change."""
    major, minor, patch = number_of(previous)
    if level == LEVELS[-1]:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if level == "minor" else f"{major}.{minor}.{patch + 1}"


def number_of(version: str) -> tuple[int, int, int]:
    found = VERSION.fullmatch(version)
    if found is None:
        raise VersionUnreadable(f"“{version}” is not a version: write three numbers with points, such as 1.0.0.")
    major, minor, patch = found.groups()
    return int(major), int(minor), int(patch)
