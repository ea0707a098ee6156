"""A person's word that they may take part."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import edition_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.editions.models import Edition
from challenges.errors import gettext_noop
from challenges.teams.actions import accept_eligibility
from challenges.teams.queries import has_conditions


class DeclarationBody(Shape):
    version = serializers.IntegerField(help_text=gettext_noop("Of the conditions, as they stand now."))
    accepted_at = serializers.DateTimeField()


class EligibilityDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_eligibility_acceptance",
        summary=gettext_noop("Have I accepted the conditions of participation?"),
        description=gettext_noop(
            "404 while the asker has not accepted them as they stand now, and where there are none."
        ),
        parameters=[LANG],
        responses={200: DeclarationBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        edition = _with_conditions()
        given = edition.eligibility_acceptances.filter(user=self.person, version=edition.eligibility_version)
        found = given.first()
        if found is None:
            raise Http404
        return Response(self.shaped(DeclarationBody, found))

    @extend_schema(
        operation_id="accept_eligibility",
        summary=gettext_noop("Accept the conditions of participation"),
        description=gettext_noop(
            "Says that the asker has read the text of the edition and meets it; a second yes changes nothing."
        ),
        parameters=[LANG],
        request=None,
        responses={200: DeclarationBody, **errors(*WRITING, NOT_FOUND)},
    )
    def put(self, request: Request) -> Response:
        given = accept_eligibility(_with_conditions(), user=self.person, now=clock.now())
        return Response(self.shaped(DeclarationBody, given))


def _with_conditions() -> Edition:
    edition = edition_asked()
    if not has_conditions(edition):
        raise Http404
    return edition
