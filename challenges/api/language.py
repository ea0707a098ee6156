"""The language of an answer: `?lang=`, else the reader's own choice (a cookie), else Accept-Language, else French."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from challenges.errors import gettext_noop
from challenges.wording import localized

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
ALL = "all"
CHOICE_COOKIE = "language"

LANG = OpenApiParameter(
    "lang",
    enum=[*LANGUAGES, ALL],
    description=gettext_noop("The language of the texts; `all` answers each text as an object with all of them."),
)


def spoken_language(request: HttpRequest) -> str:
    """The language of sentences such as errors."""
    asked = request.GET.get("lang", "")
    chosen = request.COOKIES.get(CHOICE_COOKIE, "")
    found = next((code for code in (asked, chosen) if code in LANGUAGES), None)
    if found is None and "Accept-Language" in request.headers:
        found = translation.get_language_from_request(request)
    return found if found in LANGUAGES else settings.LANGUAGE_CODE


def text_language(request: HttpRequest) -> str:
    """The language of the challenges' own texts, or `all`. Raises ValidationError for another `?lang=`."""
    asked = request.GET.get("lang", spoken_language(request))
    if asked not in (*LANGUAGES, ALL):
        raise ValidationError({"lang": f"lang: {', '.join((*LANGUAGES, ALL))}"})
    return asked


_TEXTS = {"type": "object", "properties": {code: {"type": "string"} for code in LANGUAGES}}


@extend_schema_field({"oneOf": [{"type": "string"}, _TEXTS]})
class Text(serializers.Field[Any, Any, Any, Any]):
    """A text kept in every language: one of them, or all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Mapping[str, str]) -> object:
        language = self.context["language"]
        return dict(value) if language == ALL else localized(value, language)
