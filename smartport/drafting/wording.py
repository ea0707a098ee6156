"""The texts of a drafted challenge in three languages: complete sentences, for the organizers to make their own.

They stand in `texts/`: the meanings of the metrics, phrases by what they speak of, and the two pages.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evaluator.metrics.program.measures.catalogue import METRICS
from smartport.drafting.questions import Question
from smartport.packs.pack import LANGUAGES

FOLDER = Path(__file__).parent / "texts"
LABELS_NAMED = 20

Texts = dict[str, str]


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@cache
def _phrases(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_file(name))
    return found


def summary(question: Question) -> Texts:
    return {
        "fr": f"Prédire « {question.target} » pour des lignes où la réponse est cachée.",
        "ar": f"توقّع «{question.target}» لأسطر أُخفيت إجابتها.",
        "en": f"Predict “{question.target}” for rows whose answer is hidden.",
    }


def metric(question: Question) -> Texts:
    """What the score says, and which way is better."""
    meaning, way = meaning_of(question.metric), _phrases("phrases.json")["better"]
    better = METRICS[question.metric].better
    return {language: f"{meaning[language]} {way[better][language]}" for language in LANGUAGES}


def meaning_of(metric: str) -> Mapping[str, str]:
    """What a metric measures, in each language."""
    found: Mapping[str, str] = _phrases("meanings.json")[metric]
    return found


def statement(question: Question, *, title: str, id: str, train: int, test: int, split: str, column: str) -> Texts:  # noqa: A002
    """`split` is random, time or group, and `column` the one it goes by; later or apart, where nobody is to know it."""
    phrases = _phrases("phrases.json")
    return {
        language: _file(f"statement.{language}.txt").format(
            title=title,
            target=_code(question.target),
            id=_code(id),
            train=train,
            test=test,
            split=phrases["split"][split][language].format(column=_code(column)),
            header=_code(",".join([id, *question.columns])),
            columns=_holds(question, language),
        )
        for language in LANGUAGES
    }


def rules() -> Texts:
    return {language: _file(f"rules.{language}.txt") for language in LANGUAGES}


def _holds(question: Question, language: str) -> str:
    kind = METRICS[question.metric].holds
    said = _phrases("phrases.json")["holds"].get(kind, _phrases("phrases.json")["holds"]["number"])
    named = [f"`{_code(label)}`" for label in question.labels[:LABELS_NAMED]]
    more = ["…"] if len(question.labels) > LABELS_NAMED else []
    columns = "`, `".join(map(_code, question.columns))
    return str(said[language].format(columns=columns, labels=", ".join([*named, *more])))


def _code(text: str) -> str:
    """A name between backticks must not have one of its own."""
    return text.replace("`", "'")
