"""The one shape of an error, and how the API's document names the errors of an operation."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Protocol

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema_serializer
from rest_framework import serializers

from challenges.api.scopes import ScopeMissing
from challenges.api.shape import Shape
from challenges.errors import gettext_noop

PLACE = re.compile(r"%\(\w+\)s")


@extend_schema_serializer(
    description=gettext_noop("One thing to repair: a field of the request, or a place in a file (the header is row 1).")
)
class FaultBody(Shape):
    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    row = serializers.IntegerField(allow_null=True)
    column = serializers.CharField(allow_null=True)
    value = serializers.CharField(allow_null=True)


@extend_schema_serializer(
    description=gettext_noop(
        "`code` is stable and for programs; `message` and `hint` are for people, in their language."
    )
)
class ErrorBody(Shape):
    code = serializers.CharField()
    message = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)
    field = serializers.CharField(allow_null=True, help_text=gettext_noop("The input at fault."))
    faults = FaultBody(many=True, required=False, help_text=gettext_noop("The first of them."))
    fault_count = serializers.IntegerField(
        required=False, help_text=gettext_noop("All of them, those not listed included.")
    )


class ErrorKind(Protocol):
    """A Refusal class, or one of the errors below."""

    @property
    def status(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...


@dataclass(frozen=True)
class Plain:
    """An error that no rule raises: of the protocol, of who asks, of what is asked for."""

    status: int
    code: str
    message: str


BAD_INPUT = Plain(
    400, "invalid_input", gettext_noop("A parameter or a field cannot be used; `field` and `faults` say which.")
)
UNREADABLE = Plain(400, "parse_error", gettext_noop("The body cannot be read."))
BAD_REQUEST = Plain(400, "bad_request", gettext_noop("The request cannot be read."))
BAD_TOKEN = Plain(401, "authentication_failed", gettext_noop("The token is unknown."))
NO_LOGIN = Plain(401, "not_authenticated", gettext_noop("A token is needed."))
NOT_ALLOWED = Plain(
    403,
    "permission_denied",
    gettext_noop("This account may not do this, or the CSRF token of its session is missing."),
)
SCOPE_MISSING = Plain(403, ScopeMissing.code, ScopeMissing.message)
NOT_FOUND = Plain(404, "not_found", gettext_noop("There is no such thing, or it is not yours to see."))
BODY_TOO_LARGE = Plain(413, "request_too_large", gettext_noop("The body is larger than anything this site takes."))
WRONG_TYPE = Plain(
    415, "unsupported_media_type", gettext_noop("The Content-Type is not one that this operation reads.")
)
THROTTLED = Plain(
    429, "throttled", gettext_noop("Too much was asked; Retry-After says in how many seconds to come back.")
)

READING: tuple[ErrorKind, ...] = (BAD_INPUT, BAD_TOKEN, SCOPE_MISSING, THROTTLED)
MEMBERS_ONLY: tuple[ErrorKind, ...] = (*READING, NO_LOGIN)
WRITING: tuple[ErrorKind, ...] = (*MEMBERS_ONLY, BAD_REQUEST, UNREADABLE, NOT_ALLOWED, BODY_TOO_LARGE, WRONG_TYPE)


def errors(*kinds: ErrorKind) -> dict[int, OpenApiResponse]:
    """The error answers of an operation, grouped by status, each named by its code."""
    by_status: dict[int, list[ErrorKind]] = defaultdict(list)
    for kind in dict.fromkeys(kinds):
        by_status[kind.status].append(kind)
    return {status: _response(of_status) for status, of_status in sorted(by_status.items())}


def _response(kinds: list[ErrorKind]) -> OpenApiResponse:
    described = "\n\n".join(f"`{kind.code}`: {PLACE.sub('…', kind.message)}" for kind in kinds)
    examples = [_example(kind) for kind in kinds]
    return OpenApiResponse(ErrorBody, description=described, examples=examples)


def _example(kind: ErrorKind) -> OpenApiExample:
    body = {"code": kind.code, "message": PLACE.sub("…", kind.message), "hint": "", "field": None}
    return OpenApiExample(kind.code, value=body, response_only=True)
