"""The document in the reader's language: what people read of it. Names, addresses and codes are for programs."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext

from challenges.api import errors
from challenges.api.errors import PLACE, Plain
from challenges.errors import Refusal
from smartport.openapi.completing import operations

Told = dict[str, Any]


def spoken(document: Mapping[str, Any]) -> Told:
    """A copy in the language that is spoken now."""
    made: Told = deepcopy(dict(document))
    messages = _messages()
    made["info"]["description"] = in_paragraphs(made["info"]["description"])
    made["tags"] = [{**tag, "name": gettext(tag["name"])} for tag in made["tags"]]
    for _, _, operation in operations(made):
        operation["summary"] = gettext(operation["summary"])
        operation["tags"] = [gettext(tag) for tag in operation["tags"]]
        for parameter in operation.get("parameters", []):
            if parameter.get("description"):
                parameter["description"] = gettext(parameter["description"])
        for answer in operation["responses"].values():
            _say_errors(answer, messages)
    return made


def in_paragraphs(text: str) -> str:
    """Each is a message of its own."""
    return "\n\n".join(gettext(paragraph) for paragraph in text.strip().split("\n\n"))


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
