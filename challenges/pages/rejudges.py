"""Organizers evaluate again: they ask, see who would move, and apply it or drop it. Nobody else finds these pages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from challenges import clock
from challenges.editions.models import Phase
from challenges.errors import Refusal
from challenges.evaluations.ended import count_with_results
from challenges.evaluations.models import Rejudge
from challenges.evaluations.queries import open_rejudge
from challenges.leaderboards.foreseen import foreseen
from challenges.leaderboards.preview import TeamMove, kept, progress_of
from challenges.leaderboards.queries import board_for, rejudges_of
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge, drop_rejudge
from challenges.leaderboards.rules import REASON_LENGTH, primary_column
from challenges.pages.visit import Visit, reader, visit
from challenges.submissions.models import Submission
from challenges.wording import say

A_PAGE, MOVES_A_PAGE = 25, 100
PATIENCE = 5  # seconds between two looks at what still runs
LANGUAGES = ("fr", "ar", "en")
Deed = Callable[..., Rejudge]
DEEDS: Mapping[str, Deed] = {"apply": apply_rejudge, "drop": drop_rejudge}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rejudges(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of a phase, and the form that asks for one: of all of it, or of the submission named by `?submission=`."""
    seen, submission = _asked(request, visit(request, slug))
    if seen.phase is None or not request.user.has_perm("challenges.rejudge", seen.phase):
        raise Http404
    if request.method != "POST":
        return _list(request, seen, phase=seen.phase, submission=submission)
    reason = {language: request.POST.get(f"reason_{language}", "") for language in LANGUAGES}
    try:
        made = ask_rejudge(seen.phase, reason=reason, by=reader(request), now=seen.now, submission=submission)
    except Refusal as refusal:
        return _list(request, seen, phase=seen.phase, submission=submission, refusal=refusal)
    return redirect("rejudge", made.pk)


@require_safe
@login_required
@vary_on_headers("HX-Request")
def rejudge(request: HttpRequest, rejudge_id: UUID) -> HttpResponse:
    """How far it is and who would move, or what it changed; the part that moves alone where it is asked for."""
    found = _visible(request, rejudge_id)
    is_part = "HX-Request" in request.headers
    template = "challenges/leaderboards/_rejudge.html" if is_part else "challenges/leaderboards/rejudge.html"
    shown = _shown(found)
    page = Paginator(shown.get("moves", []), MOVES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, template, {**shown, "moves": page.object_list, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settle_rejudge(request: HttpRequest, rejudge_id: UUID, deed: str) -> HttpResponse:
    """Ask once more, then apply it or drop it; whoever clicks second finds it done."""
    found = _visible(request, rejudge_id)
    if request.method != "POST":
        if not found.is_open:
            return redirect("rejudge", found.pk)
        return render(request, f"challenges/leaderboards/{deed}_rejudge.html", _shown(found))
    try:
        DEEDS[deed](found, by=reader(request), now=clock.now())
    except Refusal as refusal:
        found.refresh_from_db()
        said = say(refusal, zone=found.phase.challenge.edition.timezone)
        shown = _shown(found)
        page = Paginator(shown.get("moves", []), MOVES_A_PAGE).get_page(1)
        context = {**shown, "moves": page.object_list, "page": page, "said": said}
        return render(request, "challenges/leaderboards/rejudge.html", context, status=refusal.status)
    return redirect("rejudge", found.pk)


def _asked(request: HttpRequest, seen: Visit) -> tuple[Visit, Submission | None]:
    """With a submission, its phase is the one that is meant. Raises Http404 for what is none of this challenge's."""
    named = request.GET.get("submission")
    if named is None:
        return seen, None
    try:
        found = Submission.objects.select_related("phase", "team").get(
            pk=UUID(named), phase__challenge=seen.challenge.pk
        )
    except (ValueError, Submission.DoesNotExist) as error:
        raise Http404 from error
    found.phase.challenge = seen.challenge
    return replace(seen, phase=found.phase), found


def _visible(request: HttpRequest, rejudge_id: UUID) -> Rejudge:
    rows = Rejudge.objects.select_related("phase__challenge__edition", "bundle", "asked_by", "applied_by", "dropped_by")
    found = rows.filter(pk=rejudge_id).first()
    if found is None or not request.user.has_perm("challenges.rejudge", found.phase):
        raise Http404
    return found


def _list(
    request: HttpRequest,
    seen: Visit,
    *,
    phase: Phase,
    submission: Submission | None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    board = board_for(phase)
    context = {
        "visit": seen,
        "submission": submission,
        "page": Paginator(rejudges_of(phase), A_PAGE).get_page(request.GET.get("page")),
        "open": open_rejudge(phase),
        "is_closed": board is not None and board.closed_at is not None,
        "count": count_with_results(phase),
        "reasons": [(language, request.POST.get(f"reason_{language}", "")) for language in LANGUAGES],
        "longest": REASON_LENGTH,
        "refusal": refusal,
        "said": say(refusal, zone=seen.edition.timezone) if refusal else None,
    }
    status = refusal.status if refusal else 200
    return render(request, "challenges/leaderboards/rejudges.html", context, status=status)


def _shown(found: Rejudge) -> dict[str, Any]:
    challenge = found.phase.challenge
    context: dict[str, Any] = {"rejudge": found, "challenge": challenge, "edition": challenge.edition}
    context["patience"] = PATIENCE
    board = board_for(found.phase)
    if found.is_open and board is not None:
        told = foreseen(found, board=board)
        columns = {"old_column": told.old_column, "new_column": told.new_column}
        return {**context, "progress": told.progress, "preview": told, **columns, **_counted(told.moves)}
    context["progress"] = progress_of(found)
    if found.applied_at:
        context["new_column"] = primary_column(found.bundle.manifest["scores"])
        context |= _counted(kept(found))
    return context


def _counted(moves: list[TeamMove]) -> dict[str, Any]:
    """The teams' lines, and how many go which way."""
    return {
        "moves": moves,
        "up": sum((move.gained or 0) > 0 for move in moves),
        "down": sum((move.gained or 0) < 0 for move in moves),
        "entering": sum(move.old_score is None for move in moves),
        "leaving": sum(move.new_score is None for move in moves),
    }
