"""What all doors have in common and no door says of itself: "you have that already", how much may be asked, what a
token may do; and the chapter and the examples of every operation."""

from collections.abc import Iterator, Mapping
from typing import Any

from challenges.api.errors import PLACE, SCOPE_MISSING, THROTTLED, ErrorKind
from challenges.errors import gettext_noop
from smartport.accounts.rules import TermsChanged
from smartport.openapi.examples import example_of
from smartport.openapi.introduction import INTRODUCTION

Operation = dict[str, Any]
JSON = "application/json"
METHODS = ("get", "post", "put", "patch", "delete")
RETRY_AFTER = {"Retry-After": {"description": gettext_noop("Seconds."), "schema": {"type": "integer"}}}
ETAG = {"ETag": {"description": gettext_noop("Send it back as If-None-Match."), "schema": {"type": "string"}}}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": gettext_noop("The ETag of the answer you have; 304 says that it still holds."),
    "schema": {"type": "string"},
}
TOKEN = gettext_noop("The word `Token`, a space, and the token: `Authorization: Token spc_…`.")
# Answers without a body.
EMPTY = {
    "204": gettext_noop("It is done; the answer has no body."),
    "304": gettext_noop("You have it already."),
}
# The first that fits an address names the chapter.
CHAPTERS = (
    ("Projects", ("project",)),
    ("Questions and news", ("questions", "announcements", "faq", "news", "calendar", "agenda")),
    ("Leaderboards", ("leaderboard",)),
    ("Submissions", ("submissions", "check")),
    ("Data", ("files", "kit", "licence-acceptance")),
    ("Teams", ("teams", "eligibility", "mentors")),
    ("Challenges", ("edition", "challenges", "journal")),
    ("Account", ("",)),
)
ORDER = (
    gettext_noop("Account"),
    gettext_noop("Challenges"),
    gettext_noop("Data"),
    gettext_noop("Teams"),
    gettext_noop("Submissions"),
    gettext_noop("Leaderboards"),
    gettext_noop("Questions and news"),
    gettext_noop("Projects"),
)


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular's last step."""
    result["info"]["description"] = INTRODUCTION
    result["components"]["securitySchemes"]["tokenAuth"]["description"] = TOKEN
    components = result["components"].get("schemas", {})
    for address, method, operation in operations(result):
        operation["tags"] = [chapter_of(address)]
        if method == "get":
            _say_304(operation)
        if operation.get("security"):
            _add_error(operation, SCOPE_MISSING)
            if method != "get" and chapter_of(address) != "Account":
                _add_error(operation, TermsChanged)
        _add_error(operation, THROTTLED)
        _add_examples(operation, components)
        _name_empty_answers(operation)
    result["tags"] = [{"name": name} for name in ORDER]
    return result


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Address, method and operation, in the order of the document."""
    for address, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield address, method, methods[method]


def chapter_of(address: str) -> str:
    """Where an operation stands in the document."""
    return next(name for name, words in CHAPTERS if any(word in address for word in words))


def _say_304(operation: Operation) -> None:
    answers = operation["responses"]
    if JSON in answers.get("200", {}).get("content", {}):
        answers.setdefault("304", {})
        answers["200"].setdefault("headers", {}).update(ETAG)
        operation.setdefault("parameters", []).append({**IF_NONE_MATCH})


def _name_empty_answers(operation: Operation) -> None:
    for status, answer in operation["responses"].items():
        if status in EMPTY:
            answer["description"] = EMPTY[status]


def _add_error(operation: Operation, kind: ErrorKind) -> None:
    """Where a door does not name it itself."""
    answer = operation["responses"].setdefault(
        str(kind.status),
        {"description": "", "content": {JSON: {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}},
    )
    if kind.status == THROTTLED.status:
        answer.setdefault("headers", {}).update(RETRY_AFTER)
    examples = answer["content"][JSON].setdefault("examples", {})
    if not any(example["value"]["code"] == kind.code for example in examples.values()):
        message = PLACE.sub("…", kind.message)
        examples[kind.code] = {"value": {"code": kind.code, "message": message, "hint": "", "field": None}}
        answer["description"] = f"{answer['description']}\n\n`{kind.code}`: {message}".strip()


def _add_examples(operation: Operation, components: Mapping[str, Any]) -> None:
    """For what is sent and for what comes back, where a door has none of its own."""
    bodies = [operation.get("requestBody", {})]
    bodies += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    for body in bodies:
        for kind, content in body.get("content", {}).items():
            if kind in {JSON, "multipart/form-data"} and not content.get("examples") and "schema" in content:
                content["examples"] = {"example": {"value": example_of(content["schema"], components=components)}}
