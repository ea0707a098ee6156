"""What a request that hands something in is made of."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from challenges.api.errors import ErrorKind
from challenges.api.shape import Shape
from challenges.editions.models import Phase
from challenges.errors import gettext_noop
from challenges.evaluations.queries import entry_format
from challenges.submissions.actions import Upload
from challenges.submissions.models import Kind
from challenges.submissions.rules import (
    ArchiveUnacceptable,
    FileEmpty,
    FileTooLarge,
    KindNotAccepted,
    KindUnclear,
    NothingToScoreWith,
    PredictionsUnacceptable,
    TagsUnusable,
    kind_of,
    split_tags,
)

UNACCEPTABLE: tuple[ErrorKind, ...] = (
    *(NothingToScoreWith, KindNotAccepted, KindUnclear, FileEmpty, FileTooLarge),
    *(ArchiveUnacceptable, PredictionsUnacceptable, TagsUnusable),
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description=gettext_noop(
        "A UUID of the sender's choice. The same file under the same key is one submission, however often it "
        "is sent: send again what was not answered."
    ),
)


@extend_schema_field(OpenApiTypes.BINARY)
class FileContent(serializers.FileField):
    """The bytes of a file; whether they will do is for the rules to say."""


class Tags(serializers.ListField):
    """Short texts; one with commas is several."""

    child = serializers.CharField(allow_blank=True, max_length=200)


class Notes(Shape):
    message = serializers.CharField(
        max_length=200, allow_blank=True, required=False, help_text=gettext_noop("A note to the team.")
    )
    tags = Tags(required=False, help_text=gettext_noop("At most 5, of at most 30 letters each."))


class NewSubmission(Notes):
    file = FileContent(allow_empty_file=True)
    kind = serializers.ChoiceField(
        Kind.choices,
        required=False,
        help_text=gettext_noop("Without it the ending of the file's name decides: .csv or .zip."),
    )


def upload_of(request: Request, *, phase: Phase) -> Upload:
    """What a request hands in. Raises ValidationError and KindUnclear."""
    asked = NewSubmission(data=request.data)
    asked.is_valid(raise_exception=True)
    given, expected = asked.validated_data, entry_format(phase)
    name = given["file"].name
    accepted = expected.kinds if expected else (Kind.PREDICTIONS.value,)
    return Upload(
        file=given["file"],
        file_name=name,
        kind=given.get("kind") or kind_of(name, accepted=accepted),
        message=given.get("message", ""),
        tags=tuple(tags_of(given) or ()),
        key=key_asked(request),
        expected=expected,
    )


def tags_of(given: dict[str, Any]) -> list[str] | None:
    """None where none were given; one with commas is several."""
    return [part for text in given["tags"] for part in split_tags(text)] if "tags" in given else None


def key_asked(request: Request) -> UUID | None:
    """What the sender calls this attempt. Raises ValidationError for what is no UUID."""
    key = request.headers.get("Idempotency-Key")
    try:
        return UUID(key) if key else None
    except ValueError as error:
        raise ValidationError({"Idempotency-Key": "Idempotency-Key: UUID"}) from error
