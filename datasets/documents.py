"""The documents of a release: data dictionary for people and programs, and the README, in three languages.

They are made of published data only: the hidden target gives neither range nor count.
"""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from datasets.recipe import Column, Recipe
from datasets.samples import Samples
from datasets.sections import Texts

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "fr": ("Dictionnaire des données", "Colonne", "Type", "Unité", "Valeurs", "Description"),
    "ar": ("قاموس البيانات", "العمود", "النوع", "الوحدة", "القيم", "الوصف"),
    "en": ("Data dictionary", "Column", "Type", "Unit", "Values", "Description"),
}
TYPE_NAMES: Mapping[str, Texts] = {
    "id": {"fr": "identifiant", "ar": "معرّف", "en": "identifier"},
    "category": {"fr": "catégorie", "ar": "فئة", "en": "category"},
    "integer": {"fr": "entier", "ar": "عدد صحيح", "en": "integer"},
    "number": {"fr": "nombre", "ar": "عدد", "en": "number"},
}
TARGET_NOTE: Texts = {
    "fr": "À prédire ; seulement dans `data/train`.",
    "ar": "المطلوب توقّعه؛ موجود في `data/train` فقط.",
    "en": "To be predicted; in `data/train` only.",
}

README: Texts = {
    "fr": """## Français

{about}

- `data/train` : {train} lignes avec `{target}`, annoncées du {train_from} au {train_to} (exclu).
- `data/test` : {test} lignes sans `{target}`, annoncées du {test_from} au {test_to} (exclu).
- Chaque table existe en CSV (UTF-8, séparateur virgule, point décimal) et en Parquet, avec le même contenu.
- `sample_submission.csv` : une remise acceptée, avec tous les identifiants attendus.
- `DICTIONARY.fr.md` : le sens, le type et l'unité de chaque colonne ; `dictionary.json` : le même pour les programmes.
- Les navires et les entreprises ne sont pas nommés ; l'ordre des lignes et les identifiants sont tirés au hasard.
- Pour vérifier les fichiers : `sha256sum --check SHA256SUMS`. Une version publiée ne change jamais.
- Licence : {licence}.
""",
    "ar": """## العربية

{about}

- الملف `data/train`: {train} سطرا مع `{target}`، أُعلن عنها من {train_from} إلى {train_to} (غير مشمول).
- الملف `data/test`: {test} سطرا من دون `{target}`، أُعلن عنها من {test_from} إلى {test_to} (غير مشمول).
- كل جدول متاح بصيغتي CSV (ترميز UTF-8، الفاصلة بين الخانات، والنقطة للكسور العشرية) و Parquet بالمحتوى نفسه.
- الملف `sample_submission.csv`: مثال مقبول للتسليم، فيه جميع المعرّفات المنتظرة.
- الملف `DICTIONARY.ar.md`: معنى كل عمود ونوعه ووحدته؛ و `dictionary.json`: الشيء نفسه للبرامج.
- لا تُذكر أسماء السفن ولا الشركات؛ وترتيب الأسطر والمعرّفات مسحوبة عشوائيا.
- للتحقق من الملفات: `sha256sum --check SHA256SUMS`. لا تتغير نسخة منشورة أبدا.
- الرخصة: {licence}.
""",
    "en": """## English

{about}

- `data/train`: {train} rows with `{target}`, announced from {train_from} to {train_to} (not included).
- `data/test`: {test} rows without `{target}`, announced from {test_from} to {test_to} (not included).
- Each table comes as CSV (UTF-8, commas, decimal points) and as Parquet, with the same content.
- `sample_submission.csv`: a submission that is accepted, with all expected identifiers.
- `DICTIONARY.en.md`: what each column means, its type and its unit; `dictionary.json`: the same for programs.
- Ships and companies are not named; the order of the rows and the identifiers are drawn at random.
- To verify the files: `sha256sum --check SHA256SUMS`. A published version never changes.
- Licence: {licence}.
""",
}


def readme(samples: Samples) -> str:
    recipe, split = samples.recipe, samples.recipe.split
    title = " · ".join(recipe.title[language] for language in README)
    parts = [
        text.format(
            about=recipe.about[language],
            licence=recipe.licence,
            target=recipe.target.name,
            train=len(samples.train),
            test=len(samples.test),
            train_from=split.train_from,
            train_to=split.train_to,
            test_from=split.test_from,
            test_to=split.test_to,
        )
        for language, text in README.items()
    ]
    return "\n".join([f"# {title}\n\n{recipe.name} {recipe.version}\n", *parts])


def dictionary_page(samples: Samples, *, language: str) -> str:
    title, *headings = HEADINGS[language]
    lines = [f"# {title} — {samples.recipe.title[language]}", "", _row(headings), _row(["---"] * len(headings))]
    for entry in _entries(samples):
        note = f" {TARGET_NOTE[language]}" if entry["role"] == "target" else ""
        name, type_name = f"`{entry['name']}`", TYPE_NAMES[entry["type"]][language]
        lines.append(_row([name, type_name, entry["unit"], _range(entry), entry["description"][language] + note]))
    return "\n".join(lines) + "\n"


def dictionary_json(samples: Samples) -> str:
    recipe = samples.recipe
    content = {
        "name": recipe.name,
        "version": recipe.version,
        "title": recipe.title,
        "licence": recipe.licence,
        "columns": _entries(samples),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _range(entry: Mapping[str, Any]) -> str:
    if "values" in entry:
        return ", ".join(entry["values"])
    return f"{entry['minimum']:g} – {entry['maximum']:g}" if "minimum" in entry else ""


def _entries(samples: Samples) -> list[dict[str, Any]]:
    """One for each published column, in the order of the files."""
    recipe = samples.recipe
    return [_id_entry(recipe), *(_entry(column, samples) for column in recipe.columns), _target_entry(samples)]


def _id_entry(recipe: Recipe) -> dict[str, Any]:
    return {"name": recipe.id, "role": "id", "type": "id", "unit": "", "description": recipe.id_description}


def _entry(column: Column, samples: Samples) -> dict[str, Any]:
    entry = {
        "name": column.name,
        "role": "feature",
        "type": column.type,
        "unit": column.unit,
        "description": column.description,
    }
    published = pd.concat([samples.train[column.name], samples.test[column.name]])
    if column.type == "category":
        return {**entry, "values": sorted(set(published))}
    return {**entry, **_limits(published)}


def _target_entry(samples: Samples) -> dict[str, Any]:
    target = samples.recipe.target
    return {
        "name": target.name,
        "role": "target",
        "type": "number",
        "unit": target.unit,
        "description": target.description,
        **_limits(samples.train[target.name]),
    }


def _limits(values: pd.Series) -> dict[str, Any]:
    return {"minimum": values.min().item(), "maximum": values.max().item()}
