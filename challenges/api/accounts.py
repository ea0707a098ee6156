"""Who asks: a token for an e-mail address and a password, and one's own account."""

from typing import Any

from allauth.account import app_settings as allauth_settings
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.errors import BAD_INPUT as INPUT
from challenges.api.errors import BODY_TOO_LARGE, MEMBERS_ONLY, THROTTLED, UNREADABLE, WRITING, WRONG_TYPE, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.api.throttling import ByAccount, ByAddress
from challenges.editions.queries import current_edition
from challenges.errors import Refusal, gettext_noop
from challenges.teams.queries import team_of


class LoginUnknown(Refusal):
    """One sentence for every reason, so that nobody learns who has an account."""

    code = "login_unknown"
    message = gettext_noop("The e-mail address or the password is wrong.")
    hint = gettext_noop("Log in on the site with the same address and password to see what it says.")
    status = 400


class Login(Shape):
    email = serializers.CharField(max_length=254, trim_whitespace=True)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, style={"input_type": "password"})


class TokenBody(Shape):
    token = serializers.CharField()


class MyTeam(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()


class Me(Shape):
    email = serializers.EmailField()
    display_name = serializers.CharField()
    language = serializers.CharField()
    is_organizer = serializers.BooleanField()
    team = MyTeam(allow_null=True)


class TokenDoor(Door):
    """A token stands for the account until it is withdrawn."""

    permission_classes = [AllowAny]

    def get_authenticators(self) -> list[Any]:
        """Who asks for a token has none, and a browser's session is not needed for it."""
        return [] if self.request is None or self.request.method == "POST" else super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request is None or self.request.method == "POST" else [IsAuthenticated()]

    def get_throttles(self) -> list[Any]:
        return [ByAddress(), ByAccount()] if self.request.method == "POST" else []

    @extend_schema(
        operation_id="create_token",
        summary="Get a token",
        auth=[],
        parameters=[LANG],
        request=Login,
        responses={
            200: TokenBody,
            **errors(INPUT, UNREADABLE, LoginUnknown, BODY_TOO_LARGE, WRONG_TYPE, THROTTLED),
        },
    )
    def post(self, request: Request) -> Response:
        """Send it with every request as `Authorization: Token …`."""
        login = Login(data=request.data)
        login.is_valid(raise_exception=True)
        user = authenticate(request._request, **login.validated_data)
        if user is None or not _may_log_in(user):
            raise LoginUnknown
        token, _is_new = Token.objects.get_or_create(user=user)
        return Response(self.shaped(TokenBody, {"token": token.key}))

    @extend_schema(
        operation_id="delete_token",
        summary="Withdraw the token",
        parameters=[LANG],
        responses={204: None, **errors(*WRITING)},
    )
    def delete(self, request: Request) -> Response:
        """Every copy of it stops working."""
        Token.objects.filter(user=self.person).delete()
        return Response(status=204)


class MeDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_me",
        summary="Who am I",
        parameters=[LANG],
        responses={200: Me, **errors(*MEMBERS_ONLY)},
    )
    def get(self, request: Request) -> Response:
        """The account behind the token, and its team in the current edition."""
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


def _may_log_in(user: AbstractBaseUser) -> bool:
    """Where addresses must be verified before the site lets anyone in, so they must here."""
    if allauth_settings.EMAIL_VERIFICATION != allauth_settings.EmailVerificationMethod.MANDATORY:
        return True
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())
