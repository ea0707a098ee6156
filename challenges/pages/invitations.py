"""Invitations: by link, by e-mail, to one person; withdrawn, sent again, answered."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from challenges import clock
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.eligibility import take_declaration
from challenges.pages.showing import show_next
from challenges.pages.teams import NEW_LINK, led_team, own_team, refused, team_page, without_team
from challenges.pages.visit import edition_or_404, isolated, reader
from challenges.teams.actions import invite, join, revoke_invitation
from challenges.teams.inviting import accept_invitation, decline_invitation, invite_by_mail, send_again
from challenges.teams.models import Invitation, Team
from challenges.teams.queries import has_declared, invitation_for, offers_to, open_invitations, team_of
from challenges.teams.rules import EligibilityNotDeclared, InvitationUnknown

ANSWERS: Mapping[str, Callable[..., Any]] = {"accept": accept_invitation, "decline": decline_invitation}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def make_invitation(request: HttpRequest) -> HttpResponse:
    """A new link, shown once, on the page of the team: its secret is not kept anywhere."""
    if request.method != "POST":
        return redirect("team")
    edition = edition_or_404()
    found = own_team(request, edition)
    try:
        made = invite(found, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return team_page(request, found, edition=edition, refusal=refusal)
    kept = {"invitation": str(made.invitation.pk), "secret": made.secret}
    return show_next(redirect("team"), request=request, what=NEW_LINK, kept=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mail_invitation(request: HttpRequest) -> HttpResponse:
    """A link sent to an address. The answer is the same whoever has it."""
    if request.method != "POST":
        return redirect("team")
    edition = edition_or_404()
    found = own_team(request, edition)
    address = request.POST.get("email", "")[:1000]
    try:
        made = invite_by_mail(found, email=address, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return team_page(request, found, edition=edition, refusal=refusal, address=address)
    messages.success(request, gettext("The invitation is on its way to %(name)s.") % {"name": isolated(made.email)})
    return redirect("team")


@require_POST
@login_required
def resend(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The letter once more, with a fresh link."""
    edition = edition_or_404()
    found = led_team(request, edition)
    invitation = _open(found, invitation_id)
    if not invitation.email:
        raise Http404
    try:
        send_again(invitation, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return team_page(request, found, edition=edition, refusal=refusal)
    said = gettext("A new link is on its way to %(name)s; the former one is void.")
    messages.success(request, said % {"name": isolated(invitation.email)})
    return redirect("team")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revoke(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Ask, then withdraw an invitation."""
    edition = edition_or_404()
    found = own_team(request, edition)
    if not request.user.has_perm("challenges.invite_to_team", found):
        raise Http404
    invitation = found.invitations.select_related("to").filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    if request.method == "POST":
        revoke_invitation(invitation, by=reader(request), now=clock.now())
        messages.success(request, gettext("The invitation is withdrawn."))
        return redirect("team")
    context = {"edition": edition, "team": found, "invitation": invitation}
    return render(request, "challenges/teams/revoke.html", context)


@require_POST
@login_required
def answer_invitation(request: HttpRequest, invitation_id: UUID, deed: str) -> HttpResponse:
    """The person it is for says yes or no."""
    edition = edition_or_404()
    invitation = offers_to(request.user, edition, now=clock.now()).filter(pk=invitation_id).first()
    if invitation is None:
        if not Invitation.objects.filter(pk=invitation_id, to_id=reader(request).pk, team__edition=edition).exists():
            raise Http404
        messages.info(request, gettext("This was answered or withdrawn in the meantime."))
        return redirect("team")
    if deed == "accept":
        take_declaration(request, edition)
    try:
        ANSWERS[deed](invitation, user=reader(request), now=clock.now())
    except Refusal as refusal:
        return without_team(request, edition, refusal=refusal, offer=invitation)
    said = gettext("Welcome to the team %(name)s.") if deed == "accept" else gettext("You declined to join %(name)s.")
    messages.success(request, said % {"name": isolated(invitation.team.name)})
    return redirect("team")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show whose link it is; enter on a yes."""
    edition = edition_or_404()
    refusal = None
    try:
        invitation = invitation_for(secret, now=clock.now())
        if request.method == "POST" and request.user.is_authenticated:
            take_declaration(request, edition)
            join(secret, user=reader(request), now=clock.now())
            messages.success(
                request, gettext("Welcome to the team %(name)s.") % {"name": isolated(invitation.team.name)}
            )
            return redirect("team")
    except InvitationUnknown as error:
        return _refused_at_the_door(request, edition, refusal=error)
    except EligibilityNotDeclared as error:
        refusal = error
    except Refusal as error:
        return _refused_at_the_door(request, edition, refusal=error, team=invitation.team)
    context = {
        "edition": edition,
        "invitation": invitation,
        "team": invitation.team,
        "standing": team_of(request.user, edition),
        "must_declare": not has_declared(request.user, edition),
        **refused(refusal, edition),
    }
    return render(request, "challenges/teams/join.html", context, status=refusal.status if refusal else 200)


def _open(team: Team, invitation_id: UUID) -> Invitation:
    found = open_invitations(team, now=clock.now()).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def _refused_at_the_door(
    request: HttpRequest, edition: Edition, *, refusal: Refusal, team: Team | None = None
) -> HttpResponse:
    context = {"edition": edition, "team": team, **refused(refusal, edition)}
    return render(request, "challenges/teams/join_refused.html", context, status=refusal.status)
