"""The ledger of releases: which raw rows each was made of, so that no row is told twice in two ways (rule 6)."""

import hmac
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.builds import keeping
from datasets.builds.rules import LEDGER
from datasets.recipes.reading import parse_recipe
from datasets.recipes.recipe import Recipe
from datasets.releases.models import LedgerLine, Release
from datasets.risk.composition import (
    LabelsToldBefore,
    Marks,
    Released,
    RowsReleasedBefore,
    require_untold,
    row_marks,
)
from datasets.risk.composition import require_composable as require_marks_composable

KEY_BYTES = 32

BoolArray = npt.NDArray[np.bool_]

Finding = dict[str, Any]


def write_marks(rows: pd.DataFrame, recipe: Recipe, *, is_test: BoolArray, build_id: UUID) -> None:
    """The marks of the raw rows that a build was made of, and of those whose answers it hides, beside its files."""
    marks = row_marks(rows[marking_columns(rows, recipe)], key=ledger_key())
    for path, kept in ((keeping.marks(build_id), marks), (keeping.hidden_marks(build_id), marks[is_test])):
        with path.open("wb") as file:
            np.save(file, kept, allow_pickle=False)


def draw_seed(name: str) -> int:
    """By which rows and groups are drawn into the parts: the same for every version of a release, or the training of
    the next one would tell what this one hides."""
    return int.from_bytes(hmac.digest(ledger_key(), f"parts/{name}".encode(), "sha256"), "big")


def marking_columns(rows: pd.DataFrame, recipe: Recipe) -> list[str]:
    """What says of whom a row is and of when; without either the whole row."""
    split, target = recipe.split, recipe.target
    wanted = dict.fromkeys([recipe.protection.entities, split.time or target.begins])
    found = [name for name in wanted if name is not None and name in rows.columns]
    return found if len(found) == len(wanted) else list(rows.columns)


def clashes(recipe: Recipe, *, build_id: UUID) -> list[Finding]:
    """A finding that blocks, for the first release that shares rows and says otherwise of them, or hides what this one
    would tell."""
    try:
        require_composable(recipe, build_id=build_id)
    except (RowsReleasedBefore, LabelsToldBefore) as refusal:
        values = {"message": str(refusal), **refusal.details}
        return [{"code": refusal.code, "severity": "blocks", "of": LEDGER, "values": values}]
    return []


def require_composable(recipe: Recipe, *, build_id: UUID) -> None:
    """Against every release of the ledger. Raises RowsReleasedBefore, LabelsToldBefore."""
    marks, hidden = _read(keeping.marks(build_id)), _read(keeping.hidden_marks(build_id))
    earlier = list(_earlier())
    require_marks_composable(marks, recipe, earlier)
    require_untold(np.setdiff1d(marks, hidden), earlier)


def enter(release: Release, *, build_id: UUID, recipe_text: str) -> LedgerLine:
    """The release has its line: marks of its rows and its recipe stay in the vault."""
    name = str(release.pk)
    keeping.enter_marks(build_id, name=name, recipe_text=recipe_text)
    rows = len(_read(keeping.ledger_marks(name)))
    return LedgerLine.objects.create(release=release, marks=name, rows=rows)


def ledger_key() -> bytes:
    """The secret of all marks, made when it is first needed; without it nothing can be tried out against them."""
    path = keeping.ledger_key()
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(secrets.token_bytes(KEY_BYTES))
    except FileExistsError:
        pass
    return path.read_bytes()


def _earlier() -> Iterator[Released]:
    for line in LedgerLine.objects.select_related("release").order_by("release__published_at"):
        recipe = parse_recipe(keeping.ledger_recipe(line.marks).read_text(encoding="utf-8"))
        marks, hidden = _read(keeping.ledger_marks(line.marks)), _read(keeping.ledger_hidden(line.marks))
        yield Released(str(line.release), marks, recipe, hidden)


def _read(path: Path) -> Marks:
    marks: Marks = np.load(path, allow_pickle=False)
    return marks
