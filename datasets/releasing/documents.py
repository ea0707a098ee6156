"""README.md, the dictionaries and CHANGELOG.md, of published data only."""

from collections.abc import Mapping
from typing import Any

import yaml

from datasets.releasing.licences import licence_of
from datasets.releasing.material import Material
from datasets.releasing.phrasebook import phrases
from datasets.releasing.saying import Said, say, table, write_value
from datasets.sections import LANGUAGES, Texts

PHRASES, CHANGES = phrases("documents"), phrases("changes")

SHOWN = 12
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
SIZE_NAMES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B")
"""Of Hugging Face."""


def readme(material: Material) -> str:
    recipe, content = material.recipe, material.content
    title = " · ".join(recipe.title[language] for language in LANGUAGES)
    contact = f" ({content.publisher.email})" if content.publisher.email else ""
    said = say(
        PHRASES["readme"],
        about=recipe.about,
        train=material.rows["train"],
        test=material.rows["test"],
        target=recipe.target.name,
        snippet=PHRASES["snippet"],
        periods=_periods(material),
        commitment=content.commitment,
        licence=licence_of(recipe.licence).title,
        publisher=content.publisher.name,
        contact=contact,
    )
    parts = "\n".join(said.in_language(language) for language in LANGUAGES)
    return f"---\n{_front_matter(material)}---\n\n# {title}\n\n{recipe.name} {recipe.version}\n\n{parts}"


def _periods(material: Material) -> Said:
    split = material.recipe.split
    if split.time is None:
        return say(PHRASES["no_periods"])
    ends = ("train_from", "train_to", "test_from", "test_to")
    return say(PHRASES["periods"], **{end: getattr(split, end) for end in ends})


def _front_matter(material: Material) -> str:
    """The card of Hugging Face. Train and test are two configurations, as the test lacks the target."""
    recipe = material.recipe
    licence = licence_of(recipe.licence)
    rows = sum(material.rows.values())
    card = {
        "pretty_name": recipe.title["en"],
        "license": licence.hugging_face,
        **({"license_name": licence.title} if licence.hugging_face == "other" else {}),
        "language": list(LANGUAGES),
        "size_categories": [SIZE_NAMES[sum(rows >= size for size in SIZES)]],
        "task_categories": [f"tabular-{'classification' if recipe.target.type == 'category' else 'regression'}"],
        "tags": list(material.content.publisher.keywords["en"]),
        "version": recipe.version,
        "configs": [
            {
                "config_name": part,
                **({"default": True} if part == "train" else {}),
                "data_files": [{"split": part, "path": f"data/{part}.parquet"}],
            }
            for part in material.rows
        ],
    }
    return yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=1000)


def dictionary(material: Material, *, language: str) -> str:
    title, *headings = PHRASES["dictionary"][language]
    pseudonyms = {column.name for column in material.recipe.columns if column.pseudonym is not None}
    rows = [_row(column, language, shown=0 if column["name"] in pseudonyms else SHOWN) for column in material.columns]
    heading = f"# {title} — {material.recipe.title[language]}\n\n{material.recipe.name} {material.recipe.version}"
    return f"{heading}\n\n{table(headings, rows)}\n\n{PHRASES['counted'][language]}\n"


def _row(column: Mapping[str, Any], language: str, *, shown: int) -> list[str]:
    note = f" {PHRASES['target'][language]}" if column["role"] == "target" else ""
    return [
        f"`{column['name']}`",
        PHRASES["types"][column["type"]][language],
        column["unit"],
        _values(column, language, shown=shown),
        write_value(column["nulls"], language) if column["nulls"] else "",
        column["description"][language] + note,
        column["treatment"][language],
    ]


def _values(column: Mapping[str, Any], language: str, *, shown: int) -> str:
    """The values of a category, the most frequent first, `shown` of them; the least and the greatest of numbers."""
    if column["role"] == "id" or not column["distinct"]:
        return ""
    if column["type"] != "category":
        return f"{write_value(column['min'], language)} – {write_value(column['max'], language)}"
    values = ", ".join(one["value"] for one in column["top"][:shown])
    if column["distinct"] <= shown:
        return values
    return say(PHRASES["more_values"], shown=values, distinct=column["distinct"]).in_language(language)


def changelog(material: Material) -> str:
    """This version on top of what the one before told."""
    content = material.content
    heading = f"# {' · '.join(CHANGES['title'][language] for language in LANGUAGES)}\n"
    entry = [f"## {material.recipe.version} — {content.published_on.isoformat()}\n", _entry(material)]
    before = content.previous.changelog if content.previous else ""
    _, found, older = before.partition("\n## ")
    return "\n".join([heading, *entry]) + (f"\n## {older}" if found else "")


def _entry(material: Material) -> str:
    sentences = _sentences(material)
    parts = ["\n".join(f"- {sentence[language]}" for sentence in sentences) for language in LANGUAGES]
    return "\n\n".join(parts) + "\n"


def _sentences(material: Material) -> list[Texts]:
    previous, changes = material.content.previous, material.changes
    if previous is None or changes is None:
        return [dict(CHANGES["first"])]
    scores = say(CHANGES["resets"] if changes.affects_scores else CHANGES["keeps"], before=previous.number)
    return [*(change.said.in_all() for change in changes.changes), scores.in_all()]
