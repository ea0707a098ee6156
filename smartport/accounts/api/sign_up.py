"""A new account, by the same form as the site's page."""

from typing import Any

from allauth.account import app_settings as allauth_settings
from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.errors import BAD_INPUT, BODY_TOO_LARGE, THROTTLED, UNREADABLE, WRONG_TYPE, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.api.throttling import ByAddress
from challenges.errors import gettext_noop
from smartport.accounts.rules import (
    NAME_LENGTH,
    NAME_SHORTEST,
    DisplayNameUnusable,
    IdentityNumberGiven,
    TermsNotAccepted,
    require_usable_display_name,
)

FIELD_OF_FORM = {"password1": "password"}


class NewAccount(Shape):
    email = serializers.EmailField(max_length=254)
    display_name = serializers.CharField(min_length=NAME_SHORTEST, max_length=NAME_LENGTH)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, style={"input_type": "password"})
    accepts_terms = serializers.BooleanField(
        default=False,
        help_text=gettext_noop("The terms of use and the privacy notice: /terms/ and /privacy/ on the site."),
    )
    contact = serializers.BooleanField(default=False, help_text=gettext_noop("Partners may write about the project."))
    publication = serializers.BooleanField(
        default=False, help_text=gettext_noop("The name may stand in published results and certificates.")
    )


class AccountBody(Shape):
    email = serializers.EmailField()
    display_name = serializers.CharField()


class AccountsDoor(Door):
    """Anybody; who asks has no account yet, and a browser's session is not looked at."""

    permission_classes = [AllowAny]
    authentication_classes = []
    throttle_classes = [ByAddress]

    @extend_schema(
        operation_id="create_account",
        summary=gettext_noop("Sign up"),
        description=gettext_noop(
            "Then get a token. Where the site verifies addresses, a mail comes first, and the answer is the same "
            "whether or not the address had an account."
        ),
        auth=[],
        parameters=[LANG],
        request=NewAccount,
        responses={
            201: AccountBody,
            **errors(
                BAD_INPUT,
                UNREADABLE,
                TermsNotAccepted,
                DisplayNameUnusable,
                IdentityNumberGiven,
                BODY_TOO_LARGE,
                WRONG_TYPE,
                THROTTLED,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        asked = NewAccount(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        shown = {"email": given["email"], "display_name": require_usable_display_name(given["display_name"])}
        if not given["accepts_terms"]:
            raise TermsNotAccepted
        form = SignupForm(data={**given, "password1": given["password"]})
        if not form.is_valid():
            said = {FIELD_OF_FORM.get(name, name): words for name, words in form.errors.items()}
            raise serializers.ValidationError(said)
        user, _answer = form.try_save(request._request)
        if user is not None:
            _ask_to_verify(user, request)
        return Response(self.shaped(AccountBody, shown), status=201)


def _ask_to_verify(user: Any, request: Request) -> None:
    if allauth_settings.EMAIL_VERIFICATION != allauth_settings.EmailVerificationMethod.NONE:
        EmailAddress.objects.get(user=user, primary=True).send_confirmation(request._request, signup=True)
