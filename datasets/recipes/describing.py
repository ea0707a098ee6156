"""Changes what a recipe says of the release as a whole, and what each of its columns means, by what a form says.

Fields: `version`, `licence`, `basis`, `cndp`; `title-fr`, `about-fr` and so on; `id`, `id-fr`; `target-fr`; for the
column at a place `c<place>-fr`; further tables as `table-<n>` (its name) with `extract-<n>`.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from datasets.recipes.entries import Entries
from datasets.sections import LANGUAGES

Lines = dict[str, Any]

MOST_TABLES = 12


def described(content: Mapping[str, Any], entries: Entries) -> Lines:
    """What a form does not show stays as it is."""
    told: Lines = deepcopy(dict(content))
    for key in ("version", "licence"):
        told[key] = entries.text(key) if entries.has(key) else told.get(key, "")
    for key in ("title", "about"):
        told[key] = _texts(entries, key, told.get(key))
    if entries.has("basis"):
        told["law"] = {"basis": entries.text("basis"), "cndp": entries.text("cndp")}
    if entries.has("id"):
        told["rows"] = {"id": entries.text("id"), "description": _texts(entries, "id", told["rows"].get("description"))}
    told["target"]["description"] = _texts(entries, "target", told["target"].get("description"))
    for place, column in enumerate(told["columns"]):
        column["description"] = _texts(entries, f"c{place}", column.get("description"))
    if entries.has("table-0"):
        told["source"] = {**told["source"], "tables": _tables(entries)}
        if not told["source"]["tables"]:
            del told["source"]["tables"]
    return told


def missing_texts(content: Mapping[str, Any]) -> int:
    """How many texts nobody has written yet, over all languages."""
    texts = [content.get("title"), content.get("about"), content["rows"].get("description")]
    texts += [content["target"].get("description"), *(column.get("description") for column in content["columns"])]
    return sum(not str((text or {}).get(language, "")).strip() for text in texts for language in LANGUAGES)


def _texts(entries: Entries, key: str, before: Mapping[str, str] | None) -> dict[str, str]:
    return {
        language: entries.text(f"{key}-{language}")
        if entries.has(f"{key}-{language}")
        else str((before or {}).get(language, ""))
        for language in LANGUAGES
    }


def _tables(entries: Entries) -> dict[str, str]:
    """A line without a name is no table."""
    found = {entries.text(f"table-{place}"): entries.text(f"extract-{place}") for place in range(MOST_TABLES)}
    return {name: extract for name, extract in found.items() if name}
