"""What one agreed to; and the terms and the notice themselves, which everybody may read."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.queries import current_edition
from smartport.accounts.consents import choose, give, standings
from smartport.accounts.forms import ConsentForm
from smartport.accounts.models import Consent
from smartport.accounts.pages.account import owner
from smartport.accounts.rules import CHOICES, PURPOSES, TERMS
from smartport.responsible import responsible

TEXTS = Path(__file__).parent.parent / "texts"
TOLD_AT_MOST = 50
YEARS = "{years}"
"""In the notice, for how long an account is kept that nobody uses."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consents(request: HttpRequest) -> HttpResponse:
    """Give and take back; the history of it is below."""
    user, now = owner(request), clock.now()
    if request.method == "POST":
        if "terms" in request.POST:
            give(user, purpose=TERMS, now=now)
        else:
            choose(user, purposes={purpose for purpose in CHOICES if purpose in request.POST}, now=now)
        messages.success(request, gettext("Saved."))
        return redirect(_came_from(request.POST) or "consents")
    standing = {one.purpose: one for one in standings(user)}
    context = {
        "form": ConsentForm(initial={purpose: standing[purpose].is_current for purpose in CHOICES}),
        "terms": standing[TERMS],
        "history": Consent.objects.filter(user=user).order_by("-given_at", "-pk")[:TOLD_AT_MOST],
        "edition": current_edition(),
        "came_from": _came_from(request.GET),
    }
    return render(request, "account/consents.html", context)


@require_http_methods(["GET", "HEAD"])
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of use."""
    return _text(request, "terms", title=gettext("Terms of use"))


@require_http_methods(["GET", "HEAD"])
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice, with who is responsible here."""
    return _text(request, "privacy", title=gettext("Privacy notice"))


def _came_from(query: QueryDict) -> str:
    """The page of this site that sent the reader here; empty for any other address."""
    wanted = query.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else ""


def _text(request: HttpRequest, name: str, *, title: str) -> HttpResponse:
    language = (get_language() or "fr")[:2]
    text = (TEXTS / f"{name}.{language}.txt").read_text("utf-8").replace(YEARS, str(settings.UNUSED_YEARS))
    context = {"title": title, "text": text, "version": PURPOSES[TERMS], "responsible": responsible(), "which": name}
    return render(request, "account/notice.html", context)
