"""What every door of the API has in common: JSON whatever is accepted, small bodies, the reader's language, what the
asker's token may do, and "you have that already"."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from challenges.api.language import spoken_language, text_language
from challenges.api.paging import Paging
from challenges.api.rates import PerMinute
from challenges.api.scopes import READ, TEAM, require_scope

JSON_BYTES = 64 * 1024


class AlwaysJson(DefaultContentNegotiation):
    """Answers JSON whatever the Accept header says: a surprised reader is better served than a refused one."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, first.media_type


class SmallJson(JSONParser):
    """JSON of at most 64 KiB, nested as deep as Python reads it."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > JSON_BYTES:
            raise ParseError(f"JSON: {JSON_BYTES} bytes at most")
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("JSON: nested too deep") from error


unchanged_304 = method_decorator(conditional_page, name="dispatch")


@unchanged_304
class Door(APIView):
    """A door: parses, calls one action or query, answers. A token needs `reading_scope` to read, `scope` to write."""

    scope: str = TEAM
    reading_scope: str = READ
    throttle_classes = [PerMinute]
    parser_classes = [SmallJson]
    content_negotiation_class = AlwaysJson
    pagination_class = Paging

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Speak the reader's language from here on; the language middleware takes it back."""
        translation.activate(spoken_language(request))
        self.language = text_language(request)
        super().initial(request, *args, **kwargs)

    def check_permissions(self, request: Request) -> None:
        """First who asks, then what their token may do."""
        super().check_permissions(request)
        require_scope(request, self.reading_scope if request.method in SAFE_METHODS else self.scope)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Answers depend on who asks and in which language; caches ask again."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers["Content-Language"] = translation.get_language()
        patch_vary_headers(answer, ["Accept-Language", "Authorization", "Cookie"])
        patch_cache_control(answer, private=True, no_cache=True)
        return answer

    @property
    def person(self) -> Any:
        """Who asks, at a door for people who are logged in: the site's own user, whose class only the site knows."""
        return self.request.user

    def shaped(self, serializer: Any, thing: Any, **kwargs: Any) -> Any:
        """The thing as this serializer shows it to this reader."""
        context = {"request": self.request, "language": self.language, **self.kwargs}
        return serializer(thing, context=context, **kwargs).data

    def paged(self, serializer: Any, things: Any) -> Response:
        """One page of a list."""
        paging = Paging()
        page: Any = paging.paginate_queryset(things, self.request, view=self)
        return paging.get_paginated_response(self.shaped(serializer, page, many=True))
