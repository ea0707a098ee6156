"""One submission: its page, the parts of it that move by themselves, its logs and its file."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.evaluations.cancelling import cancel
from challenges.evaluations.logs import TITLES
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import (
    QueuePlace,
    latest_of,
    queue_place,
    visible_receipt,
    visible_scores,
    was_judged,
)
from challenges.evaluations.reading import read_logs
from challenges.evaluations.rules import AlreadyEnded, AlreadyRunning
from challenges.faults import of_report
from challenges.outcomes import advice_for
from challenges.pages.beside import beside, compared
from challenges.pages.gauges import gauges
from challenges.pages.logs import growing_log, kept_logs, why_silent, why_withheld
from challenges.pages.visit import Visit, reader
from challenges.serving import serve
from challenges.submissions.actions import note_download
from challenges.submissions.models import Submission
from challenges.teams.queries import team_of
from challenges.wording import say
from evaluator.log import printable
from evaluator.report import Report

ENDED = frozenset({State.SCORED, State.FAILED, State.BROKEN, State.CANCELLED})
# Seconds between two looks at something that moves; what is far from its turn is looked at some LOOKS times until then.
PATIENCE, MOST_PATIENCE, LOOKS = 2, 15, 20
PACE = 1  # and at a log that grows
WHOLE = ("team", "by", "phase__challenge__edition", "phase__challenge__release")


@dataclass(frozen=True)
class Status:
    """Where a submission is. `state` is received until it is queued; `place` is only known while it waits."""

    submission: Submission
    evaluation: Evaluation | None
    place: QueuePlace | None

    @property
    def state(self) -> str:
        return self.evaluation.state if self.evaluation else "received"

    @property
    def is_moving(self) -> bool:
        return self.state not in ENDED

    @property
    def patience(self) -> int:
        """How many seconds to wait before the next look."""
        if self.place is None or self.place.position <= 1:
            return PATIENCE
        wait = self.place.expected_wait.total_seconds() / LOOKS if self.place.expected_wait else self.place.position
        return round(min(max(wait, PATIENCE), MOST_PATIENCE))

    @property
    def has_begun(self) -> bool:
        return self.state == State.SENT and self.evaluation is not None and self.evaluation.started_at is not None

    @property
    def was_run(self) -> bool:
        """Cancelled ones may never have been."""
        has_started = self.evaluation is not None and self.evaluation.started_at is not None
        return not self.is_moving and (has_started or self.state != State.CANCELLED)

    @property
    def etag(self) -> str:
        """Of everything the moving part shows; an unchanged one is not sent again."""
        seen: list[object] = [str(self.submission.pk), self.state, self.submission.is_counted, get_language()]
        if self.evaluation:
            seen += [str(self.evaluation.started_at), self.evaluation.breakdowns, self.submission.phase.log_policy]
        if self.place:
            seen += [self.place.position, str(self.place.expected_wait), self.place.is_anyone_working]
        return f'"{hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]}"'


@require_safe
@login_required
def submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Everything about one submission that its team may see."""
    found = visible_submission(request, submission_id)
    status = _status(found, moment=clock.now())
    context = {"visit": visit_of(request, found), **_shown(request, status), **beside(request, found)}
    context["may_rejudge"] = request.user.has_perm("challenges.rejudge", found.phase)
    return render(request, "challenges/submissions/submission.html", context)


@require_safe
def submission_status(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The moving part alone; 304 while nothing changed. Who was logged out meanwhile is led to the door by a reload."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    status = _status(
        visible_submission(request, submission_id, beside=("team", "phase__challenge__edition")), moment=clock.now()
    )
    if status.etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        context = {**_shown(request, status), "is_news": True}
        answer = render(request, "challenges/submissions/_status.html", context)
    answer.headers["ETag"] = status.etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel_submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Ask, saying what it costs, then cancel. Where that has changed since it was said, ask again."""
    found = visible_submission(request, submission_id)
    if not request.user.has_perm("challenges.cancel_submission", found):
        raise Http404
    refusal = None
    try:
        if request.method == "POST":
            knows = request.POST.get("stays_counted") == "yes"
            cancel(found, by=reader(request), now=clock.now(), only_waiting=not knows)
            return redirect("submission", found.pk)
    except AlreadyRunning as changed:
        refusal = changed
    except AlreadyEnded:  # its page says how; a second click finds it cancelled there
        return redirect("submission", found.pk)
    return _ask_to_cancel(request, found, refusal=refusal)


@require_safe
def submission_live_log(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """How the log of an entry that runs ends now; 304 while it has not grown, 204 once the moving part takes over."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    found = visible_submission(request, submission_id)
    evaluation = latest_of(found)
    growing = None
    if evaluation and evaluation.state == State.SENT:
        growing = growing_log(evaluation, user=request.user, now=clock.now())
    if growing is None:
        return HttpResponse(status=204)
    if growing.etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        context = {"growing": growing, "submission": found, "pace": PACE, "is_news": True}
        answer = render(request, "challenges/submissions/_growing.html", context)
    answer.headers["ETag"] = growing.etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
