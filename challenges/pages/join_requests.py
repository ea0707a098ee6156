"""The answers to requests to join a team, and their withdrawal."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.teams import led_team, team_page
from challenges.pages.visit import edition_or_404, isolated, reader
from challenges.teams.asking import accept_request, decline_request, withdraw_request
from challenges.teams.asking_rules import AlreadyAnswered
from challenges.teams.queries import open_requests, requests_of

DEEDS: Mapping[str, tuple[Callable[..., Any], str]] = {
    "accept": (accept_request, gettext_noop("%(name)s is in the team now.")),
    "decline": (decline_request, gettext_noop("%(name)s is told that you declined.")),
}


@require_POST
@login_required
def answer_request(request: HttpRequest, request_id: UUID, deed: str) -> HttpResponse:
    """The captain lets somebody in, or not."""
    edition = edition_or_404()
    found = led_team(request, edition)
    asked = open_requests(found).filter(pk=request_id).first()
    if asked is None:
        if not found.join_requests.filter(pk=request_id).exists():
            raise Http404
        messages.info(request, gettext("This was answered or withdrawn in the meantime."))
        return redirect("team")
    act, done = DEEDS[deed]
    try:
        act(asked, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return team_page(request, found, edition=edition, refusal=refusal)
    messages.success(request, gettext(done) % {"name": isolated(str(asked.user))})
    return redirect("team")


@require_POST
@login_required
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The person who asked no longer wants to; whoever was answered meanwhile sees the answer."""
    asked = requests_of(request.user, edition_or_404()).filter(pk=request_id).first()
    if asked is None:
        raise Http404
    try:
        withdraw_request(asked, by=reader(request), now=clock.now())
    except AlreadyAnswered:
        return redirect("team")
    messages.success(request, gettext("Your request is withdrawn."))
    return redirect("team")
