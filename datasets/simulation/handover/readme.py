"""README.txt of a raw extract: what each table is, by which keys they fit each other, and in which units."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import yaml

from datasets.simulation.ports import Port

TEXTS = Path(__file__).with_name("readme.yaml")
TRUTH = "truth"
WORDS = {
    "en": (
        "Raw extract, port of {name} ({locode}), {year}",
        "MADE-UP DATA (simulation, seed {seed}): no ship, truck, container, firm or person in it exists.",
        "CSV, UTF-8, commas, LF. Times in UTC unless a fault says otherwise (2024-12-31T08:30Z). Empty: not known.",
    ),
    "fr": (
        "Extraction brute, port de {name} ({locode}), {year}",
        "DONNÉES FICTIVES (simulation, graine {seed}) : navires, camions, conteneurs, firmes et personnes inventés.",
        "CSV, UTF-8, virgules, LF. Heures en UTC, sauf anomalie (2024-12-31T08:30Z). Cellule vide : valeur inconnue.",
    ),
}
RULE = "-" * 72


def readme(port: Port, *, year: int, seed: int, tables: Collection[str], is_clean: bool) -> str:
    """In English, then in French; of the tables that are there."""
    told = {"name": port.name, "locode": port.locode, "year": year, "seed": seed}
    names = [*tables] if is_clean else [*tables, TRUTH]
    parts = []
    for language, (title, made_up, ending) in WORDS.items():
        about = [f"{name}.csv\n  {texts()[name][language]}" for name in names]
        parts.append("\n\n".join([title.format(**told), made_up.format(**told), *about, ending]))
    return f"\n\n{RULE}\n\n".join(parts) + "\n"


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """By table and language."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return found
