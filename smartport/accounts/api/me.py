"""One's own account: who one is, what one agreed to, everything that is kept, and the end of it."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.errors import MEMBERS_ONLY, WRITING, errors
from challenges.api.language import LANG
from challenges.api.scopes import ACCOUNT
from challenges.api.shape import Shape
from challenges.api.throttling import ByAccount
from challenges.editions.queries import current_edition
from challenges.errors import gettext_noop
from challenges.teams.queries import team_of
from smartport.accounts.consents import choose, give, standings
from smartport.accounts.deletion import delete_account
from smartport.accounts.entering import require_password
from smartport.accounts.export import everything_about, export_file_name
from smartport.accounts.rules import (
    NAME_LENGTH,
    NAME_SHORTEST,
    TERMS,
    DisplayNameUnusable,
    HandOverFirst,
    IdentityNumberGiven,
    LoginUnknown,
    NoPassword,
    NotYourAddress,
    SecondFactorNeeded,
    SecondFactorWrong,
    require_own_address,
    require_usable_display_name,
)


class MyTeam(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()


class Me(Shape):
    email = serializers.EmailField()
    display_name = serializers.CharField()
    language = serializers.CharField()
    is_organizer = serializers.BooleanField()
    team = MyTeam(allow_null=True)


class Changes(Shape):
    display_name = serializers.CharField(min_length=NAME_SHORTEST, max_length=NAME_LENGTH, required=False)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class ConsentBody(Shape):
    purpose = serializers.CharField()
    version = serializers.IntegerField(help_text=gettext_noop("Of the text as it stands now."))
    given_at = serializers.DateTimeField(allow_null=True)
    is_current = serializers.BooleanField(help_text=gettext_noop("Whether there is a yes to this version."))


class Consents(Shape):
    terms = serializers.BooleanField(
        required=False,
        help_text=gettext_noop("True agrees to the terms of use and the privacy notice as they stand now."),
    )
    contact = serializers.BooleanField(help_text=gettext_noop("Partners may write about the project."))
    publication = serializers.BooleanField(
        help_text=gettext_noop("The name may stand in published results and certificates.")
    )


class Farewell(Shape):
    email = serializers.CharField(max_length=254, help_text=gettext_noop("The account's own, typed again."))
    password = serializers.CharField(max_length=1000, trim_whitespace=False, style={"input_type": "password"})
    code = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    hides_team_names = serializers.BooleanField(
        default=False, help_text=gettext_noop("Replace the name of a team in which nobody else plays.")
    )


class MeDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_me",
        summary=gettext_noop("Who am I"),
        description=gettext_noop("The account behind the token, and its team in the current edition."),
        parameters=[LANG],
        responses={200: Me, **errors(*MEMBERS_ONLY)},
    )
    def get(self, request: Request) -> Response:
        return self._me()

    @extend_schema(
        operation_id="change_me",
        summary=gettext_noop("Change the name or the language"),
        description=gettext_noop("The name is what others see; the language is that of the letters."),
        parameters=[LANG],
        request=Changes,
        responses={200: Me, **errors(*WRITING, DisplayNameUnusable, IdentityNumberGiven)},
    )
    def patch(self, request: Request) -> Response:
        asked = Changes(data=request.data)
        asked.is_valid(raise_exception=True)
        changes = dict(asked.validated_data)
        if "display_name" in changes:
            changes["display_name"] = require_usable_display_name(changes["display_name"])
        for name, value in changes.items():
            setattr(self.person, name, value)
        self.person.save(update_fields=list(changes))
        return self._me()

    def _me(self) -> Response:
        user = self.person
        edition = current_edition()
        mine = {
            "email": user.email,
            "display_name": str(user),
            "language": user.language,
            "is_organizer": user.has_perm("challenges.organize"),
            "team": team_of(user, edition) if edition else None,
        }
        return Response(self.shaped(Me, mine))


class ConsentsDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_consents",
        summary=gettext_noop("What I agreed to"),
        description=gettext_noop("Every purpose, with a yes or without."),
        parameters=[LANG],
        responses={200: ConsentBody(many=True), **errors(*MEMBERS_ONLY)},
        filters=False,
    )
    def get(self, request: Request) -> Response:
        return Response(self.shaped(ConsentBody, standings(self.person), many=True))

    @extend_schema(
        operation_id="choose_consents",
        summary=gettext_noop("Give and withdraw consents"),
        description=gettext_noop("The free choices become exactly these. The terms of use end with the account."),
        parameters=[LANG],
        request=Consents,
        responses={200: ConsentBody(many=True), **errors(*WRITING)},
    )
    def put(self, request: Request) -> Response:
        asked = Consents(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = {purpose for purpose, is_given in asked.validated_data.items() if is_given}
        if TERMS in wanted:
            give(self.person, purpose=TERMS, now=clock.now())
        choose(self.person, purposes=wanted, now=clock.now())
        return self.get(request)

    # A list of three has no pages.
    pagination_class: Any = None


class ExportDoor(Door):
    reading_scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="export_me",
        summary=gettext_noop("Everything that is kept about me"),
        description=gettext_noop(
            "As one file: account, teams, submissions, consents, letters, sessions and all the rest. A token needs the "
            "scope `account`: with `read` alone a program sees results, not a person's whole life here."
        ),
        parameters=[LANG],
        responses={200: OpenApiTypes.OBJECT, **errors(*MEMBERS_ONLY)},
    )
    def get(self, request: Request) -> HttpResponse:
        now = clock.now()
        answer = Response(everything_about(self.person, now=now))
        answer.headers["Content-Disposition"] = f'attachment; filename="{export_file_name(now)}"'
        return answer


class DeletionDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    def get_throttles(self) -> list[Any]:
        """A password is tried here too."""
        return [*super().get_throttles(), ByAccount()]

    @extend_schema(
        operation_id="delete_me",
        summary=gettext_noop("Delete my account"),
        description=gettext_noop("For good. Submissions and results stay, without a name."),
        parameters=[LANG],
        request=Farewell,
        responses={
            204: None,
            **errors(
                *WRITING, NotYourAddress, HandOverFirst, LoginUnknown, NoPassword, SecondFactorNeeded, SecondFactorWrong
            ),
        },
    )
    def post(self, request: Request) -> Response:
        asked = Farewell(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        require_own_address(given["email"], address=self.person.email)  # first: it is what attempts are counted by
        require_password(request._request, self.person, password=given["password"], code=given["code"])
        delete_account(self.person, typed=given["email"], hides_team_names=given["hides_team_names"], now=clock.now())
        return Response(status=204)
