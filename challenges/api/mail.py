"""Which letters the asker wants."""

from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.errors import MEMBERS_ONLY, WRITING, errors
from challenges.api.language import LANG
from challenges.api.scopes import ACCOUNT
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.post.actions import prefer
from challenges.post.queries import wanted_kinds
from challenges.post.rules import KINDS


class LetterKindBody(Shape):
    kind = serializers.ChoiceField([(kind, KINDS[kind][0]) for kind in sorted(KINDS)])
    about = serializers.CharField(help_text=gettext_noop("In words."))
    is_wanted = serializers.BooleanField()


class MailPreferencesBody(Shape):
    kinds = LetterKindBody(many=True)


@extend_schema_serializer(description=gettext_noop("Kinds that are not named stay as they are."))
class Wishes(Shape):
    announcements = serializers.BooleanField(required=False)
    answers = serializers.BooleanField(required=False)
    team = serializers.BooleanField(required=False)
    results = serializers.BooleanField(required=False)
    questions = serializers.BooleanField(
        required=False, help_text=gettext_noop("Only organizers get letters of this kind.")
    )


class MailPreferencesDoor(Door):
    permission_classes = [IsAuthenticated]
    scope = ACCOUNT

    @extend_schema(
        operation_id="read_mail_preferences",
        summary=gettext_noop("Which letters I want"),
        description=gettext_noop(
            "Every kind of letter that the asker can get; those about the account itself always come."
        ),
        parameters=[LANG],
        responses={200: MailPreferencesBody, **errors(*MEMBERS_ONLY)},
    )
    def get(self, request: Request) -> Response:
        return self._answer()

    @extend_schema(
        operation_id="choose_mail_preferences",
        summary=gettext_noop("Choose which letters I want"),
        description=gettext_noop("By kind, true or false."),
        parameters=[LANG],
        request=Wishes,
        responses={200: MailPreferencesBody, **errors(*WRITING)},
    )
    def put(self, request: Request) -> Response:
        asked = Wishes(data=request.data)
        asked.is_valid(raise_exception=True)
        for kind, is_wanted in asked.validated_data.items():
            prefer(self.person, kind=kind, is_wanted=is_wanted)
        return self._answer()

    def _answer(self) -> Response:
        wanted = wanted_kinds(self.person)
        kinds = [{"kind": kind, "about": gettext(KINDS[kind][0]), "is_wanted": wanted[kind]} for kind in wanted]
        return Response(self.shaped(MailPreferencesBody, {"kinds": kinds}))
