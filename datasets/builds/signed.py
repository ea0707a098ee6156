"""Puts the signatures into the documents of a build that tell them; nothing else of it changes."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from datasets.recipes.recipe import Recipe
from datasets.releasing.content import Content, Publisher
from datasets.releasing.datasheet import datasheet
from datasets.releasing.folder import CHECKSUMS, checksums, write_json, write_text
from datasets.releasing.material import Material
from datasets.sections import LANGUAGES

RISK, PROFILE, PACKAGE = "risk.json", "profile.json", "datapackage.json"


def sign_folder(folder: Path, *, recipe: Recipe, publisher: Publisher, decisions: Sequence[Mapping[str, Any]]) -> None:
    """The datasheets, risk.json and SHA256SUMS of a release are written anew. Doing it twice is doing it once."""
    report, package = _read(folder / RISK), _read(folder / PACKAGE)
    nothing = pd.DataFrame()
    content = Content(
        recipe=recipe,
        train=nothing,
        test=nothing,
        sample=nothing,
        rows_before=report["rows"]["before"],
        risk=report,
        commitment=package["commitment"]["value"],
        published_on=date.fromisoformat(package["created"][:10]),
        publisher=publisher,
        findings=report["findings"],
        decisions=decisions,
    )
    material = Material(content, files=(), profile=_read(folder / PROFILE), changes=None)
    for language in LANGUAGES:
        write_text(folder / f"DATASHEET.{language}.md", datasheet(material, language=language))
    write_json(folder / RISK, {**report, "decisions": [dict(decision) for decision in decisions]})
    write_text(folder / CHECKSUMS, checksums(folder))


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
