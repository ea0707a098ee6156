"""The first step of the single sign-on."""

import logging

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider, by a page of our own: a form may send nobody to another host (Content-Security-Policy), and
    providers lead on to hosts that nobody here knows."""
    try:
        answer: HttpResponse = views.login(request, provider_id)
    except (RequestException, KeyError) as error:
        log.warning("The sign-on provider does not answer: %r", error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    if request.method == "POST" and answer.status_code == 302:
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": answer.headers["Location"]})
    return answer
