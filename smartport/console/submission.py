"""One submission as an organizer sees it: its evaluations with their logs, what was decided and noted about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.queries import current_edition
from challenges.errors import Refusal
from challenges.evaluations.logs import TITLES
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import visible_scores
from challenges.evaluations.reading import read_logs
from challenges.leaderboards.queries import board_at_hand, is_final
from challenges.pages.logs import KeptLog, kept_logs
from challenges.pages.submission import told
from challenges.pages.visit import reader
from challenges.submissions.models import Selection, Submission
from challenges.submissions.noting import NOTE_LENGTH
from challenges.wording import say
from evaluator.log import printable
from smartport.console.access import for_organizers

MOST_ALIKE = 20
BESIDE = ("team", "by", "phase__challenge__edition", "phase__leaderboard")


@dataclass(frozen=True)
class Judged:
    """An evaluation with what this organizer may see of it now."""

    evaluation: Evaluation
    scores: dict[str, dict[str, float]]
    logs: list[KeptLog]
    told: dict[str, Any]


@require_safe
@for_organizers
def submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """All of it; nothing private before the close."""
    return render(request, "console/submission.html", shown(request, submission_or_404(request, submission_id)))


@require_safe
@for_organizers
def submission_log(request: HttpRequest, submission_id: UUID, evaluation_id: UUID, which: str) -> HttpResponse:
    """A whole log of any of its evaluations, as a page or (`?raw=1`) as a file."""
    found = submission_or_404(request, submission_id)
    evaluation = found.evaluations.select_related("rejudge", "submission__phase__challenge").filter(pk=evaluation_id)
    raw = None
    if which in TITLES and (one := evaluation.first()):
        raw = read_logs(one, [which], user=request.user, now=clock.now()).get(which)
    if raw is None:
        raise Http404
    if "raw" not in request.GET:
        context = {"submission": found, "title": gettext(TITLES[which]), "log": printable(raw), "size": len(raw)}
        return render(request, "console/submission_log.html", context)
    answer = HttpResponse(raw, content_type="text/plain; charset=utf-8")
    name = f"{evaluation_id}.{which}.log"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def submission_or_404(request: HttpRequest, submission_id: UUID) -> Submission:
    """One of a challenge that this organizer stands behind; another's is as good as not there."""
    rows = Submission.objects.select_related(*BESIDE).prefetch_related("disqualifications__decided_by")
    found = rows.prefetch_related("disqualifications__lifted_by").filter(pk=submission_id).first()
    if found is None or not request.user.has_perm("challenges.disqualify", found):
        raise Http404
    return found


def shown(request: HttpRequest, found: Submission, *, refusal: Refusal | None = None) -> dict[str, Any]:
    """What the page is filled with; with a refusal, what is wrong with what was sent."""
    edition, board = found.phase.challenge.edition, board_at_hand(found.phase)
    alike = Submission.objects.filter(sha256=found.sha256, phase=found.phase_id).exclude(team=found.team_id)
    same = list(alike.select_related("team").order_by("received_at", "pk")[: MOST_ALIKE + 1])
    now_shown = current_edition()
    rows = found.evaluations.select_related("bundle", "rejudge", "submission__phase__challenge")
    evaluations = list(rows.order_by("-bundle__published_at", "-attempt"))
    return {
        "submission": found,
        "edition": edition,
        "disqualification": found.disqualification,
        "lifted": [one for one in found.disqualifications.all() if one.lifted_at],
        "is_final": board is not None and is_final(board),
        "choice": Selection.objects.filter(submission=found).select_related("by").first(),
        "evaluations": evaluations,
        "judged": _judged(request, evaluations),
        "alike": same[:MOST_ALIKE],
        "is_alike_cut": len(same) > MOST_ALIKE,
        "notes": found.organizers_notes.select_related("by").order_by("written_at", "pk"),
        "reader": reader(request),
        "longest": NOTE_LENGTH,
        "typed": request.POST.get("text", "") if refusal else "",
        "may_rejudge": found.phase.challenge.is_published and edition == now_shown,
        "said": say(refusal, zone=edition.timezone) if refusal else None,
        "refusal": refusal,
    }


def _judged(request: HttpRequest, evaluations: Sequence[Evaluation]) -> Judged | None:
    """The one that `?evaluation=` names, else the first of those that count."""
    asked = request.GET.get("evaluation", "")
    named = next((one for one in evaluations if str(one.pk) == asked), None)
    counting = next((one for one in evaluations if one.rejudge is None or one.rejudge.applied_at), None)
    one = named or counting or next(iter(evaluations), None)
    if one is None:
        return None
    return Judged(
        evaluation=one,
        scores=visible_scores(one, user=request.user) if one.state == State.SCORED else {},
        logs=kept_logs(one, user=request.user, now=clock.now()),
        told=told(request, one),
    )
