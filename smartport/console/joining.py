"""The link in the letter that makes somebody an organizer."""

from datetime import UTC

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.crew.actions import accept_crew_invitation
from challenges.crew.queries import crew_invitation_for
from challenges.crew.rules import same_address
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.wording import say


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_crew(request: HttpRequest, crew_secret: str) -> HttpResponse:
    """Show what it is and for whom; take the role on a yes."""
    confirmed = _confirmed(request)
    try:
        invitation = crew_invitation_for(crew_secret, now=clock.now())
        if request.method == "POST" and request.user.is_authenticated:
            accept_crew_invitation(crew_secret, user=reader(request), confirmed=confirmed, now=clock.now())
            messages.success(request, gettext("Welcome among the organizers."))
            return redirect("console")
    except Refusal as refusal:
        said = say(refusal, zone=UTC)
        return render(request, "console/join_refused.html", {"said": said}, status=refusal.status)
    context = {
        "invitation": invitation,
        "edition": invitation.edition,
        "challenges": invitation.challenges.order_by("order"),
        "is_mine": any(same_address(invitation.email, address) for address in confirmed),
        "is_my_address": request.user.is_authenticated and same_address(invitation.email, reader(request).email),  # type: ignore[attr-defined]
    }
    return render(request, "console/join.html", context)


def _confirmed(request: HttpRequest) -> list[str]:
    """The addresses that this account has proved to be its own."""
    if not request.user.is_authenticated:
        return []
    return list(EmailAddress.objects.filter(user_id=request.user.pk, verified=True).values_list("email", flat=True))
