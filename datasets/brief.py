"""What the challenge.yaml of a pack asks for beside data: more for its scorer to read, and a practice bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from datasets.rules import RecipeBroken
from datasets.sections import Section

DESCRIPTION = "challenge.yaml"
TABLES = ("test",)


@dataclass(frozen=True)
class Practice:
    """A bundle that teams may have: cut at random out of the published training rows. Whole values of the published
    column `group`, or single rows, are its test: `share` of them, and no more than `rows` rows."""

    group: str | None = None
    share: float = 0.2
    rows: int = 4_000


@dataclass(frozen=True)
class Brief:
    """`columns` are columns of the test that stand in the reference too; `tables` are input tables that lie beside it.
    `has_secret`: it holds 32 random bytes that nobody else knows, for a scorer that simulates. `program` is run once
    when the data are built, with the folder of the reference and the file of what it found before."""

    columns: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    has_secret: bool = False
    program: Path | None = None
    practice: Practice | None = None


def read_brief(pack: Path) -> Brief:
    """Raises RecipeBroken."""
    described = _described(pack)
    reference, practice = described.get("reference"), described.get("practice")
    brief = _reference(Section("reference", reference), pack=pack) if reference is not None else Brief()
    if practice is None:
        return brief
    return Brief(brief.columns, brief.tables, brief.has_secret, brief.program, _practice(Section("practice", practice)))


def _described(pack: Path) -> Mapping[str, Any]:
    try:
        found = yaml.safe_load((pack / DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RecipeBroken(f"{DESCRIPTION} of {pack.name} cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise RecipeBroken(f"{DESCRIPTION} of {pack.name} is no list of “key: value” lines.")
    return found


def _reference(section: Section, *, pack: Path) -> Brief:
    tables = section.take_or("tables", [], list)
    if not set(tables) <= set(TABLES):
        raise RecipeBroken(f"“tables” of reference may have: {', '.join(TABLES)}.")
    program = section.take_or("program", None)
    if program is not None and not (pack / program).is_file():
        raise RecipeBroken(f"“program” of reference is {program!r}, and the pack has no such file.")
    brief = Brief(
        columns=tuple(map(str, section.take_or("columns", [], list))),
        tables=tuple(tables),
        has_secret=section.take_or("secret", False, bool),
        program=None if program is None else pack / program,
    )
    section.end()
    return brief


def _practice(section: Section) -> Practice:
    practice = Practice(
        group=section.take_or("group", None),
        share=section.share("share", default=Practice.share),
        rows=section.number("rows", default=Practice.rows, least=40),
    )
    section.end()
    return practice
