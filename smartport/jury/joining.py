"""The link in the letter that gives somebody a seat on a jury."""

from datetime import UTC

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.crew.rules import same_address
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.panels.joining import accept_juror_invitation
from challenges.panels.queries import juror_invitation_for
from challenges.wording import say


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_jury(request: HttpRequest, juror_secret: str) -> HttpResponse:
    """Show what it is and for whom; take the seat on a yes."""
    confirmed = _confirmed(request)
    try:
        invitation = juror_invitation_for(juror_secret, now=clock.now())
        if request.method == "POST" and request.user.is_authenticated:
            juror = accept_juror_invitation(juror_secret, user=reader(request), confirmed=confirmed, now=clock.now())
            messages.success(request, gettext("Welcome to the jury."))
            return redirect("jury-declaration", juror.panel_id)
    except Refusal as refusal:
        said = say(refusal, zone=UTC)
        return render(request, "jury/join_refused.html", {"said": said}, status=refusal.status)
    context = {
        "invitation": invitation,
        "panel": invitation.panel,
        "edition": invitation.panel.edition,
        "is_mine": any(same_address(invitation.email, address) for address in confirmed),
        "is_my_address": request.user.is_authenticated and same_address(invitation.email, reader(request).email),  # type: ignore[attr-defined]
    }
    return render(request, "jury/join.html", context)


def _confirmed(request: HttpRequest) -> list[str]:
    """The addresses that this account has proved to be its own."""
    if not request.user.is_authenticated:
        return []
    return list(EmailAddress.objects.filter(user_id=request.user.pk, verified=True).values_list("email", flat=True))
