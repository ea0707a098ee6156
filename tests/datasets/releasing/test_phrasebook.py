"""Every phrase stands in three languages, with the same places for values."""

import re
import string
from collections.abc import Iterator
from typing import Any

import pytest

from datasets.releasing.phrasebook import PHRASES, phrases

NAMES = sorted(path.stem for path in PHRASES.glob("*.yaml"))
LANGUAGES = {"fr", "ar", "en"}


def texts_of(content: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(content, dict) and LANGUAGES & content.keys():
        yield path, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from texts_of(value, f"{path}.{key}")


TEXTS = [found for name in NAMES for found in texts_of(phrases(name), name)]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_phrases_are_found() -> None:
    assert NAMES == ["answers", "changes", "documents", "questions", "treatments"]
    assert len(TEXTS) > 100


@pytest.mark.parametrize(("path", "texts"), TEXTS)
def test_phrase_is_whole_in_three_languages(path: str, texts: dict[str, Any]) -> None:
    assert set(texts) == LANGUAGES
    if isinstance(texts["en"], list):
        assert len({len(words) for words in texts.values()}) == 1
        return
    assert all(text.strip() for text in texts.values())
    assert places(texts["fr"]) == places(texts["ar"]) == places(texts["en"])
    if re.sub(r"{\w+}|[\W\d]", "", texts["en"]):
        assert re.search("[\u0621-\u064a]", texts["ar"])
    assert not any(letter in "٠١٢٣٤٥٦٧٨٩" for letter in texts["ar"])
