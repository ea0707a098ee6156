"""challenge.yaml of a drafted challenge: sections with comments that say what to finish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from evaluator.metrics.titles import TITLES
from smartport.drafting import wording
from smartport.drafting.questions import Question
from smartport.packs.pack import LANGUAGES

WIDTH = 110
HEAD = """\
# Ce que dit la page du défi, et comment on note : à relire et à compléter. Les textes longs sont à côté, dans
# statement.*.md et rules.*.md.
# What the challenge's page says, and how entries are scored: read it and complete it. The long texts are beside this
# file, in statement.*.md and rules.*.md.
"""
COMMENTS: Mapping[str, str] = {
    "title": "Le titre et le résumé, dans chaque langue. / The title and the summary, in each language.",
    "phase": "Combien de fois une équipe peut remettre. / How often a team may hand in.",
    "evaluation": (
        "Ce qui est remis, les limites d'un programme, la métrique.\n"
        "# What is handed in, a program's limits, the metric."
    ),
    "data": (
        "Les données publiées : licence, unité et sens de chaque colonne. Une correction est une nouvelle version.\n"
        "# The published data: licence, unit and meaning of each column. A correction is a new version."
    ),
    "baselines": (
        "Les scores attendus de la référence : `evaluate check` les donne, recopiez-les sous expected.\n"
        "# The scores expected of the baseline: `evaluate check` tells them, copy them under expected."
    ),
}
LICENCE = "Réservé à ce défi / For this challenge only"


@dataclass(frozen=True)
class Told:
    """What the file says besides the question."""

    slug: str
    title: str
    id: str
    columns: Sequence[str]


def challenge_yaml(question: Question, told: Told) -> str:
    sections = {
        "title": {"title": dict.fromkeys(LANGUAGES, told.title), "summary": wording.summary(question)}
        | {"metric": wording.metric(question)},
        "phase": {"phase": main_phase()},
        "evaluation": {"evaluation": evaluation(question, id=told.id)},
        "data": {"data": _data(told.columns)},
        "baselines": {"baselines": {"naive": naive_baseline()}},
    }
    head = HEAD + _yaml({"format": "smartport/1", "slug": told.slug})
    return head + "".join(f"\n# {COMMENTS[name]}\n{_yaml(section)}" for name, section in sections.items())


def main_phase() -> dict[str, Any]:
    """The phase of a challenge that says nothing else."""
    title = {"fr": "Phase principale", "ar": "المرحلة الرئيسية", "en": "Main phase"}
    return {"slug": "main", "title": title, "daily_limit": 5, "total_limit": 100}


def evaluation(question: Question, *, id: str) -> dict[str, Any]:  # noqa: A002
    """What is handed in, the limits of a program, the score."""
    predictions: dict[str, Any] = {
        "file": "predictions.csv",
        "id": id,
        "columns": list(question.columns),
        "ids": "sample_submission.csv",
    }
    if question.labels:
        predictions["labels"] = {question.columns[0]: list(question.labels)}
    score = {"key": question.metric, "metric": question.metric, "target": question.target, **question.options}
    shown = {"title": dict(TITLES[question.metric]), "unit": "", "primary": True, "decimals": 4}
    return {
        "kinds": ["predictions", "code"],
        "image": "smartport-runtime:1",
        "predictions": predictions,
        "solution": {"cpu_seconds": 60, "wall_seconds": 120, "memory_mb": 1024, "output_mb": 32},
        "scoring": {"cpu_seconds": 30, "wall_seconds": 60, "memory_mb": 1024},
        "scores": [score | shown],
    }


def _data(columns: Sequence[str]) -> dict[str, Any]:
    told = {name: {"unit": "", **dict.fromkeys(LANGUAGES, "")} for name in columns}
    return {"version": "1", "licence": LICENCE, "columns": told}


def naive_baseline() -> dict[str, Any]:
    """What is said of the entry to beat."""
    return {
        "title": {"fr": "Référence naïve", "ar": "الحل المرجعي البسيط", "en": "Naive baseline"},
        "about": {
            "fr": "La même réponse pour chaque ligne, tirée des valeurs connues.",
            "ar": "الإجابة نفسها لكل سطر، مأخوذة من القيم المعروفة.",
            "en": "The same answer for every row, taken from the known values.",
        },
        "expected": {},
    }


def _yaml(section: Mapping[str, Any]) -> str:
    return yaml.safe_dump(section, allow_unicode=True, sort_keys=False, width=WIDTH)
