"""Which published data a challenge is about, where it was made without any."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Challenge
from challenges.errors import Refusal
from challenges.evaluations.models import Bundle
from challenges.pages.visit import reader
from challenges.wording import say
from datasets.models import Release
from smartport.console.access import challenge_or_404, for_organizers
from smartport.making.attaching import choosable, choose_data, is_open
from smartport.making.given import usable

MOST_LISTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def data_of_challenge(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """The releases to choose from; then what scores them is next."""
    challenge, user = challenge_or_404(request, edition, slug), reader(request)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            release = choose_data(challenge, request.POST.get("choice", ""), by=user, now=clock.now())
            return redirect(_next(request, challenge, release), edition, slug)
        except Refusal as refused:
            refusal = refused
    context: dict[str, Any] = {"challenge": challenge, "is_open": is_open(challenge)}
    context["releases"] = choosable(user)[:MOST_LISTED]
    context["said"] = say(refusal, zone=challenge.edition.timezone) if refusal else None
    return render(request, "console/data_of_challenge.html", context, status=refusal.status if refusal else 200)


def _next(request: HttpRequest, challenge: Challenge, release: Release) -> str:
    """A metric can be chosen over hidden labels; other data need a program that scores them."""
    is_scored = Bundle.objects.filter(phase__challenge=challenge).exists()
    is_next = challenge.phases.exists() and not is_scored and usable(reader(request)).filter(pk=release.pk).exists()
    return "console-renew" if is_next else "console-scoring"
