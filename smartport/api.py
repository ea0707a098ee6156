"""The API's root, and the one map from what goes wrong to HTTP."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from math import ceil
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, UnreadablePostError
from django.urls import include, path, re_path
from django.utils.translation import gettext, gettext_noop
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from challenges.api.door import Door
from challenges.editions.queries import current_edition
from challenges.errors import Refusal
from challenges.faults import member_at_fault, said_of, sentence_of
from challenges.submissions.rules import LARGEST, MEBIBYTE, ArchiveUnacceptable, PredictionsUnacceptable
from smartport.openapi.document import DocumentDoor
from smartport.openapi.reference import reference

LARGEST_BODY = max(LARGEST.values()) + MEBIBYTE

HINTS: Mapping[str, str] = {
    "not_authenticated": gettext_noop("Send the header “Authorization: Token …”; POST /api/v1/token gives a token."),
    "authentication_failed": gettext_noop("Ask for a new token: POST /api/v1/token."),
    "not_found": gettext_noop("Check the address; what is not yours to see is not found either."),
    "unsupported_media_type": gettext_noop("Send JSON, or multipart/form-data where a file is handed in."),
}


@dataclass(frozen=True)
class Problem:
    """An error as every door of the API answers it."""

    status: int
    code: str
    message: str
    hint: str = ""
    field: str | None = None
    faults: tuple[Mapping[str, object], ...] = ()
    fault_count: int = 0

    def body(self) -> dict[str, object]:
        """`faults` and `fault_count` are there where there are any."""
        told = {
            "code": self.code,
            "message": _sendable(self.message),
            "hint": _sendable(self.hint),
            "field": self.field,
        }
        counted = {"faults": list(self.faults), "fault_count": self.fault_count}
        return told | (counted if self.faults else {})


class NoSuchDoor(Door):
    """Every address that is none."""

    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


def answer_error(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: one shape for every error; None lets the server fail for what nobody foresaw."""
    problem = problem_of(error)
    if problem is None:
        return None
    headers = {}
    if isinstance(error, exceptions.APIException):
        standard = exception_handler(error, dict(context))
        headers = dict(standard.items()) if standard is not None else {}
    return Response(problem.body(), status=problem.status, headers=headers)


def problem_of(error: Exception) -> Problem | None:
    """The map itself."""
    if isinstance(error, Refusal):
        return _of_refusal(error)
    if isinstance(error, exceptions.ValidationError):
        return _of_validation(error)
    if isinstance(error, Http404 | ObjectDoesNotExist):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, RequestDataTooBig):
        return request_too_large()
    elif isinstance(error, SuspiciousOperation | UnreadablePostError):
        return Problem(400, "bad_request", gettext("The request cannot be read."))
    return _of_protocol(error) if isinstance(error, exceptions.APIException) else None


def request_too_large() -> Problem:
    """A body larger than anything this site takes."""
    message = gettext("The request is too large: at most %(limit)s MiB are accepted.")
    return Problem(413, "request_too_large", message % {"limit": LARGEST_BODY // MEBIBYTE})


def not_utf8() -> Problem:
    """A body in another encoding."""
    return Problem(415, "unsupported_media_type", gettext("Only text in UTF-8 is read here."))


def _of_refusal(refusal: Refusal) -> Problem:
    edition = current_edition()
    said = said_of(refusal, zone=edition.timezone if edition else UTC)
    problem = Problem(refusal.status, refusal.code, said.message, said.hint, refusal.field)
    if isinstance(refusal, ArchiveUnacceptable):
        fault = _fault(str(refusal.details["reason"]), said.message, field=refusal.field)
        named = {**fault, "value": member_at_fault(str(refusal.details["text"]))}
        return replace(problem, faults=(named,), fault_count=1)
    if isinstance(refusal, PredictionsUnacceptable):
        faults = tuple(
            {**asdict(fault), "message": sentence_of(fault, header=refusal.header), "field": None}
            for fault in refusal.faults
        )
        return replace(problem, faults=faults, fault_count=int(str(refusal.details["total"])))
    return problem


def _of_validation(error: exceptions.ValidationError) -> Problem:
    faults = tuple(_faults(error.detail, field=None))
    first = faults[0]
    message, field = str(first["message"]), first["field"]
    return Problem(
        400, "invalid_input", message, field=str(field) if field else None, faults=faults, fault_count=len(faults)
    )


def _faults(detail: Any, *, field: str | None) -> Iterator[dict[str, object]]:
    """Flattens what DRF nests: fields in dicts, several errors of one field in lists."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            below = None if name == "non_field_errors" else str(name)
            yield from _faults(inner, field=below if field is None else f"{field}.{below}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from _faults(inner, field=field)
    else:
        yield _fault(detail.code, _sendable(str(detail)), field=field)


def _fault(code: str, message: str, *, field: str | None) -> dict[str, object]:
    """A fault of the request itself, which has no row."""
    return {"code": code, "message": message, "field": field, "row": None, "column": None, "value": None}


def _of_protocol(error: exceptions.APIException) -> Problem:
    code = str(error.get_codes()) if isinstance(error.detail, str) else error.default_code
    message = str(error.detail) if isinstance(error.detail, str) else str(error.default_detail)
    hint = gettext(HINTS[code]) if code in HINTS else ""
    if isinstance(error, exceptions.Throttled):
        message = gettext("Too much was asked in a short time.")
        hint = gettext("Ask again in %(seconds)s seconds.") % {"seconds": ceil(getattr(error, "wait", None) or 1)}
    return Problem(error.status_code, code, message, hint)


def _sendable(text: str) -> str:
    """Errors quote what was sent; half a surrogate pair cannot be sent back."""
    return text.encode("utf-8", "backslashreplace").decode()


urlpatterns = [
    path("openapi.json", DocumentDoor.as_view(), name="openapi"),
    path("docs/", reference, name="api-reference"),
    path("", include("smartport.accounts.api.urls")),
    path("", include("smartport.certificates.api_urls")),
    path("", include("challenges.api.urls")),
    re_path("", NoSuchDoor.as_view(), name="api-no-such-door"),
]