@login_required
def submission_log(request: HttpRequest, submission_id: UUID, which: str = "entry") -> HttpResponse:
    """A whole log, as a page or (`?raw=1`) as a file."""
    found = visible_submission(request, submission_id)
    evaluation = latest_of(found)
    asked = [which] if which in TITLES else []
    raw = read_logs(evaluation, asked, user=request.user, now=clock.now()).get(which) if evaluation else None
    if raw is None:
        raise Http404
    if "raw" in request.GET:
        answer = HttpResponse(raw, content_type="text/plain; charset=utf-8")
        name = f"{found.pk}.{which}.log"
        answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
        return answer
    context = {"visit": visit_of(request, found), "submission": found, "title": gettext(TITLES[which])}
    return render(request, "challenges/submissions/log.html", {**context, "log": printable(raw), "size": len(raw)})


@require_safe
@login_required
def submission_file(request: HttpRequest, submission_id: UUID) -> HttpResponseBase:
    """The bytes as they were handed in."""
    found = visible_submission(request, submission_id)
    if not request.user.has_perm("challenges.download_submission", found):
        raise Http404
    if request.method == "GET":
        note_download(found, by=reader(request), now=clock.now())
    return serve(request, found.content, sha256=found.sha256, size=found.size, name=found.file_name)


@require_safe
@login_required
def submission_receipt(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The receipt as a file: sealed before the close, opened after it."""
    evaluation = latest_of(visible_submission(request, submission_id))
    receipt = visible_receipt(evaluation, user=request.user) if evaluation else None
    if receipt is None:
        raise Http404
    answer = HttpResponse(receipt.to_text(), content_type="application/json")
    name = f"receipt-{submission_id}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def visible_submission(request: HttpRequest, submission_id: UUID, *, beside: Sequence[str] = WHOLE) -> Submission:
    """Whether somebody else's submission exists is itself a secret: Http404 for both. `beside` is what is read with it:
    what is asked for every other second is asked for little."""
    found = Submission.objects.select_related(*beside).filter(pk=submission_id).order_by().first()
    if found is None or not request.user.has_perm("challenges.view_submission", found):
        raise Http404
    return found


def visit_of(request: HttpRequest, found: Submission) -> Visit:
    challenge = found.phase.challenge
    return Visit(
        user=request.user,
        challenge=challenge,
        phase=found.phase,
        team=team_of(request.user, challenge.edition),
        has_accepted=True,
        now=clock.now(),
    )


def _ask_to_cancel(request: HttpRequest, found: Submission, *, refusal: Refusal | None) -> HttpResponse:
    status = _status(found, moment=clock.now())
    if not _may_cancel(request, status):
        return redirect("submission", found.pk)
    visit = visit_of(request, found)
    context: dict[str, Any] = {"visit": visit, "status": status, "edition": visit.edition}
    if refusal:
        context["said"] = say(refusal, zone=visit.edition.timezone)
    return render(request, "challenges/submissions/cancel.html", context, status=refusal.status if refusal else 200)


def _may_cancel(request: HttpRequest, status: Status) -> bool:
    found = status.submission
    return status.is_moving and request.user.has_perm("challenges.cancel_submission", found) and not was_judged(found)


def _status(found: Submission, *, moment: datetime) -> Status:
    evaluation = latest_of(found)
    waits = evaluation is not None and evaluation.state in {State.QUEUED, State.SENT}
    place = queue_place(evaluation, now=moment) if evaluation and waits else None
    return Status(found, evaluation, place)


def _shown(request: HttpRequest, status: Status) -> dict[str, Any]:
    """The status, and once it ended the result; nothing private before its hour."""
    edition = status.submission.phase.challenge.edition
    context: dict[str, Any] = {"status": status, "patience": status.patience, "edition": edition}
    context["may_cancel"] = _may_cancel(request, status)
    evaluation, user = status.evaluation, request.user
    if evaluation is None:
        return context
    context["why_withheld"] = why_withheld(evaluation, user=user)
    if status.is_moving:
        is_running = status.state == State.SENT
        growing = growing_log(evaluation, user=user, now=clock.now()) if is_running else None
        return context | {"growing": growing, "pace": PACE}
    return context | {
        "columns": evaluation.bundle.manifest["scores"],
        "scores": visible_scores(evaluation, user=user),
        "receipt": visible_receipt(evaluation, user=user),
        "advice": advice_for(evaluation.outcome, reads_log=user.has_perm("challenges.view_entry_log", evaluation)),
        "logs": kept_logs(evaluation, user=user, now=clock.now()),
        "why_silent": why_silent(evaluation, user=user),
        **(compared(status.submission) if status.state == State.SCORED else {}),
        **told(request, evaluation),
    }


def told(request: HttpRequest, evaluation: Evaluation) -> dict[str, Any]:
    """What the report says beside the scores; of the scorer's own run to organizers."""
    if not evaluation.report:
        return {}
    manifest, report = evaluation.bundle.manifest, Report.from_json(evaluation.report)
    quotes = request.user.has_perm("challenges.view_quotes", evaluation)
    is_organizer = request.user.has_perm("challenges.rejudge", evaluation.submission.phase)
    return {
        "exit_code": report.exit_code,
        "faults": of_report(report, manifest=manifest, quotes=quotes),
        "gauges": gauges(evaluation.report["solution"], limits=manifest["solution"]),
        "scorer_gauges": gauges(evaluation.report["scoring"], limits=manifest["scoring"]) if is_organizer else [],
    }
