"""The section evaluation.predictions of a challenge: the file that is wanted, and what its columns may hold."""

import re
from collections.abc import Mapping

from evaluator.description import broken, section, text, texts
from evaluator.scorekit.cells import LARGEST, Bounds
from evaluator.scorekit.predictions import PredictionsFormat

PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PLACE = "evaluation.predictions"
MOST_LABELS = 5_000
LABEL_LENGTH = 100


def read_predictions_section(evaluation: Mapping[str, object]) -> PredictionsFormat:
    """Raises BundleBroken."""
    asked = section(evaluation, "predictions")
    columns = texts(asked, "columns")
    labels = section(asked, "labels", f"{PLACE}.", missing={})
    bounds = section(asked, "bounds", f"{PLACE}.", missing={})
    found = PredictionsFormat(
        file=text(asked, "file"),
        id=text(asked, "id"),
        columns=columns,
        ids=text(asked, "ids") if "ids" in asked else None,
        labels={str(column): read_labels(listed, f"{PLACE}.labels.{column}") for column, listed in labels.items()},
        bounds={str(column): _bounds(pair, f"{PLACE}.bounds.{column}") for column, pair in bounds.items()},
        sums_to_one=_groups(asked.get("sums_to_one", [])),
    )
    for name in (found.file, found.ids or found.file):
        if not PLAIN_NAME.fullmatch(name):
            raise broken(f"{PLACE}: {name!r} is not a plain file name")
    _require_columns(found)
    return found


def read_label(value: object, place: str) -> str:
    """A label is a text; a whole number is one too. YAML makes others of yes, no and 1.0."""
    label = str(value) if type(value) is int else value
    if not isinstance(label, str) or not label or label != label.strip() or not label.isprintable():
        raise broken(f"{place}: {value!r} is not a plain text: write it between quotes, without spaces around it")
    if len(label) > LABEL_LENGTH:
        raise broken(f"{place}: a label has at most {LABEL_LENGTH} characters")
    return label


def read_labels(listed: object, place: str) -> tuple[str, ...]:
    if not isinstance(listed, list):
        raise broken(f"{place} must be a list")
    labels = tuple(read_label(value, place) for value in listed)
    if not 2 <= len(set(labels)) == len(labels) <= MOST_LABELS:
        raise broken(f"{place}: from 2 to {MOST_LABELS:,} labels, each once")
    return labels


def _bounds(pair: object, place: str) -> Bounds:
    """`[0, 24]`, `[0, null]`."""
    if not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_bound, pair)) or pair == [None, None]:
        raise broken(f"{place} must be a lowest and a highest number, such as [0, 24] or [0, null]")
    low, high = pair
    if low is not None and high is not None and low >= high:
        raise broken(f"{place}: the lowest must be less than the highest")
    return low, high


def _is_bound(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and type(value) is not bool and abs(value) <= LARGEST)


def _groups(listed: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(listed, list) or not all(isinstance(group, list) and len(group) > 1 for group in listed):
        raise broken(f"{PLACE}: sums_to_one lists groups of columns, such as [[p_early, p_late]]")
    return tuple(tuple(map(str, group)) for group in listed)


def _require_columns(found: PredictionsFormat) -> None:
    if len({found.id, *found.columns}) != 1 + len(found.columns):
        raise broken(f"{PLACE}: a column is named twice")
    grouped = [name for group in found.sums_to_one for name in group]
    for name in (*found.labels, *found.bounds, *grouped):
        if name not in found.columns:
            raise broken(f"{PLACE}: {name} is not one of the columns")
    for name in (*found.bounds, *grouped):
        if name in found.labels:
            raise broken(f"{PLACE}: {name} holds labels: it has no bounds and no sum")
