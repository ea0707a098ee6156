"""Writes the folder of a release: everything that a team, a portal or a program may want to read of it."""

from pathlib import Path
from typing import Any

from datasets.releasing.content import Content
from datasets.releasing.croissant import croissant
from datasets.releasing.datapackage import data_package
from datasets.releasing.datasheet import datasheet
from datasets.releasing.dcat import dcat
from datasets.releasing.documents import changelog, dictionary, readme
from datasets.releasing.files import DataFile, write_data
from datasets.releasing.folder import CHECKSUMS, checksums, write_json, write_text, write_whole
from datasets.releasing.material import Material
from datasets.releasing.profile import profile_of_tables
from datasets.releasing.published_recipe import published_recipe
from datasets.releasing.rules import number_of
from datasets.releasing.tables import tables_of
from datasets.releasing.versions import Changes, Version, compare
from datasets.sections import LANGUAGES

TOLD_OF_FINDINGS = ("code", "severity", "column", "limit")
"""The number of a finding may be worked out from hidden answers: it is not published."""

ENTITIES = "entities"
"""Instead of the name of a raw column."""


def write_release(content: Content, *, folder: Path) -> Path:
    """The folder, which appears whole or not at all and has the same bytes for the same content. Raises FolderTaken,
    NotFinite, VersionUnreadable; ValueError where the tables lack a column of the recipe or the risk report is not
    JSON."""
    number_of(content.recipe.version)
    return write_whole(folder, lambda work: _fill(content, work))


def _fill(content: Content, folder: Path) -> None:
    tables = tables_of(content.train, content.test, content.sample, recipe=content.recipe)
    files = write_data(tables, folder=folder)
    profile = profile_of_tables(tables, recipe=content.recipe)
    material = Material(content, files, profile, _changes(content, files=files, profile=profile))
    for language in LANGUAGES:
        write_text(folder / f"DATASHEET.{language}.md", datasheet(material, language=language))
        write_text(folder / f"DICTIONARY.{language}.md", dictionary(material, language=language))
    write_text(folder / "README.md", readme(material))
    write_text(folder / "CHANGELOG.md", changelog(material))
    write_json(folder / "profile.json", profile)
    write_json(folder / "recipe.json", published_recipe(content.recipe))
    write_json(folder / "risk.json", _risk(content))
    write_json(folder / "datapackage.json", data_package(material))
    write_json(folder / "croissant.json", croissant(material))
    write_json(folder / "dcat.jsonld", dcat(material))
    write_text(folder / CHECKSUMS, checksums(folder))


def _changes(content: Content, *, files: tuple[DataFile, ...], profile: dict[str, Any]) -> Changes | None:
    if content.previous is None:
        return None
    new = Version(
        number=content.recipe.version,
        profile=profile,
        files={file.path: file.sha256 for file in files},
        commitment=content.commitment,
        labels=content.labels,
    )
    return compare(content.previous, new)


def _risk(content: Content) -> dict[str, Any]:
    """The report, with what the gates found and who signed; the raw column that entities are counted by has no name."""
    report = dict(content.risk)
    if report.get("promise", {}).get("entities") is not None:
        report["promise"] = {**report["promise"], "entities": ENTITIES}
    findings = [{name: finding.get(name) for name in TOLD_OF_FINDINGS} for finding in content.findings]
    return {**report, "findings": findings, "decisions": [dict(decision) for decision in content.decisions]}
