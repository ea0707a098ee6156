"""Tokens: one for an address and a password, those one has, and an end to them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.errors import (
    BAD_INPUT,
    BODY_TOO_LARGE,
    MEMBERS_ONLY,
    NOT_FOUND,
    THROTTLED,
    UNREADABLE,
    WRITING,
    WRONG_TYPE,
    errors,
)
from challenges.api.language import LANG
from challenges.api.scopes import ACCOUNT
from challenges.api.shape import Shape
from challenges.api.throttling import ByAccount, ByAddress
from challenges.errors import gettext_noop
from smartport.accounts.entering import person_behind
from smartport.accounts.models import ApiToken
from smartport.accounts.rules import (
    SCOPES,
    TOKEN_NAME_LENGTH,
    LoginUnknown,
    SecondFactorNeeded,
    SecondFactorWrong,
    TooManyTokens,
)
from smartport.accounts.tokens import living_tokens, make_token, withdraw_token

DEFAULT_NAME = "smartport"
# A token that was asked for by a program ends one day, whether or not anybody remembers it.
LIFE = timedelta(days=365)


class Login(Shape):
    email = serializers.CharField(max_length=254, trim_whitespace=True)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, style={"input_type": "password"})
    code = serializers.CharField(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text=gettext_noop("Of the second factor, if there is one."),
    )
    name = serializers.CharField(
        max_length=TOKEN_NAME_LENGTH,
        required=False,
        default=DEFAULT_NAME,
        help_text=gettext_noop("By which its owner knows it."),
    )
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=list(SCOPES.items())),
        required=False,
        allow_empty=False,
        max_length=20,
        help_text=gettext_noop("All, where none are named."),
    )


class TokenInfo(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField(help_text=gettext_noop("The first letters of the secret."))
    scopes = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text=gettext_noop("To ten minutes."))
    expires_at = serializers.DateTimeField(allow_null=True)


class TokenBody(Shape):
    token = serializers.CharField(source="secret", help_text=gettext_noop("Shown once and not kept."))
    id = serializers.UUIDField(source="token.id")
    name = serializers.CharField(source="token.name")
    scopes = serializers.ListField(child=serializers.CharField(), source="token.scopes")
    expires_at = serializers.DateTimeField(source="token.expires_at", allow_null=True)


class TokenDoor(Door):
    """A token stands for the account, within its scopes, until it is withdrawn or a year has passed."""

    scope = ACCOUNT
    permission_classes = [AllowAny]

    def get_authenticators(self) -> list[Any]:
        """Who asks for a token has none, and a browser's session is not needed for it."""
        return [] if self.request is None or self.request.method == "POST" else super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request is None or self.request.method == "POST" else [IsAuthenticated()]

    def get_throttles(self) -> list[Any]:
        return [ByAddress(), ByAccount()] if self.request.method == "POST" else super().get_throttles()

    def check_permissions(self, request: Request) -> None:
        """Whoever holds a token may put it away, whatever else it may do."""
        self.scope = next(iter(getattr(request.auth, "scopes", None) or [ACCOUNT]))
        super().check_permissions(request)

    @extend_schema(
        operation_id="create_token",
        summary=gettext_noop("Get a token"),
        description=gettext_noop("Send it with every request as `Authorization: Token …`."),
        auth=[],
        parameters=[LANG],
        request=Login,
        responses={
            200: TokenBody,
            **errors(
                BAD_INPUT,
                UNREADABLE,
                LoginUnknown,
                SecondFactorNeeded,
                SecondFactorWrong,
                TooManyTokens,
                BODY_TOO_LARGE,
                WRONG_TYPE,
                THROTTLED,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        login = Login(data=request.data)
        login.is_valid(raise_exception=True)
        asked = login.validated_data
        who = {name: asked[name] for name in ("email", "password", "code")}
        user = person_behind(request._request, **who)
        now = clock.now()
        scopes = asked.get("scopes", SCOPES)
        made = make_token(user, name=asked["name"], scopes=scopes, now=now, expires_at=now + LIFE)
        return Response(self.shaped(TokenBody, made))

    @extend_schema(
        operation_id="delete_token",
        summary=gettext_noop("Withdraw the token in use"),
        description=gettext_noop("Every copy of it stops working; a login by session has none to withdraw."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING)},
    )
    def delete(self, request: Request) -> Response:
        if isinstance(request.auth, ApiToken):
            withdraw_token(request.auth, by=self.person, now=clock.now())
        return Response(status=204)


class TokensDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_tokens",
        summary=gettext_noop("One's own tokens"),
        description=gettext_noop("Those that open doors now, newest first; without their secrets, which nobody keeps."),
        parameters=[LANG],
        responses={200: TokenInfo(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(TokenInfo, living_tokens(self.person, now=clock.now()))


class OneTokenDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="withdraw_token",
        summary=gettext_noop("Withdraw a token"),
        description=gettext_noop("Every copy of it stops working."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND)},
    )
    def delete(self, request: Request, token_id: UUID) -> Response:
        token = get_object_or_404(ApiToken, pk=token_id, user=self.person)
        withdraw_token(token, by=self.person, now=clock.now())
        return Response(status=204)
