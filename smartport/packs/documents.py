"""The README and the data dictionary of a release, from what a pack says of its columns, in three languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datasets.releasing.phrasebook import phrases
from datasets.releasing.saying import table
from smartport.packs.pack import Pack

PHRASES = phrases("documents")

README: Mapping[str, str] = {
    "fr": """## Français

{summary}

{files}
- `DICTIONARY.fr.md` : le sens, le type et l'unité de chaque colonne.
- Les tables sont en CSV : UTF-8, séparateur virgule, point décimal.
- Pour vérifier les fichiers : `sha256sum --check SHA256SUMS`. Une version publiée ne change jamais.
- Licence : {licence}.
""",
    "ar": """## العربية

{summary}

{files}
- الملف `DICTIONARY.ar.md`: معنى كل عمود ونوعه ووحدته.
- الجداول بصيغة CSV: ترميز UTF-8، والفاصلة بين الخانات، والنقطة للكسور العشرية.
- للتحقق من الملفات: `sha256sum --check SHA256SUMS`. لا تتغير نسخة منشورة أبدا.
- الرخصة: {licence}.
""",
    "en": """## English

{summary}

{files}
- `DICTIONARY.en.md`: what each column means, its type and its unit.
- The tables are CSV: UTF-8, commas, decimal points.
- To verify the files: `sha256sum --check SHA256SUMS`. A published version never changes.
- Licence: {licence}.
""",
}


@dataclass(frozen=True)
class ColumnTold:
    """A published column: its role (id, target, feature), its kind (number, category), what the pack says of it (`unit`
    and a text per language), and the range of its numbers."""

    name: str
    role: str
    kind: str
    told: Mapping[str, str]
    values: str


def readme(pack: Pack, *, files: Sequence[str]) -> str:
    title = " · ".join(pack.texts["title"][language] for language in README)
    listed = "\n".join(f"- `{name}`" for name in files)
    licence = pack.data.licence or "—"
    parts = [
        text.format(summary=pack.texts["summary"][language], files=listed, licence=licence)
        for language, text in README.items()
    ]
    return "\n".join([f"# {title}\n\n{pack.slug} {pack.data.version}\n", *parts])


def dictionary_page(columns: Sequence[ColumnTold], *, title: str, language: str) -> str:
    heading, name, kind, unit, values, _empty, described, _treated = PHRASES["dictionary"][language]
    rows = [_cells(column, language) for column in columns]
    return f"# {heading} — {title}\n\n{table([name, kind, unit, values, described], rows)}\n"


def _cells(column: ColumnTold, language: str) -> list[str]:
    kind = PHRASES["types"]["text" if column.role == "id" else column.kind][language]
    values = "" if column.role == "id" else column.values
    note = f" {PHRASES['target'][language]}" if column.role == "target" else ""
    return [f"`{column.name}`", kind, column.told.get("unit", ""), values, column.told.get(language, "") + note]
