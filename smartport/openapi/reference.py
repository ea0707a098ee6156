"""The reference page: the document, shown; no script, no other host, everything on one page for the reader's search."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page, require_safe

from challenges.api.errors import (
    BAD_INPUT,
    BAD_REQUEST,
    BAD_TOKEN,
    BODY_TOO_LARGE,
    NO_LOGIN,
    NOT_ALLOWED,
    NOT_FOUND,
    PLACE,
    SCOPE_MISSING,
    THROTTLED,
    UNREADABLE,
    WRONG_TYPE,
)
from challenges.errors import gettext_noop
from smartport.openapi.completing import JSON, ORDER, Operation, operations
from smartport.openapi.document import document, document_in
from smartport.openapi.examples import example_of

COMMON = (
    *(BAD_INPUT, UNREADABLE, BAD_REQUEST, BAD_TOKEN, NO_LOGIN, NOT_ALLOWED, SCOPE_MISSING, NOT_FOUND, BODY_TOO_LARGE),
    *(WRONG_TYPE, THROTTLED),
)
PREFIX = "/api/v1/"
WHERE = {"path": gettext_noop("path"), "query": gettext_noop("query"), "header": gettext_noop("header")}
FILE = "predictions.csv"
FILES = frozenset({"file", "picture", "image", "content"})


@dataclass(frozen=True)
class Parameter:
    """In the address, the query or a header; `where` is a message id."""

    name: str
    where: str
    is_needed: bool
    about: str


@dataclass(frozen=True)
class Refused:
    """What any operation may answer."""

    status: int
    code: str
    message: str


@dataclass(frozen=True)
class Refusals:
    """The codes that may come with a status."""

    status: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """The body of a good answer, by its name: one of the bodies at the end of the page, or a page of a list of them."""

    body: str
    is_page: bool


@dataclass(frozen=True)
class Body:
    """A body by its name, with an example."""

    name: str
    example: str


@dataclass(frozen=True)
class Shown:
    """One operation as the page shows it."""

    id: str
    method: str
    address: str
    summary: str
    about: str
    needs_login: bool
    parameters: tuple[Parameter, ...]
    sent: str
    status: str
    answered: "Answered | None"
    refusals: tuple[Refusals, ...]
    curl: str
    python: str


@dataclass(frozen=True)
class Chapter:
    """Operations about one thing."""

    id: str
    title: str
    operations: tuple[Shown, ...]


@require_safe
@conditional_page
def reference(request: HttpRequest) -> HttpResponse:
    """For everybody."""
    language = request.LANGUAGE_CODE
    introduction = document_in(language)["info"]["description"]
    common = [Refused(kind.status, kind.code, PLACE.sub("…", gettext(kind.message))) for kind in COMMON]
    told = {"chapters": chapters(language), "bodies": bodies(), "common": common, "introduction": introduction}
    return render(request, "api/reference.html", {**told, "site": settings.SITE_URL})


@cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """In the order of a team's way."""
    made = document_in(language)
    titles = dict(zip(ORDER, (tag["name"] for tag in made["tags"]), strict=True))
    shown: dict[str, list[Shown]] = {title: [] for title in titles.values()}
    for address, method, operation in operations(made):
        shown[operation["tags"][0]].append(_shown(address, method, operation))
    return tuple(Chapter(_id(name), title, tuple(shown[title])) for name, title in titles.items())


@cache
def bodies() -> tuple[Body, ...]:
    """Those that any operation answers with, by name."""
    names = {found.answered.body for chapter in chapters("en") for found in chapter.operations if found.answered}
    schemas = document()["components"]["schemas"]
    return tuple(Body(name, _text(example_of(schemas[name], components=schemas))) for name in sorted(names))


