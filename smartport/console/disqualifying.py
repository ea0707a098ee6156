"""Before a submission is disqualified, or let in again: who would move; then it is done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.leaderboards.disqualifying import Consequences, consequences, disqualify, lift
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import board_for
from challenges.leaderboards.rules import REASON_LENGTH, primary_column
from challenges.pages.rejudges import LANGUAGES
from challenges.pages.visit import isolated, reader
from challenges.submissions.models import Submission
from challenges.wording import say
from smartport.console.access import for_organizers
from smartport.console.submission import submission_or_404
from smartport.templatetags.figures import number

LISTED = 25


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def disqualify_submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Ask why, and say who would move; whoever clicks second finds it done."""
    found = submission_or_404(request, submission_id)
    reason = {language: request.POST.get(f"reason_{language}", "") for language in LANGUAGES}
    if found.disqualification:
        return redirect("console-submission", found.pk)
    refusal = None
    if request.method == "POST":
        try:
            disqualify(found, reason=reason, by=reader(request), now=clock.now())
            messages.success(request, _done(found, gettext("Disqualified: it counts nowhere, and its team is told.")))
            return redirect("console-submission", found.pk)
        except Refusal as refused:
            refusal = refused
    asked = {
        "question": gettext("Disqualify this submission?"),
        "deed": gettext("Disqualify"),
        "reasons": list(reason.items()),
        "longest": REASON_LENGTH,
    }
    return _ask(request, found, asked=asked, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def lift_disqualification(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Say who would move, and let it in again; whoever clicks second finds it done."""
    found = submission_or_404(request, submission_id)
    standing = found.disqualification
    if standing is None:
        return redirect("console-submission", found.pk)
    refusal = None
    if request.method == "POST":
        try:
            lift(standing, by=reader(request), now=clock.now())
            lifted = gettext("Lifted: it counts as if nothing had been, and its team is told.")
            messages.success(request, _done(found, lifted))
            return redirect("console-submission", found.pk)
        except Refusal as refused:
            refusal = refused
    asked = {"question": gettext("Lift the disqualification?"), "deed": gettext("Lift the disqualification")}
    return _ask(request, found, asked=asked, refusal=refusal)


def _ask(request: HttpRequest, found: Submission, *, asked: Mapping[str, Any], refusal: Refusal | None) -> HttpResponse:
    board, seen, is_lift = board_for(found.phase), consequences(found), found.disqualification is not None
    column = primary_column(board.columns) if board and board.columns else None
    context = {
        **asked,
        "submission": found,
        "edition": found.phase.challenge.edition,
        "above": gettext("Submission of %(team)s") % {"team": found.team.name},
        "back": reverse("console-submission", args=[found.pk]),
        "consequences": _lines(found, seen, is_lift=is_lift),
        "undo": _undo(is_lift=is_lift),
        "moves": seen.moves[:LISTED] if column else [],
        "more": max(0, len(seen.moves) - LISTED),
        "new_column": column,
        "frozen": len(seen.frozen_moves) if _is_frozen(board) and seen.frozen_moves is not None else None,
        "refusal": refusal,
        "said": say(refusal, zone=found.phase.challenge.edition.timezone) if refusal else None,
    }
    return render(request, "console/disqualify.html", context, status=refusal.status if refusal else 200)


def _is_frozen(board: Leaderboard | None) -> bool:
    return board is not None and board.frozen_at is not None


def _lines(found: Submission, seen: Consequences, *, is_lift: bool) -> list[str]:
    count, team = seen.team_count, {"team": isolated(found.team.name)}
    moved = ngettext(
        "%(count)s team moves on the leaderboard, by score or rank.",
        "%(count)s teams move on the leaderboard, by score or rank.",
        count,
    ) % {"count": number(count)}
    if is_lift:
        told = gettext("The members of %(team)s are told by letter, and the leaderboard says no more of it.")
        silent = gettext("%(team)s is a baseline, without anybody to tell. The leaderboard says no more of it.")
        said = (silent if found.team.is_baseline else told) % team
        return [gettext("The submission counts again, everywhere."), moved, said]
    told = gettext("The members of %(team)s are told by letter; the leaderboard names the team and the reason.")
    silent = gettext("%(team)s is a baseline, without anybody to tell. The leaderboard names it and the reason.")
    next_best = gettext("The next best submission of %(team)s takes its place.")
    lines = [
        gettext("The submission counts nowhere: not on the leaderboard, not at the close, in no count and no curve."),
        (gettext("%(team)s has no other score: it leaves the leaderboard.") if _leaves(found, seen) else next_best)
        % team,
        moved,
        (silent if found.team.is_baseline else told) % team,
        gettext("It keeps its place in the allowance of the team."),
    ]
    if seen.is_chosen:
        lines.insert(2, gettext("The team chose it for the close: that choice counts for nothing, and takes no place."))
    return lines


def _done(found: Submission, told: str) -> str:
    """What was done; of a baseline nobody is told."""
    return gettext("Done: the leaderboard is as was shown.") if found.team.is_baseline else told


def _leaves(found: Submission, seen: Consequences) -> bool:
    return any(move.team_id == found.team_id and move.new_score is None for move in seen.moves)


def _undo(*, is_lift: bool) -> str:
    if is_lift:
        return gettext("It can be disqualified again until the leaderboard is closed.")
    return gettext("This can be lifted until the leaderboard is closed; then everything is as it was.")
