"""The first words of a challenge that is made from a release and a metric, in three languages."""

from collections.abc import Mapping
from typing import Any

from smartport.drafting import wording
from smartport.drafting.description import main_phase
from smartport.drafting.questions import Question
from smartport.making.given import Given, sizes_of
from smartport.packs.pack import LANGUAGES

SPLITS = {"time": "later", "group": "apart", "random": "random"}


def drafted_texts(question: Question, given: Given) -> dict[str, dict[str, str]]:
    """By field and language."""
    title = {language: given.release.title.get(language, "") for language in LANGUAGES}
    pages = {
        language: wording.statement(
            question,
            title=_named(title, language),
            id=given.id,
            split=SPLITS[given.split],
            column="",
            **sizes_of(given),
        )[language]
        for language in LANGUAGES
    }
    return {
        "title": title,
        "summary": wording.summary(question),
        "metric": wording.metric(question),
        "statement": pages,
        "rules": wording.rules(),
    }


def drafted_phase() -> dict[str, Any]:
    """As challenge.yaml has it."""
    return main_phase()


def _named(title: Mapping[str, str], language: str) -> str:
    return title[language] or title.get("fr", "")
