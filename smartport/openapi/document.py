"""The document itself, in English, made once: it depends on nothing that changes while the site runs."""

from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door

OPENAPI_JSON = "application/vnd.oai.openapi+json"


@cache
def document() -> dict[str, Any]:
    """The whole API."""
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator(api_version="v1").get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


class DocumentDoor(Door):
    """For everybody: tools read it."""

    permission_classes = [AllowAny]
    schema = None

    def get(self, request: Request) -> Response:
        """The whole API."""
        return Response(document(), content_type=OPENAPI_JSON)
