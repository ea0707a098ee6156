"""Takes challenge.yaml apart: whatever is missing or of the wrong kind is BundleBroken, with its place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import yaml

from evaluator.errors import BundleBroken

FORMAT = "smartport/1"
DESCRIPTION = "challenge.yaml"

T = TypeVar("T")


def read_description(folder: Path) -> Mapping[str, object]:
    try:
        described = yaml.safe_load((folder / DESCRIPTION).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BundleBroken(f"{DESCRIPTION} cannot be read: {error}") from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise BundleBroken(f"{DESCRIPTION}: the first line must be `format: {FORMAT}`")
    return described


def broken(sentence: str) -> BundleBroken:
    return BundleBroken(f"{DESCRIPTION}: {sentence}")


def section(
    parent: Mapping[str, object], key: str, place: str = "evaluation.", *, missing: Mapping[str, object] | None = None
) -> Mapping[str, object]:
    found = parent.get(key, missing)
    if not isinstance(found, dict):
        raise broken(f"{place}{key} is missing or not a section")
    return found


def text(parent: Mapping[str, object], key: str, *, missing: str | None = None) -> str:
    found = parent.get(key, missing)
    if not isinstance(found, str) or (missing is None and not found):
        raise broken(f"{key} is missing or not a text")
    return found


def texts(parent: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = parent.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(item, str) and item for item in found):
        raise broken(f"{key} must list at least one text")
    return tuple(found)


def or_broken(read: Callable[[], T], place: str) -> T:
    """What the reading gives; its ValueError or TypeError becomes BundleBroken at this place."""
    try:
        return read()
    except (TypeError, ValueError) as error:
        raise broken(f"{place}: {error}") from error
