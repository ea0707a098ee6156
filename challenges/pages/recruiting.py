"""The board: teams that look for members, people who look for a team, and how they ask one another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.eligibility import take_declaration
from challenges.pages.teams import led_team, refused
from challenges.pages.visit import edition_or_404, isolated, reader
from challenges.teams.asking import ask_to_join
from challenges.teams.board import recruiting_teams, seekers
from challenges.teams.inviting import invite_seeker
from challenges.teams.models import Team
from challenges.teams.queries import has_declared, open_invitations, requests_of, seeker_of, team_of
from challenges.teams.rules import TEXT_LENGTH
from challenges.teams.seeking import seek_team, stop_seeking

A_PAGE = 20
LONGEST_SEARCH = 100


@require_safe
def teams_board(request: HttpRequest) -> HttpResponse:
    """Teams with a free place that look for somebody; everybody may read it."""
    edition = edition_or_404()
    asked = requests_of(request.user, edition).filter(answered_at=None) if request.user.is_authenticated else ()
    context = _context(request, edition)
    found = recruiting_teams(edition, search=context["search"])
    context["page"] = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context["asked"] = {one.team_id for one in asked}
    return render(request, "challenges/teams/board.html", context)


@require_safe
@login_required
def seekers_board(request: HttpRequest) -> HttpResponse:
    """People who look for a team: for those who are logged in."""
    return _seekers(request, edition_or_404())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def seek(request: HttpRequest) -> HttpResponse:
    """The reader's own words on the board."""
    edition = edition_or_404()
    mine = seeker_of(request.user, edition)
    about, refusal = (mine.about if mine else ""), None
    if request.method == "POST":
        about = request.POST.get("about", "")
        try:
            seek_team(edition, user=reader(request), about=about, now=clock.now())
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, gettext("You are on the board: captains can find and invite you."))
            return redirect("seekers")
    context = {
        "edition": edition,
        "team": team_of(request.user, edition),
        "seeker": mine,
        "about": about,
        "longest": TEXT_LENGTH,
        **refused(refusal, edition),
    }
    return render(request, "challenges/teams/seek.html", context, status=refusal.status if refusal else 200)


@require_POST
@login_required
def stop(request: HttpRequest) -> HttpResponse:
    """Off the board; the words can be written again at any time."""
    if stop_seeking(edition_or_404(), user=reader(request), now=clock.now()):
        messages.success(request, gettext("You are no longer on the board."))
    return redirect("seekers")


@require_POST
@login_required
def invite_person(request: HttpRequest, seeker_id: int) -> HttpResponse:
    """A captain invites somebody from the board, without learning an address."""
    edition = edition_or_404()
    found = led_team(request, edition)
    seeker = seekers(edition).filter(pk=seeker_id).first()
    if seeker is None:
        raise Http404
    try:
        invite_seeker(found, seeker=seeker, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _seekers(request, edition, refusal=refusal)
    said = gettext("%(name)s is invited and finds it on the page “My team”.")
    messages.success(request, said % {"name": isolated(str(seeker.user))})
    return redirect("seekers")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """A request to join, with a few words to the captain."""
    edition = edition_or_404()
    found = _recruiting(edition, team_id)
    message, refusal = request.POST.get("message", ""), None
    if request.method == "POST":
        take_declaration(request, edition)
        try:
            ask_to_join(found, user=reader(request), message=message, now=clock.now())
        except Refusal as error:
            refusal = error
        else:
            said = gettext("Your request is with the captain of %(name)s. You get a letter with the answer.")
            messages.success(request, said % {"name": isolated(found.name)})
            return redirect("team")
    context = {
        "edition": edition,
        "team": found,
        "standing": team_of(request.user, edition),
        "message": message,
        "longest": TEXT_LENGTH,
        "must_declare": not has_declared(request.user, edition),
        **refused(refusal, edition),
    }
    return render(request, "challenges/teams/ask.html", context, status=refusal.status if refusal else 200)


def _recruiting(edition: Edition, team_id: UUID) -> Team:
    found = recruiting_teams(edition).filter(pk=team_id).first()
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    moment = clock.now()
    team = team_of(request.user, edition)
    return {
        "edition": edition,
        "search": request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH],
        "team": team,
        "leads": bool(team) and request.user.has_perm("challenges.lead_team", team),
        "is_over": moment > edition.teams_close,
        "now": moment,
    }


def _seekers(request: HttpRequest, edition: Edition, *, refusal: Refusal | None = None) -> HttpResponse:
    context = {**_context(request, edition), **refused(refusal, edition)}
    team = context["team"]
    invited = open_invitations(team, now=context["now"]).exclude(to=None) if context["leads"] else ()
    context["page"] = Paginator(seekers(edition, search=context["search"]), A_PAGE).get_page(request.GET.get("page"))
    context["invited"] = {one.to_id for one in invited}
    context["mine"] = seeker_of(request.user, edition)
    return render(request, "challenges/teams/seekers.html", context, status=refusal.status if refusal else 200)
