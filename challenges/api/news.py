"""What the organizers announced."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import challenge_asked, edition_asked
from challenges.api.errors import NOT_FOUND, READING, errors
from challenges.api.language import LANG, Text
from challenges.api.shape import Shape
from challenges.editions.queries import announcements_about, published_announcements
from challenges.errors import gettext_noop

CHALLENGE = OpenApiParameter(
    "challenge", description=gettext_noop("The address of a challenge: what is about it or about all.")
)


class AnnouncementBody(Shape):
    id = serializers.UUIDField()
    challenge = serializers.CharField(
        source="challenge.slug",
        default=None,
        allow_null=True,
        help_text=gettext_noop("Null where it is about the whole edition."),
    )
    title = Text()
    body = Text(help_text=gettext_noop("Markdown."))
    published_at = serializers.DateTimeField()


class AnnouncementsDoor(Door):
    @extend_schema(
        operation_id="list_announcements",
        summary=gettext_noop("News of the organizers"),
        description=gettext_noop("Newest first."),
        parameters=[LANG, CHALLENGE],
        responses={200: AnnouncementBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        slug = request.query_params.get("challenge")
        if slug is None:
            return self.paged(AnnouncementBody, published_announcements(edition_asked(), now=clock.now()))
        return self.paged(AnnouncementBody, announcements_about(challenge_asked(slug), now=clock.now()))


class AnnouncementDoor(Door):
    @extend_schema(
        operation_id="read_announcement",
        summary=gettext_noop("One announcement"),
        description=gettext_noop("A draft is not found."),
        parameters=[LANG],
        responses={200: AnnouncementBody, **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, announcement_id: UUID) -> Response:
        found = published_announcements(edition_asked(), now=clock.now()).filter(pk=announcement_id).first()
        if found is None:
            raise Http404
        return Response(self.shaped(AnnouncementBody, found))
