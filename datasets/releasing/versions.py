"""Versions of a release: what one is known by, and what the next one changes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets.releasing.folder import CHECKSUMS
from datasets.releasing.phrasebook import phrases
from datasets.releasing.saying import Said

LEVELS = ("none", "patch", "minor", "major")
"""From the least to the greatest."""

LEVEL_OF: Mapping[str, str] = {
    "rows_changed": "major",
    "labels_changed": "major",
    "hidden_labels_changed": "major",
    "target_changed": "major",
    "column_added": "minor",
    "column_removed": "minor",
    "type_changed": "minor",
    "values_changed": "minor",
    "training_values_changed": "minor",
    "order_changed": "patch",
    "described_anew": "patch",
    "documents_only": "patch",
}
LEAVES_SCORES = frozenset(
    {"column_added", "training_values_changed", "order_changed", "described_anew", "documents_only"}
)
"""Changes after which a score of before still says what it said: rows, labels and what was given of the test stay."""

TOLD = ("description", "unit", "treatment")


@dataclass(frozen=True)
class Version:
    """A version by what it published: the content of profile.json, the SHA-256 of each file by path, CHANGELOG.md, and
    the commitment. `labels` is the plain SHA-256 of the hidden labels, known to the organizers only; without it labels
    count as changed when the commitment is another."""

    number: str
    profile: Mapping[str, Any]
    files: Mapping[str, str]
    changelog: str = ""
    commitment: str = ""
    labels: str = ""

    @classmethod
    def of_folder(cls, folder: Path, *, labels: str = "") -> "Version":
        """From the files of a release, as they were published."""
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        return cls(
            number=package["version"],
            profile=json.loads((folder / "profile.json").read_text(encoding="utf-8")),
            files={path: sha256 for sha256, path in (line.split("  ", 1) for line in lines)},
            changelog=(folder / "CHANGELOG.md").read_text(encoding="utf-8"),
            commitment=package["commitment"]["value"],
            labels=labels,
        )


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise; `values` go into its sentence."""

    code: str
    values: Mapping[str, Any]

    @property
    def level(self) -> str:
        return LEVEL_OF[self.code]

    @property
    def affects_scores(self) -> bool:
        return self.code not in LEAVES_SCORES

    @property
    def said(self) -> Said:
        return Said(phrases("changes")["sentences"][self.code], self.values)


@dataclass(frozen=True)
class Changes:
    """Everything that is otherwise, the gravest first; empty for a version that has none before it."""

    changes: tuple[Change, ...]

    @property
    def level(self) -> str:
        """What the number of the version must say: `major`, `minor`, `patch`, or `none`."""
        return max((change.level for change in self.changes), key=LEVELS.index, default="none")

    @property
    def affects_scores(self) -> bool:
        """Rows, labels, or what was there of the test are otherwise: scores of before and after do not compare."""
        return any(change.affects_scores for change in self.changes)

    def as_dict(self) -> dict[str, Any]:
        """Fit for JSON; each change with its sentence per language."""
        told = [{"code": one.code, "level": one.level, "texts": one.said.in_all()} for one in self.changes]
        return {"level": self.level, "affects_scores": self.affects_scores, "changes": told}


def compare(previous: Version, new: Version) -> Changes:
    """Rows are told apart by their ids, columns by their name, values by the digests in the profile; of the files only
    those of the data count, as every document names its version."""
    found = list(_differences(previous, new)) or [Change("documents_only", {})]
    return Changes(tuple(sorted(found, key=lambda change: -LEVELS.index(change.level))))


def _differences(previous: Version, new: Version) -> Iterator[Change]:
    before, after = _columns(previous.profile), _columns(new.profile)
    moved = [part for part in new.profile["parts"] if _ids(before, part) != _ids(after, part)]
    for part in moved:
        counts = {"before": previous.profile["parts"].get(part, 0), "after": new.profile["parts"][part]}
        yield Change("rows_changed", {"part": part, **counts})
    yield from _labels(previous, new, are_rows_same=not moved)
    for name in (name for name in before if name not in after and before[name]["role"] != "target"):
        yield Change("column_removed", {"column": name})
    for name in (name for name in after if name not in before and after[name]["role"] != "target"):
        yield Change("column_added", {"column": name})
    for name in (name for name in after if name in before):
        yield from _column(before[name], after[name], are_rows_same=not moved)
    if {name: column["sha256"] for name, column in before.items()} == {n: c["sha256"] for n, c in after.items()}:
        yield from _orders(previous, new)


def _columns(profile: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {column["name"]: column for column in profile["columns"]}


def _in_role(columns: Mapping[str, Mapping[str, Any]], role: str) -> Mapping[str, Any]:
    return next(column for column in columns.values() if column["role"] == role)


def _ids(columns: Mapping[str, Mapping[str, Any]], part: str) -> str | None:
    sha256: str | None = _in_role(columns, "id")["sha256"].get(part)
    return sha256


def _labels(previous: Version, new: Version, *, are_rows_same: bool) -> Iterator[Change]:
    is_known = bool(previous.labels and new.labels)
    if previous.labels != new.labels if is_known else previous.commitment != new.commitment:
        yield Change("hidden_labels_changed", {})
    before, after = (_in_role(_columns(version.profile), "target") for version in (previous, new))
    if before["name"] != after["name"]:
        yield Change("target_changed", {"column": before["name"]})
    for name, one in _answers(new).items():
        is_other = are_rows_same and name in _answers(previous) and _answers(previous)[name]["sha256"] != one["sha256"]
        if is_other:
            yield Change("labels_changed", {"column": name})


def _answers(version: Version) -> dict[str, Mapping[str, Any]]:
    """The target and what else the training tells of the hidden side."""
    return {name: column for name, column in _columns(version.profile).items() if column["role"] == "target"}


def _column(before: Mapping[str, Any], after: Mapping[str, Any], *, are_rows_same: bool) -> Iterator[Change]:
    name = {"column": after["name"]}
    if before["type"] != after["type"]:
        types = phrases("documents")["types"]
        yield Change("type_changed", {**name, "before": types[before["type"]], "after": types[after["type"]]})
    elif are_rows_same and after["role"] == "feature":
        changed = {part for part in after["sha256"] if before["sha256"].get(part) != after["sha256"][part]}
        if changed:
            yield Change("values_changed" if "test" in changed else "training_values_changed", name)
    if any(before[told] != after[told] for told in TOLD):
        yield Change("described_anew", name)


def _orders(previous: Version, new: Version) -> Iterator[Change]:
    """The same rows with the same values in other bytes."""
    for part in new.profile["parts"]:
        path = f"data/{part}.csv"
        if previous.files.get(path) != new.files.get(path):
            yield Change("order_changed", {"part": part})
