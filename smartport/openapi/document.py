"""The document itself, made once in each language: it depends on nothing that changes while the site runs."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from challenges.api.door import Door
from smartport.openapi.speaking import spoken

OPENAPI_JSON = "application/vnd.oai.openapi+json"


@cache
def document() -> dict[str, Any]:
    """The whole API, as its doors write it: in English."""
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator(api_version="v1").get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


@cache
def document_in(language: str) -> dict[str, Any]:
    """The same, as its readers read it."""
    with translation.override(language):
        return spoken(document())


@cache
def bytes_in(language: str) -> bytes:
    """As it is sent."""
    return json.dumps(document_in(language), ensure_ascii=False, separators=(",", ":")).encode()


def make_ready() -> None:
    """In every language, before anybody asks: it takes a second, which no reader shall have to wait."""
    for language, _ in settings.LANGUAGES:
        bytes_in(language)


class DocumentDoor(Door):
    """For everybody: tools read it."""

    permission_classes = [AllowAny]
    schema = None

    def get(self, request: Request) -> HttpResponse:
        """The whole API."""
        return HttpResponse(bytes_in(translation.get_language()), content_type=OPENAPI_JSON)
