"""Who may take part: the conditions, and a person's word that they meet them."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Edition
from challenges.pages.visit import edition_or_404, reader
from challenges.teams.actions import accept_eligibility
from challenges.teams.queries import has_conditions, has_declared


@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: HttpRequest) -> HttpResponse:
    """The text, and under it the box; a ticked box is a yes to the version that the page showed."""
    edition = edition_or_404()
    wanted = _next(request)
    context = {
        "edition": edition,
        "has_text": has_conditions(edition),
        "has_declared": request.user.is_authenticated and has_declared(request.user, edition),
        "next": wanted,
    }
    if request.method != "POST":
        return render(request, "challenges/teams/eligibility.html", context)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if not take_declaration(request, edition):
        return render(request, "challenges/teams/eligibility.html", {**context, "is_unticked": True}, status=422)
    return redirect(wanted or "eligibility")


def take_declaration(request: HttpRequest, edition: Edition) -> bool:
    """Keep the yes of a form with the box of the conditions; False without a tick, or where the text has changed since
    the form was shown."""
    is_ticked = request.POST.get("eligible") == "yes"
    if is_ticked and request.POST.get("eligible_version") == str(edition.eligibility_version):
        accept_eligibility(edition, user=reader(request), now=clock.now())
        return True
    return False


def _next(request: HttpRequest) -> str:
    """Where the reader wanted to go, if that is on this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
