"""The public's page: the projects that teams show, in an order of each reader's own, and one vote."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from challenges import clock
from challenges.editions.rules import is_open
from challenges.errors import Refusal
from challenges.pages.visit import edition_or_404, reader
from challenges.panels.queries import judges_now
from challenges.popular.actions import cast_vote, take_vote_back
from challenges.popular.models import Poll
from challenges.popular.queries import poll_of, votable, vote_of
from challenges.popular.rules import JurorsDecideElsewhere, NotInPoll, shuffled
from challenges.teams.queries import team_of
from challenges.wording import say

A_PAGE = 24


@require_safe
@never_cache
def vote(request: HttpRequest) -> HttpResponse:
    """What one can vote for, and one's own vote; how others vote is not told."""
    return _page(request, _poll_or_404(), now=clock.now())


@require_POST
@login_required
def cast(request: HttpRequest) -> HttpResponse:
    """The vote stands with this project from now on."""
    poll, by, now = _poll_or_404(), reader(request), clock.now()
    is_confirmed = EmailAddress.objects.filter(user_id=by.pk, verified=True).exists()
    try:
        project = _project(request.POST.get("project", ""))
        cast_vote(poll, project_id=project, by=by, is_confirmed=is_confirmed, now=now)
    except Refusal as refusal:
        return _page(request, poll, now=now, refusal=refusal)
    messages.success(request, gettext("Your vote is kept. You may move it until the close."))
    return redirect("vote")


@require_POST
@login_required
def take_back(request: HttpRequest) -> HttpResponse:
    """One has not voted, and may again."""
    poll, now = _poll_or_404(), clock.now()
    try:
        if take_vote_back(poll, by=reader(request), now=now):
            messages.success(request, gettext("Your vote is taken back."))
    except Refusal as refusal:
        return _page(request, poll, now=now, refusal=refusal)
    return redirect("vote")


def _page(request: HttpRequest, poll: Poll, *, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    if refusal is None and judges_now(request.user, poll.edition_id):
        refusal = JurorsDecideElsewhere()
    is_juror = isinstance(refusal, JurorsDecideElsewhere)
    seed = f"{poll.pk}:{person.pk if person else now.date()}"
    shown = votable(poll).none() if is_juror else votable(poll)  # which project is whose
    order = shuffled(list(shown.values_list("pk", flat=True)), seed=seed)
    page = Paginator(order, A_PAGE).get_page(request.GET.get("page"))
    found = {project.pk: project for project in votable(poll).filter(pk__in=list(page)).prefetch_related("pictures")}
    rows = [(found[key], next(iter(found[key].pictures.all()), None)) for key in page if key in found]
    context = {
        "edition": poll.edition,
        "poll": poll,
        "page": page,
        "rows": rows,
        "is_juror": is_juror,
        "own": vote_of(person, poll) if person and not is_juror else None,
        "team": team_of(request.user, poll.edition),
        "is_open": is_open(poll.opens_at, poll.closes_at, now),
        "is_over": now > poll.closes_at,
        "said": say(refusal, zone=poll.edition.timezone) if refusal else None,
    }
    return render(request, "voting/vote.html", context, status=refusal.status if refusal else 200)


def _poll_or_404() -> Poll:
    found = poll_of(edition_or_404())
    if found is None:
        raise Http404
    return found


def _project(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise NotInPoll from None
