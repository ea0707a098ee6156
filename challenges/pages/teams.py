"""The reader's team, or the way to one; what its captain says of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import published_challenges
from challenges.errors import Refusal
from challenges.mentoring.queries import bookings_of
from challenges.pages.eligibility import take_declaration
from challenges.pages.showing import shown, to_show
from challenges.pages.visit import edition_or_404, isolated, reader
from challenges.teams.actions import create_team
from challenges.teams.changing import Change, change_team
from challenges.teams.models import Membership, Team
from challenges.teams.queries import (
    accepted_versions,
    has_declared,
    has_handed_in,
    members,
    offers_to,
    open_invitations,
    open_requests,
    proposals_of,
    requests_of,
    seeker_of,
    team_of,
)
from challenges.teams.rules import TEXT_LENGTH
from challenges.wording import say

NEW_LINK = "new-link"


@dataclass(frozen=True)
class ChallengeLine:
    """A challenge for the team: who has to accept its rules before they may hand in."""

    challenge: Challenge
    missing: tuple[AbstractBaseUser, ...]
    project: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team(request: HttpRequest) -> HttpResponse:
    """The reader's team, or the way to one: whoever has none may found it here."""
    edition = edition_or_404()
    if request.method == "POST":
        return _found(request, edition)
    found = team_of(request.user, edition)
    if found is None:
        return without_team(request, edition)
    kept = to_show(request, what=NEW_LINK)
    made = found.invitations.filter(pk=kept["invitation"]).first() if kept else None
    if made is None:
        return team_page(request, found, edition=edition)
    link = request.build_absolute_uri(reverse("join", args=[kept["secret"]]))
    return shown(team_page(request, found, edition=edition, link=link, new_invitation=made), what=NEW_LINK)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_settings(request: HttpRequest) -> HttpResponse:
    """Name, text and whether the team looks for members: the captain's to say."""
    edition = edition_or_404()
    found = led_team(request, edition)
    given = Change(name=found.name, about=found.about, is_recruiting=found.is_recruiting)
    refusal = None
    if request.method == "POST":
        given = Change(
            name=request.POST.get("name", found.name),
            about=request.POST.get("about", ""),
            is_recruiting=request.POST.get("is_recruiting") == "yes",
        )
        try:
            change_team(found, given, by=reader(request), now=clock.now())
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, gettext("The team is changed."))
            return redirect("team")
    context = {
        "edition": edition,
        "team": found,
        "given": given,
        "may_rename": not has_handed_in(found),
        "longest": TEXT_LENGTH,
        **refused(refusal, edition),
    }
    return render(request, "challenges/teams/settings.html", context, status=refusal.status if refusal else 200)


def own_team(request: HttpRequest, edition: Edition) -> Team:
    """The reader's team. Raises Http404."""
    found = team_of(request.user, edition)
    if found is None:
        raise Http404
    return found


def led_team(request: HttpRequest, edition: Edition) -> Team:
    """The team that the reader is captain of. Raises Http404."""
    found = own_team(request, edition)
    if not request.user.has_perm("challenges.lead_team", found):
        raise Http404
    return found


def refused(refusal: Refusal | None, edition: Edition) -> dict[str, Any]:
    """What a template needs to say a refusal; nothing without one."""
    return {"refusal": refusal, "said": say(refusal, zone=edition.timezone)} if refusal else {}


def without_team(
    request: HttpRequest, edition: Edition, *, refusal: Refusal | None = None, **more: object
) -> HttpResponse:
    """The ways to a team: found one, answer an invitation, ask one that looks for members."""
    moment = clock.now()
    context = {
        "edition": edition,
        "now": moment,
        "is_over": moment > edition.teams_close,
        "must_declare": not has_declared(request.user, edition),
        "offers": offers_to(request.user, edition, now=moment),
        "requests": requests_of(request.user, edition)[:10],
        "seeker": seeker_of(request.user, edition),
        **refused(refusal, edition),
        **more,
    }
    return render(request, "challenges/teams/none.html", context, status=refusal.status if refusal else 200)


def team_page(
    request: HttpRequest, found: Team, *, edition: Edition, refusal: Refusal | None = None, **more: object
) -> HttpResponse:
    """Who is in it, what waits for an answer, and what still has to be done before a challenge."""
    moment = clock.now()
    leads = request.user.has_perm("challenges.lead_team", found)
    people = list(members(found))
    lines = _lines(found, people, edition=edition)
    context = {
        "edition": edition,
        "team": found,
        "members": people,
        "lines": lines,
        "rules_alike": len(lines) > 1 and len({line.missing for line in lines}) == 1,  # then said once for all
        "leads": leads,
        "invitations": open_invitations(found, now=moment) if leads else (),
        "requests": open_requests(found) if leads else (),
        "proposals": proposals_of(found),
        "bookings": bookings_of(found, now=moment),
        "is_over": moment > edition.teams_close,
        "now": moment,
        **refused(refusal, edition),
        **more,
    }
    return render(request, "challenges/teams/team.html", context, status=refusal.status if refusal else 200)


def _found(request: HttpRequest, edition: Edition) -> HttpResponse:
    name = request.POST.get("name", "")
    take_declaration(request, edition)
    try:
        made = create_team(edition, name=name, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return without_team(request, edition, refusal=refusal, name=name)
    said = gettext("The team %(name)s is made. Invite whom you want, or open a challenge.")
    messages.success(request, said % {"name": isolated(made.name)})
    return redirect("team")


def _lines(found: Team, people: list[Membership], *, edition: Edition) -> list[ChallengeLine]:
    versions = accepted_versions(found)
    return [
        ChallengeLine(
            challenge,
            tuple(one.user for one in people if versions.get((one.user_id, challenge.pk)) != challenge.rules_version),
            _project(challenge),
        )
        for challenge in published_challenges(edition)
    ]


def _project(challenge: Challenge) -> str:
    """The address of the team's project page; nothing while the site has none."""
    try:
        return reverse("project", args=[challenge.slug])
    except NoReverseMatch:
        return ""
