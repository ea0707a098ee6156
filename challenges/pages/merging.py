"""Two teams become one: the offer, what it would mean, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from challenges import clock
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.leaderboards.merging import accept_merge, preview_merge, preview_own_offer
from challenges.pages.teams import led_team, refused, team_page
from challenges.pages.visit import edition_or_404, isolated, reader
from challenges.teams.merging import decline_merge, propose_merge, withdraw_merge
from challenges.teams.models import MergeProposal, Team
from challenges.teams.queries import proposals_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_merge(request: HttpRequest) -> HttpResponse:
    """The captain names the team that theirs would become part of."""
    edition = edition_or_404()
    found = led_team(request, edition)
    name, refusal = request.POST.get("team", request.GET.get("team", ""))[:200], None
    if request.method == "POST":
        try:
            made = propose_merge(found, into=name, by=reader(request), now=clock.now())
        except Refusal as error:
            refusal = error
        else:
            said = gettext("The captain of %(name)s is told, and answers.")
            messages.success(request, said % {"name": isolated(made.into.name)})
            return redirect("team")
    context = {"edition": edition, "team": found, "name": name, **refused(refusal, edition)}
    return render(request, "challenges/teams/offer_merge.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """What an offer would mean; the captain who is asked accepts here, the one who made it looks."""
    edition = edition_or_404()
    found, proposal = _asked(request, edition, proposal_id)
    if proposal.team_id == found.pk and request.method != "POST":
        context = {"edition": edition, "team": found, "proposal": proposal, "preview": preview_own_offer(proposal)}
        return render(request, "challenges/teams/own_offer.html", context)
    if proposal.into_id != found.pk:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            accept_merge(proposal, by=reader(request), now=clock.now())
        except Refusal as error:
            refusal = error
        else:
            said = gettext("%(name)s is part of your team now.")
            messages.success(request, said % {"name": isolated(proposal.team.name)})
            return redirect("team")
    seen = preview_merge(proposal, now=clock.now())
    told = refused(refusal or seen.refusal, edition)
    shown = {"edition": edition, "team": found, "proposal": proposal, "preview": seen, **told}
    return render(request, "challenges/teams/merge.html", shown, status=refusal.status if refusal else 200)


@require_POST
@login_required
def end_merge(request: HttpRequest, proposal_id: UUID, deed: str) -> HttpResponse:
    """The offer is declined by who is asked, or withdrawn by who made it."""
    edition = edition_or_404()
    found, proposal = _asked(request, edition, proposal_id)
    act, side = {"decline": (decline_merge, proposal.into_id), "withdraw": (withdraw_merge, proposal.team_id)}[deed]
    if side != found.pk:
        raise Http404
    try:
        act(proposal, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return team_page(request, found, edition=edition, refusal=refusal)
    messages.success(request, gettext("The offer to merge is closed; both teams stay as they are."))
    return redirect("team")


def _asked(request: HttpRequest, edition: Edition, proposal_id: UUID) -> tuple[Team, MergeProposal]:
    found = led_team(request, edition)
    proposal = proposals_of(found).filter(pk=proposal_id).first()
    if proposal is None:
        raise Http404
    return found, proposal
