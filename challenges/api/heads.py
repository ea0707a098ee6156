"""How the journal ended, day by day."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.errors import NOT_FOUND, READING, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.journal.queries import day_heads


class HeadBody(Shape):
    day = serializers.DateField()
    zone = serializers.CharField(help_text=gettext_noop("The time zone of the day."))
    lines = serializers.IntegerField(help_text=gettext_noop("How many lines were written since the head before."))
    number = serializers.IntegerField(help_text=gettext_noop("Of the last line of that day; the first line is 0."))
    hash = serializers.CharField(
        help_text=gettext_noop("SHA-256 of that line, which covers the hash of the line before, and so all before it.")
    )


class HeadsDoor(Door):
    @extend_schema(
        operation_id="list_journal_heads",
        summary=gettext_noop("The end of the journal on each day"),
        description=gettext_noop(
            "The latest day first. Keep them: if anybody changes what was written before, they match no more."
        ),
        parameters=[LANG],
        responses={200: HeadBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(HeadBody, day_heads())
