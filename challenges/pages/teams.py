"""The reader's team: create it, see it, invite to it, join it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import published_challenges
from challenges.errors import Refusal
from challenges.pages.visit import edition_or_404, reader
from challenges.teams.actions import create_team, invite, join, revoke_invitation
from challenges.teams.models import Invitation, Team
from challenges.teams.queries import invitation_for, members, open_invitations, team_of
from challenges.teams.rules import InvitationUnknown
from challenges.wording import say


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team(request: HttpRequest) -> HttpResponse:
    """The reader's team, or the way to one: whoever has none may found it here."""
    edition = edition_or_404()
    if request.method == "POST":
        return _found(request, edition)
    found = team_of(request.user, edition)
    return _team_page(request, found, edition=edition) if found else _without_team(request, edition)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def make_invitation(request: HttpRequest) -> HttpResponse:
    """A new link, shown on this one answer only: its secret is not kept anywhere."""
    if request.method != "POST":
        return redirect("team")
    edition = edition_or_404()
    found = _own_team(request, edition)
    try:
        made = invite(found, by=reader(request), now=clock.now())
    except Refusal as refusal:
        said = say(refusal, zone=edition.timezone)
        return _team_page(request, found, edition=edition, said=said, status=refusal.status)
    link = request.build_absolute_uri(reverse("join", args=[made.secret]))
    return _team_page(request, found, edition=edition, link=link, new=made.invitation)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revoke(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Ask, then withdraw a link."""
    edition = edition_or_404()
    found = _own_team(request, edition)
    invitation = found.invitations.filter(pk=invitation_id).first()
    if invitation is None or not request.user.has_perm("challenges.invite_to_team", found):
        raise Http404
    if request.method == "POST":
        revoke_invitation(invitation, by=reader(request), now=clock.now())
        return redirect("team")
    context = {"edition": edition, "team": found, "invitation": invitation}
    return render(request, "challenges/teams/revoke.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show whose link it is; enter on a yes."""
    edition = edition_or_404()
    try:
        invitation = invitation_for(secret, now=clock.now())
        if request.method == "POST" and request.user.is_authenticated:
            join(secret, user=reader(request), now=clock.now())
            return redirect("team")
    except InvitationUnknown as refusal:
        return _refused_at_the_door(request, edition, refusal=refusal)
    except Refusal as refusal:
        return _refused_at_the_door(request, edition, refusal=refusal, team=invitation.team)
    context = {
        "edition": edition,
        "invitation": invitation,
        "team": invitation.team,
        "standing": team_of(request.user, edition),
    }
    return render(request, "challenges/teams/join.html", context)


def _found(request: HttpRequest, edition: Edition) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        create_team(edition, name=name, by=reader(request), now=clock.now())
    except Refusal as refusal:
        said = say(refusal, zone=edition.timezone)
        return _without_team(request, edition, name=name, refusal=refusal, said=said)
    return redirect("team")


def _own_team(request: HttpRequest, edition: Edition) -> Team:
    found = team_of(request.user, edition)
    if found is None:
        raise Http404
    return found


def _without_team(
    request: HttpRequest, edition: Edition, *, refusal: Refusal | None = None, **said: object
) -> HttpResponse:
    context = {"edition": edition, "is_over": clock.now() > edition.closes_at, "refusal": refusal, **said}
    return render(request, "challenges/teams/none.html", context, status=refusal.status if refusal else 200)


def _team_page(
    request: HttpRequest,
    found: Team,
    *,
    edition: Edition,
    new: Invitation | None = None,
    status: int = 200,
    **shown: object,
) -> HttpResponse:
    moment = clock.now()
    may_invite = request.user.has_perm("challenges.invite_to_team", found)
    context = {
        "edition": edition,
        "team": found,
        "members": members(found),
        "challenges": published_challenges(edition),
        "may_invite": may_invite,
        "invitations": open_invitations(found, now=moment) if may_invite else (),
        "new_invitation": new,
        "is_over": moment > edition.closes_at,
        **shown,
    }
    return render(request, "challenges/teams/team.html", context, status=status)


def _refused_at_the_door(
    request: HttpRequest, edition: Edition, *, refusal: Refusal, team: Team | None = None
) -> HttpResponse:
    context = {"edition": edition, "team": team, "said": say(refusal, zone=edition.timezone)}
    return render(request, "challenges/teams/join_refused.html", context, status=refusal.status)
