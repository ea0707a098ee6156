"""What happens during the edition."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.agenda.models import Happening
from challenges.agenda.queries import public_agenda, still_to_come
from challenges.api.door import Door
from challenges.api.editions import edition_asked
from challenges.api.errors import NOT_FOUND, READING, errors
from challenges.api.language import LANG, Text
from challenges.api.shape import Shape
from challenges.errors import gettext_noop

TO_COME = OpenApiParameter("to_come", type=bool, description=gettext_noop("Only what goes on or has not begun."))


class AgendaItemBody(Shape):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Happening.choices)
    title = Text()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True, help_text=gettext_noop("Null for an instant."))
    place = Text(help_text=gettext_noop("Empty where there is none."))
    about = Text(help_text=gettext_noop("Markdown."))
    link = serializers.URLField(allow_blank=True, help_text=gettext_noop("To take part from afar."))
    challenge = serializers.CharField(
        source="challenge.slug",
        default=None,
        allow_null=True,
        help_text=gettext_noop("Null where it is about the whole edition."),
    )


class AgendaDoor(Door):
    @extend_schema(
        operation_id="list_agenda",
        summary=gettext_noop("The agenda of the edition"),
        description=gettext_noop("The earliest first. The times of phases stand with their challenges."),
        parameters=[LANG, TO_COME],
        responses={200: AgendaItemBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        edition = edition_asked()
        if request.query_params.get("to_come", "").lower() in {"true", "1", "yes"}:
            return self.paged(AgendaItemBody, still_to_come(edition, now=clock.now()))
        return self.paged(AgendaItemBody, public_agenda(edition))
