"""Who goes out of a team, and who leads it; each is asked about on a page of its own first."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.teams import led_team, refused, team_page
from challenges.pages.visit import edition_or_404, isolated, reader
from challenges.teams.leaving import leave_team, make_captain, remove_member
from challenges.teams.queries import has_handed_in, members, team_of
from challenges.teams.rules import NoTeam

DEEDS: Mapping[str, tuple[Callable[..., None], str]] = {
    "remove": (
        remove_member,
        gettext_noop("%(name)s is no longer in the team. If that was a mistake, invite them again with a link."),
    ),
    "captain": (make_captain, gettext_noop("%(name)s is the captain now.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Out of the team; a captain with mates is told what to do first."""
    edition = edition_or_404()
    found = team_of(request.user, edition)
    if found is None:  # gone back to, after having left
        messages.info(request, gettext(NoTeam.message))
        return redirect("team")
    refusal = None
    if request.method == "POST":
        try:
            leave_team(found, user=reader(request), now=clock.now())
        except NoTeam:
            return redirect("team")
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, gettext("You have left the team %(name)s.") % {"name": isolated(found.name)})
            return redirect("team")
    people = list(members(found))
    leads = request.user.has_perm("challenges.lead_team", found)
    context = {
        "edition": edition,
        "team": found,
        "is_last": len(people) == 1,
        "is_bound": leads and len(people) > 1,
        "is_kept": has_handed_in(found),
        "is_over": clock.now() > edition.teams_close,
        **refused(refusal, edition),
    }
    return render(request, "challenges/teams/leave.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_member(request: HttpRequest, membership_id: int, deed: str) -> HttpResponse:
    """The captain removes somebody, or makes somebody captain."""
    edition = edition_or_404()
    found = led_team(request, edition)
    membership = members(found).filter(pk=membership_id).exclude(user_id=reader(request).pk).first()
    if membership is None:
        raise Http404
    if request.method != "POST":
        context = {"edition": edition, "team": found, "membership": membership}
        return render(request, f"challenges/teams/{deed}.html", context)
    act, done = DEEDS[deed]
    try:
        act(membership, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return team_page(request, found, edition=edition, refusal=refusal)
    messages.success(request, gettext(done) % {"name": isolated(str(membership.user))})
    return redirect("team")
