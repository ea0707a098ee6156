"""The document in the reader's language: what people read of it. Names, addresses and codes are for programs."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext

from challenges.api import errors
from challenges.api.errors import PLACE, Plain
from challenges.errors import Refusal
from smartport.openapi.completing import operations

Told = dict[str, Any]
WORDS = frozenset({"summary", "description"})
# Values as they are sent, whatever their names.
SAMPLES = frozenset({"example", "examples", "default", "enum"})
# How drf-spectacular writes what a choice means.
CHOICE = re.compile(r"\* (`.*?`) - (.+)")


def spoken(document: Mapping[str, Any]) -> Told:
    """A copy in the language that is spoken now."""
    made: Told = _said(document)
    messages = _messages()
    made["tags"] = [{**tag, "name": gettext(tag["name"])} for tag in made["tags"]]
    for _, _, operation in operations(made):
        operation["tags"] = [gettext(tag) for tag in operation["tags"]]
        for answer in operation["responses"].values():
            _say_errors(answer, messages)
    return made


def _said(part: Any) -> Any:
    """A copy with every summary and description in the language, wherever they stand."""
    if isinstance(part, Mapping):
        return {key: _said_under(key, value) for key, value in part.items()}
    return [_said(one) for one in part] if isinstance(part, list) else part


def _said_under(key: str, value: Any) -> Any:
    if key in SAMPLES:
        return deepcopy(value)
    return in_paragraphs(value) if key in WORDS and isinstance(value, str) else _said(value)


def in_paragraphs(text: str) -> str:
    """Each is a message of its own, and so is the meaning of each choice in a list."""
    return "\n\n".join(_paragraph(one) for one in text.strip().split("\n\n"))


def _paragraph(text: str) -> str:
    choices = [CHOICE.fullmatch(line) for line in text.split("\n")]
    if all(choices):
        return "\n".join(f"* {found[1]} - {gettext(found[2])}" for found in choices if found)
    return gettext(text) if text else ""


def _say_errors(answer: Told, messages: Mapping[str, str]) -> None:
    """The sentence that comes with each code."""
    examples = [one["value"] for content in answer.get("content", {}).values() for one in _examples(content)]
    told = [value for value in examples if isinstance(value, dict) and value.get("code") in messages]
    for value in told:
        value["message"] = PLACE.sub("…", gettext(messages[value["code"]]))
    if told and len(told) == len(examples):
        answer["description"] = "\n\n".join(f"`{value['code']}`: {value['message']}" for value in told)


def _examples(content: Told) -> Iterator[Told]:
    return iter(content.get("examples", {}).values())


def _messages() -> dict[str, str]:
    """Message ids by the codes they come with."""
    plain = {kind.code: kind.message for kind in vars(errors).values() if isinstance(kind, Plain)}
    return {kind.code: kind.message for kind in _refusals(Refusal)} | plain


def _refusals(parent: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in parent.__subclasses__():
        yield child
        yield from _refusals(child)
