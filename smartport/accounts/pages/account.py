"""The account's home: the name and the language, and where everything else stands."""

from typing import cast

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from smartport.accounts.consents import standings
from smartport.accounts.entering import has_second_factor
from smartport.accounts.forms import ProfileForm
from smartport.accounts.models import User
from smartport.accounts.preferences import A_YEAR
from smartport.accounts.tokens import living_tokens
from smartport.middleware import LANGUAGE_COOKIE


def owner(request: HttpRequest) -> User:
    """The person who is logged in; for doors that require it."""
    return cast(User, request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Change what needs no proof; go where the rest is changed."""
    user = owner(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        changed = form.save()
        with translation.override(changed.language):
            messages.success(request, gettext("Saved."))
        answer = redirect("account")
        given = {"max_age": A_YEAR, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
        answer.set_cookie(LANGUAGE_COOKIE, changed.language, **given)  # type: ignore[arg-type]
        return answer
    return render(request, "account/home.html", {"form": form, **_standing(user)})


def _standing(user: User) -> dict[str, object]:
    consents = standings(user)
    return {
        "address": EmailAddress.objects.filter(user=user, primary=True).first(),
        "has_second_factor": has_second_factor(user),
        "sign_on": settings.SIGN_ON,
        "sign_ons": SocialAccount.objects.filter(user=user).count() if settings.SIGN_ON else 0,
        "session_count": UserSession.objects.filter(user=user).count(),
        "token_count": living_tokens(user, now=clock.now()).count(),
        "consents_given": sum(one.is_current for one in consents),
    }
