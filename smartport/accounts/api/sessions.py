"""Where one is logged in with a browser, and an end to it."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.language import LANG
from challenges.api.scopes import ACCOUNT
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from smartport.accounts.sessions import device_of


class SessionBody(Shape):
    id = serializers.IntegerField()
    browser = serializers.SerializerMethodField(help_text=gettext_noop("Empty where the browser does not say."))
    system = serializers.SerializerMethodField()
    ip = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField(help_text=gettext_noop("To ten minutes."))
    is_current = serializers.SerializerMethodField()

    def get_browser(self, session: UserSession) -> str:
        return device_of(session.user_agent)[0]

    def get_system(self, session: UserSession) -> str:
        return device_of(session.user_agent)[1]

    def get_is_current(self, session: UserSession) -> bool:
        return bool(session.session_key == self.context["request"].session.session_key)


class SessionsDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_sessions",
        summary=gettext_noop("Where I am logged in"),
        description=gettext_noop("Browsers; tokens are listed by themselves. The one seen last comes first."),
        parameters=[LANG],
        responses={200: SessionBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(SessionBody, _own(self.person))

    @extend_schema(
        operation_id="end_sessions",
        summary=gettext_noop("Log out all browsers"),
        description=gettext_noop("All but the one that asks, if a browser asks."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING)},
    )
    def delete(self, request: Request) -> Response:
        for session in _own(self.person).exclude(session_key=request.session.session_key or ""):
            session.end()
        return Response(status=204)


class SessionDoor(Door):
    scope = ACCOUNT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="end_session",
        summary=gettext_noop("Log out a browser"),
        description=gettext_noop("Whoever sits there has to log in again."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND)},
    )
    def delete(self, request: Request, session_id: int) -> Response:
        get_object_or_404(UserSession, pk=session_id, user=self.person).end()
        return Response(status=204)


def _own(person: Any) -> Any:
    return UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")