def _shown(address: str, method: str, operation: Operation) -> Shown:
    answers = operation["responses"]
    status = next((code for code in answers if code.startswith("2")), "")
    kind, sent = _example(operation.get("requestBody", {}))
    needs_login = {} not in operation.get("security", [{}])
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        address=address,
        summary=operation.get("summary", ""),
        about=" ".join(operation.get("description", "").split()),
        needs_login=needs_login,
        parameters=tuple(_parameters(operation)),
        sent=_text(sent) if kind else "",
        status=status,
        answered=_answered(answers.get(status, {})),
        refusals=tuple(_refusals(answers)),
        curl=_curl(address, method, kind, sent, needs_login=needs_login),
        python=_python(address, method, kind, sent),
    )


def _parameters(operation: Operation) -> list[Parameter]:
    """But for those that every operation takes."""
    found = [one for one in operation.get("parameters", []) if one["name"] not in {"lang", "If-None-Match"}]
    return [
        Parameter(
            one["name"], WHERE[one["in"]], bool(one.get("required")), " ".join(one.get("description", "").split())
        )
        for one in found
    ]


def _refusals(answers: Mapping[str, Any]) -> list[Refusals]:
    """But for those that stand at the head of the page."""
    found, common = [], {kind.code for kind in COMMON}
    for status, answer in answers.items():
        examples = [one for kind in answer.get("content", {}).values() for one in kind.get("examples", {}).values()]
        codes = tuple(one["value"]["code"] for one in examples if "code" in one["value"])
        if own := tuple(code for code in codes if code not in common and not status.startswith("2")):
            found.append(Refusals(status, own))
    return found


def _answered(answer: Mapping[str, Any]) -> Answered | None:
    schema = answer.get("content", {}).get(JSON, {}).get("schema", {})
    name = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
    if not name:
        return None
    page = re.fullmatch(r"Paginated(\w+)List", name)
    return Answered(page[1], True) if page else Answered(name, False)


def _example(body: Mapping[str, Any]) -> tuple[str, Any]:
    """The media type and the first example; nothing where there is no body."""
    for kind, content in body.get("content", {}).items():
        for example in content.get("examples", {}).values():
            return kind, example["value"]
    return "", None


def _text(example: Any) -> str:
    return json.dumps(example, indent=1, ensure_ascii=False)


def _curl(address: str, method: str, kind: str, sent: Any, *, needs_login: bool) -> str:
    """With $SITE, $TOKEN and $JSON as the head of the page sets them."""
    words = ["curl"] if method == "get" else ["curl", "-X", method.upper()]
    words += ['-H "$TOKEN"'] if needs_login else []
    if kind == JSON and sent:
        words += ['-H "$JSON"', f"-d '{json.dumps(sent, ensure_ascii=False)}'"]
    elif kind:
        words += [f"-F '{name}={value}'" for name, value in _fields(sent)] + [f"-F {_file(sent)}=@{FILE}"]
    return " ".join([*words, f'"$SITE/{_place(address)}"'])


def _python(address: str, method: str, kind: str, sent: Any) -> str:
    """With `site` as the head of the page makes it."""
    words = [repr(method.upper()), repr(_place(address))]
    if kind == JSON and sent:
        words.append(f"json={sent!r}")
    elif kind:
        words += [f"files={{{_file(sent)!r}: open({FILE!r}, 'rb')}}", f"data={dict(_fields(sent))!r}"]
    return f"site.json({', '.join(words)})"


def _place(address: str) -> str:
    """Below the API's root, with a name where a name goes."""
    return re.sub(r"{\w+}", "ID", address.replace("{slug}", "rade").removeprefix(PREFIX))


def _fields(sent: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Of a form, but for its file; several values of one name come one by one."""
    found = [(name, value if isinstance(value, list) else [value]) for name, value in sent.items() if name not in FILES]
    return [(name, one) for name, values in found for one in values if not isinstance(one, bool)]


def _file(sent: Mapping[str, Any]) -> str:
    return next((name for name in sent if name in FILES), "file")


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")
